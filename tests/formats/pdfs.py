"""Small PDFs written by hand, as small as readers accept."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdf

Word = tuple[float, float, str] | tuple[float, float, str, float]
"""Left side and base in points, words, and the size of the letters where it is not 10."""


def pdf(*pages: Sequence[str]) -> bytes:
    """Write one page for each list of lines; a page without lines has no text."""
    return drawn(*map(_lines, pages))


def _lines(lines: Sequence[str]) -> str:
    text = " T* ".join(f"({line}) Tj" for line in lines)
    return f"BT /F1 11 Tf 14 TL 50 780 Td {text} ET" if lines else "0 0 9 9 re f"


def placed(*pages: Sequence[Word]) -> bytes:
    """Write pages of words in the order given, in letters of 0.6 em each (Courier)."""
    return drawn(*("\n".join(map(_word, words)) for words in pages))


def _word(word: Word) -> str:
    left, base, said, *size = word
    return f"BT /F2 {size[0] if size else 10} Tf {left} {base} Td ({said}) Tj ET"


def drawn(*pages: str, turn: int = 0) -> bytes:
    """Write pages of these contents; F1 is Helvetica and F2 Courier."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    courier = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    for number, stream in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate {turn} "
            f"/Resources << /Font << /F1 3 0 R /F2 {courier} >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    """Lock a PDF with a password that is asked for on opening."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
