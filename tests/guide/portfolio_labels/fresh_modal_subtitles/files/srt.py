def clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole % 3600 // 60:02}:{whole % 60:02},{int(seconds % 1 * 1000):03}"


def srt(lines: list[tuple[float, float, str]]) -> str:
    parts = (f"{n}\n{clock(a)} --> {clock(b)}\n{text.strip()}\n" for n, (a, b, text) in enumerate(lines, 1))
    return "\n".join(parts)
