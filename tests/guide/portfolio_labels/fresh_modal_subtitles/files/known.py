from pathlib import Path

from jiwer import wer


def rate(hear) -> float:
    pairs = [(path.with_suffix(".txt").read_text(), path.read_bytes()) for path in Path("clips").glob("*.wav")]
    said = [" ".join(text for _, _, text in hear(wave)) for _, wave in pairs]
    return wer([text for text, _ in pairs], said)
