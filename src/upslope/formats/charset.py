"""Bytes to text: which charset a reply really is in, whatever it claims.

After the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/), with one change: bytes
that are valid UTF-8 are read as UTF-8 even if a header says Latin-1, because such headers are
usually a server's default. UTF-7 is never decoded.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.I)
_SAFE = re.compile(
    r"cp125\d|iso8859-\d+|koi8-[ru]|shift_jis|cp932|euc_jp|iso2022_jp|gb2312|gbk|gb18030"
    r"|big5(hkscs)?|cp949|euc_kr|utf-16(-[lb]e)?|utf-8"
)


def decode(body: bytes, claimed: str | None = None) -> str:
    """Decode a page. Never raises: bytes that fit nothing become U+FFFD.

    Args:
        body: the whole page.
        claimed: the charset of its Content-Type header, if it has one.

    >>> decode("Zürich".encode("cp1252"), "utf-8"), decode("Zürich".encode(), "iso-8859-1")
    ('Zürich', 'Zürich')
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    meta = _META.search(body[:4096])
    names = [known(claimed), known(meta.group(1).decode("ascii")) if meta else None]
    if not any(name and name.startswith(("utf-16", "iso2022")) for name in names):
        names.insert(0, "utf-8")
    for name in filter(None, names):
        if (decoded := _strict(body, name)) is not None:
            return decoded
    mended = body.decode("utf-8", "replace")
    return mended if _mostly_utf8(mended) else body.decode("cp1252", "replace")


def beginning(body: bytes) -> bytes:
    """Give how a reply begins, in lower case, past the byte order mark and blanks before it.

    >>> beginning(codecs.BOM_UTF8 + b"\\n <HTML lang=de>")
    b'<html lang=de>'
    """
    return body[:4096].lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:200].lower()


def known(label: str | None) -> str | None:
    """Give Python's name of a charset that may be trusted, or ``None``.

    >>> known("ISO-8859-1"), known("UTF-7"), known("no such")
    ('cp1252', None, None)
    """
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    if name in {"iso8859-1", "ascii"}:  # what browsers read under these names
        return "cp1252"
    return name if _SAFE.fullmatch(name) else None


def is_as_claimed(body: bytes, claimed: str | None) -> bool:
    """Say whether bytes are in the charset that their header claims, if it claims one we know.

    >>> is_as_claimed("Zürich".encode("cp1252"), "utf-8"), is_as_claimed(b"Paris", "utf-8")
    (False, True)
    """
    name = known(claimed)
    return name is None or _strict(body, name) is not None


def damage(decoded: str) -> float:
    """Give the share of characters that could not be decoded, 0 to 1.

    >>> damage("ab\ufffdd")
    0.25
    """
    return decoded.count("\ufffd") / max(len(decoded), 1)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _mostly_utf8(mended: str) -> bool:
    """Say whether this was damaged UTF-8: more characters beyond ASCII were read than lost."""
    bad = mended.count("\ufffd")
    return len(re.findall(r"[^\x00-\x7f\ufffd]", mended)) > bad
