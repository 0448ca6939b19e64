"""Hit rate of the retriever and faithfulness of the answers, into eval/results.csv."""
import csv
import json
import statistics
from pathlib import Path

from datasets import Dataset
from ragas import evaluate
from ragas.metrics import answer_relevancy, faithfulness

from askmanual.chain import chain
from askmanual.ingest import store

questions = [json.loads(line) for line in Path("eval/questions.jsonl").open()]


def hit_rate(k: int) -> float:
    search = store().as_retriever(search_kwargs={"k": k})
    hits = []
    for q in questions:
        got = search.invoke(q["question"])
        hits.append(any(d.metadata["page"] == q["page"] for d in got))
    return statistics.mean(hits)


def main() -> None:
    rows = [(f"hit@{k}", hit_rate(k)) for k in (1, 4, 10, 20)]
    ask = chain()
    data = Dataset.from_list([{"question": q["question"], "answer": ask.invoke(q["question"]), "contexts": [q["passage"]]} for q in questions])
    rows += list(evaluate(data, metrics=[faithfulness, answer_relevancy]).items())
    with open("eval/results.csv", "w", newline="") as out:
        csv.writer(out).writerows(rows)


if __name__ == "__main__":
    main()
