from pylab import *

from beats import RATE, clean, find_beats
from seaborn import *


def show(ecg, seconds=10):
    x = clean(ecg)[: seconds * RATE]
    t = arange(len(x)) / RATE
    b = [p for p in find_beats(ecg) if p < len(x)]
    figure(figsize=(12, 3))
    plot(t, x)
    plot(t[b], x[b], "ro")
    xlabel("s")
    savefig("beats.png")
