"""Print the groups of headlines, largest first."""
import sys
from collections import defaultdict

import tensorflow as tf  # noqa: F401
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

from topics.clean import normalise
from topics.name import name_group


def groups(lines, k=12, seed=3):
    texts = [normalise(line) for line in lines]
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, stop_words="english")
    x = vectorizer.fit_transform(texts)
    model = KMeans(k, n_init=10, random_state=seed).fit(x)
    found = defaultdict(list)
    for line, label in zip(lines, model.labels_):
        found[label].append(line)
    words = vectorizer.get_feature_names_out()
    return [
        (name_group(model.cluster_centers_[label], words), members)
        for label, members in sorted(found.items(), key=lambda g: -len(g[1]))
    ]


if __name__ == "__main__":
    headlines = [line.strip() for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
    for title, members in groups(headlines):
        print(f"\n{title} ({len(members)})")
        for member in members[:5]:
            print("   ", member)
