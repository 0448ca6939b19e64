import sys

import faiss
import numpy as np


def build(songs: np.ndarray, lists: int = 256) -> faiss.Index:
    songs = np.ascontiguousarray(songs, dtype="float32")
    faiss.normalize_L2(songs)
    coarse = faiss.IndexFlatIP(songs.shape[1])
    index = faiss.IndexIVFFlat(coarse, songs.shape[1], lists, faiss.METRIC_INNER_PRODUCT)
    index.train(songs)
    index.add(songs)
    index.nprobe = 12
    return index


def like(index: faiss.Index, songs: np.ndarray, playlist: list[int], count: int = 20) -> list[int]:
    """Songs near the middle of the playlist that are not in it."""
    centre = songs[playlist].mean(axis=0, keepdims=True).astype("float32")
    faiss.normalize_L2(centre)
    _, found = index.search(centre, count + len(playlist))
    return [int(i) for i in found[0] if i not in set(playlist)][:count]


if __name__ == "__main__":
    faiss.write_index(build(np.load(sys.argv[1])["songs"]), sys.argv[2])
