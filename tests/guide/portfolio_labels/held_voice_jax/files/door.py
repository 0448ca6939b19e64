"""Runs on the Raspberry Pi, started by systemd."""
import time

import numpy as np
import sounddevice as sd
from flax.training import checkpoints
from gpiozero import Servo

from sounds import RATE, WORDS
from train import Net

params = checkpoints.restore_checkpoint("weights", None)
servo = Servo(17)


def hear() -> str:
    wave = sd.rec(RATE, samplerate=RATE, channels=1, blocking=True)[:, 0]
    import librosa

    mel = librosa.power_to_db(librosa.feature.melspectrogram(y=wave, sr=RATE, n_mels=40, hop_length=160), ref=np.max).T
    return WORDS[int(Net().apply(params, mel[None]).argmax())]


while True:
    word = hear()
    if word in ("open", "close"):
        servo.max() if word == "open" else servo.min()
    time.sleep(0.1)
