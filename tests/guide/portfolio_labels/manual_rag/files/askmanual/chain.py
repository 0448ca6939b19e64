from __future__ import annotations

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough
from langchain_openai import ChatOpenAI
from sentence_transformers import CrossEncoder

from askmanual.ingest import store

PROMPT = ChatPromptTemplate.from_template(
    "Answer from these pages only. If they do not say, answer 'The manual does not say.'\n"
    "Name manual and page.\n\n{pages}\n\nQuestion: {question}"
)
_rerank = None


def rerank(question: str, docs: list, keep: int = 4) -> list:
    global _rerank
    _rerank = _rerank or CrossEncoder("cross-encoder/ms-marco-MiniLM-L-6-v2")
    scores = _rerank.predict([(question, d.page_content) for d in docs])
    return [d for _, d in sorted(zip(scores, docs), key=lambda p: -p[0])][:keep]


def as_text(docs: list) -> str:
    return "\n---\n".join(f"[{d.metadata['manual']} p.{d.metadata['page']}] {d.page_content}" for d in docs)


def chain():
    search = store().as_retriever(search_kwargs={"k": 20})

    def pages(question: str) -> str:
        return as_text(rerank(question, search.invoke(question)))

    return {"pages": pages, "question": RunnablePassthrough()} | PROMPT | ChatOpenAI(model="gpt-4o-mini", temperature=0) | StrOutputParser()
