from numpy import *
from scipy.stats import *

from beats import rr


def features(ecg):
    r = rr(ecg)
    if len(r) < 10:
        return None
    return array([mean(r), std(r), sqrt(mean(diff(r) ** 2)), iqr(r), 60 / median(r)])


def table(recordings):
    rows, labels = [], []
    for ecg, label in recordings:
        f = features(ecg)
        if f is not None:
            rows.append(f)
            labels.append(label == "exercise")
    return vstack(rows), array(labels, dtype=int)
