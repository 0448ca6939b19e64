from numpy import *
from scipy.signal import *

RATE = 250


def clean(ecg, low=5.0, high=15.0):
    b, a = butter(2, [low, high], btype="band", fs=RATE)
    return filtfilt(b, a, ecg - median(ecg))


def find_beats(ecg):
    """Sample numbers of the R peaks."""
    x = clean(asarray(ecg, dtype=float))
    energy = convolve(diff(x) ** 2, ones(30) / 30, mode="same")
    peaks, _ = find_peaks(energy, distance=int(0.3 * RATE), height=3 * median(energy))
    return peaks


def rr(ecg):
    """Seconds between beats, those that cannot be left out."""
    gaps = diff(find_beats(ecg)) / RATE
    return gaps[(gaps > 0.3) & (gaps < 2.0)]
