"""Recall@20 and nDCG@20 of the last song of each playlist."""
import sys

import faiss
import numpy as np
from scipy import sparse
from tqdm import tqdm

from nextsong.index import like


def ndcg(found, wanted):
    return 1 / np.log2(found.index(wanted) + 2) if wanted in found else 0.0


def main(plays, factors, index):
    plays = sparse.load_npz(plays).tocsr()
    songs, index = np.load(factors)["songs"], faiss.read_index(index)
    recall, gain = [], []
    for user in tqdm(range(plays.shape[0])):
        heard = plays[user].indices.tolist()
        if len(heard) < 5:
            continue
        found = like(index, songs, heard[:-1])
        recall.append(heard[-1] in found)
        gain.append(ndcg(found, heard[-1]))
    print(f"recall@20 {np.mean(recall):.4f}\nndcg@20 {np.mean(gain):.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
