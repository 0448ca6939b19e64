"""Text is freed of characters that a person cannot see, and of broken encodings.

What goes: control characters, zero-width and direction marks, tag characters (U+E0000 to U+E01EF,
used to smuggle text past a reader), lone surrogates. Odd spaces become a space, line separators a
newline, and the rest is composed (NFC, https://unicode.org/reports/tr15/).
"""

from __future__ import annotations

import re
import unicodedata

_CP1252 = {c: bytes([c]).decode("cp1252", "ignore") for c in range(0x80, 0xA0)}
_BYTE_OF = {text or chr(c): c for c, text in _CP1252.items()}
_INVISIBLE = (
    *range(0x09),
    *range(0x0E, 0x20),
    *(0x7F, 0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE01F0),
)
_MAP: dict[int, str | None] = (
    dict.fromkeys(_INVISIBLE)
    | dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    | {c: text or None for c, text in _CP1252.items()}
    | dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)
_ODD = re.compile(  # every key of _MAP, as ranges: single characters make a search 60 times slower
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)

# UTF-8 bytes shown one by one as Windows-1252 or Latin-1: a lead byte, then continuation bytes.
_TAIL = "[" + "".join(map(re.escape, _BYTE_OF)) + "\x80-\xbf]"
_BROKEN = re.compile(  # one class of lead bytes comes first: the search skips all else
    f"[ÂÃâ-ô](?:(?<=[ÂÃ]){_TAIL}|(?<=[â-ï])(?!\xa0»){_TAIL}{{2}}|(?<=[ð-ô]){_TAIL}{{3}}|(?<=â)€(?=\\s|$))"
)
_MAYBE_BROKEN = re.compile(f"[ÂÃâ-ô]{_TAIL}")

_ASCII = bytes(range(0x20, 0x7F)) + b"\t\n"
_ALL_ASCII = bytes(range(0x80))
_FEW = 30
# Composing leaves these alone, wherever they stand: Latin, Cyrillic, punctuation, signs, Chinese.
_COMPOSED = re.compile(
    "[\x00-\u02ff\u0400-\u0482\u2000-\u20cf\u2100-\u2125\u2190-\u2199\u2500-\u27bf\u4e00-\u9fff]*"
)


def clean(text: str) -> str:
    """Return the text without invisible characters, mended and composed; newlines stay.

    >>> clean("Da\\u200bta\\xa0\\u202eScientist\\x00 — we donâ€™t")
    'Data Scientist — we don’t'
    """
    if text.isascii() and text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    rest = _not_ascii(text)  # mostly a few quotes and dashes: all that needs a second look
    if not rest:
        return text
    if broken := _MAYBE_BROKEN.search(rest):
        text = mend(text)
    if broken or _ODD.search(rest):
        text = _ODD.sub(lambda odd: _MAP[ord(odd.group())] or "", text)
    if broken or not _COMPOSED.fullmatch(rest):
        text = unicodedata.normalize("NFC", text)
    return text


def _not_ascii(text: str) -> str:
    """Return all but visible ASCII, tabs and newlines, at the speed of a copy."""
    written = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return written.decode("utf-8", "surrogatepass")


def folded(text: str) -> bytes:
    """Return the casefolded text in UTF-8: ``text.casefold().encode()``, three times as fast.

    Lone surrogates become "?".

    >>> folded("Straße ΔX").decode()
    'strasse δx'
    """
    written = text.encode("utf-8", "replace").lower()
    others = set(written.translate(None, _ALL_ASCII).decode())
    capitals = [letter for letter in others if letter != letter.casefold()]
    if len(capitals) > _FEW:
        return text.casefold().encode("utf-8", "replace")
    for letter in capitals:
        written = written.replace(letter.encode(), letter.casefold().encode())
    return written


def mend(text: str) -> str:
    """Read UTF-8 that was shown as Windows-1252 ("donâ€™t") or Latin-1 as UTF-8, if that is plain.

    One pair of letters such as "Ã”" may be meant, and so is French "é »"; two pairs, or three bytes
    in a row, are not.

    >>> mend("cafÃ© and crÃ¨me"), mend("MAÇÃ”"), mend("« doué\\xa0»"), mend("itâ\\x80\\x99s")
    ('café and crème', 'MAÇÃ”', '« doué\\xa0»', 'it’s')
    """
    found = _BROKEN.findall(text)
    if len(found) > 1 or (found and found[0][0] not in "ÂÃ"):
        return _BROKEN.sub(_decoded, text).replace("Â ", " ")
    return text


def _decoded(broken: re.Match[str]) -> str:
    if broken.group() == "â€":  # the last byte of a closing quote is a control character: lost
        return "”"
    raw = bytes(_BYTE_OF.get(letter, ord(letter) & 0xFF) for letter in broken.group())
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return broken.group()
