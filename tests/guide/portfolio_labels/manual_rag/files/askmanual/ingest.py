"""Cut manuals into passages and index them."""
from __future__ import annotations

import os
import sys
from pathlib import Path

from langchain.text_splitter import RecursiveCharacterTextSplitter
from langchain_chroma import Chroma
from langchain_community.document_loaders import PyPDFLoader
from langchain_openai import OpenAIEmbeddings

CHROMA_DIR = os.environ.get("CHROMA_DIR", ".chroma")


def passages(folder: Path, size: int = 900, overlap: int = 150):
    cut = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap)
    for path in sorted(folder.rglob("*.pdf")):
        for page in cut.split_documents(PyPDFLoader(str(path)).load()):
            page.metadata["manual"] = path.stem
            yield page


def store() -> Chroma:
    return Chroma("manuals", OpenAIEmbeddings(model="text-embedding-3-small"), persist_directory=CHROMA_DIR)


def main() -> None:
    found = list(passages(Path(sys.argv[1])))
    if not found:
        sys.exit("no pages found")
    store().add_documents(found)
    print(len(found), "passages")


if __name__ == "__main__":
    main()
