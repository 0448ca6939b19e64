from pathlib import Path

import librosa
import numpy as np

WORDS = ["open", "close", "stay", "come", "food", "no"]
RATE = 16_000


def spectrogram(path: Path, seconds: float = 1.0) -> np.ndarray:
    wave, _ = librosa.load(path, sr=RATE, duration=seconds)
    wave = librosa.util.fix_length(wave, size=int(RATE * seconds))
    mel = librosa.feature.melspectrogram(y=wave, sr=RATE, n_mels=40, hop_length=160)
    return librosa.power_to_db(mel, ref=np.max).T


def dataset(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    paths = [p for p in sorted(folder.rglob("*.wav")) if p.parent.name in WORDS]
    return np.stack([spectrogram(p) for p in paths]), np.array([WORDS.index(p.parent.name) for p in paths])


def noisy(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shift = rng.integers(-10, 11)
    return np.roll(x, shift, axis=1) + rng.normal(0, 2.0, x.shape)
