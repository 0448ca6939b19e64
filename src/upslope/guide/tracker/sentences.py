"""The sentences of a mail: what its writer says, without what they answer to."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from textwrap import wrap
from typing import NamedTuple

from upslope.formats.characters import clean
from upslope.formats.html import to_text
from upslope.records.mail import Mail

_MAX_CHARS, _MOST, _LONGEST = 20_000, 200, 600
_QUOTED = re.compile(
    r"^(?:>.*|-{3,} ?(?:original|forwarded|urspr|weitergeleitet|message d|mensaje).*"
    r"|(?:on|am|le|el)\b.{5,120}(?:wrote|schrieb|a écrit|escribió) ?:"
    r"|(?:from|von|de) ?:.{0,120}\n(?:sent|date|gesendet|datum|envoy[ée]|enviado|fecha|to) ?:.*)",
    re.I | re.M,
)
_END = re.compile(
    r"(?<=[.!?…])(?<!\d\.)[\"'”)]*\s+(?=[\"'“(¡¿]*[A-ZÀ-Þ0-9])|\n\s*\n|\n(?=\s*[-*•])"
)
_WRITTEN_OUT = (
    (re.compile(r"\b(wo)n't\b"), "will not"),
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"'"), " "),
)


class Sentence(NamedTuple):
    """One sentence: as it stands, and as phrases are looked for in it."""

    text: str
    plain: str


def sentences(mail: Mail) -> list[Sentence]:
    """Return the subject of a mail and the sentences of its text, up to what it quotes.

    >>> mail = Mail(subject="Hi", text="We won't. Ça\\nva?\\n\\nOn Monday Ada wrote:\\n> Will you?")
    >>> [one.plain for one in sentences(mail)]
    ['hi', 'we will not.', 'ca va?']
    """
    written = mail.text if mail.text.strip() else to_text(mail.html)
    text = clean(written[:_MAX_CHARS])
    quoted = _QUOTED.search(text)
    text = text[: quoted.start()] if quoted and text[: quoted.start()].strip() else text
    parts = (" ".join(part.split()) for part in [mail.subject[:_LONGEST], *_END.split(text)])
    told = (piece for part in parts for piece in wrap(part, _LONGEST, break_on_hyphens=False))
    return [Sentence(one, plain(one)) for one in islice(told, _MOST)]


def plain(text: str) -> str:
    """Return words for comparing: lower case, no accents, contractions written out.

    >>> plain("We’ve décidé – it isn't Übung & spaß")
    'we have decide - it is not ubung and spass'
    """
    usual = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-")
    bare = unicodedata.normalize("NFKD", usual.replace("&", " and ")).casefold()
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    for form, full in _WRITTEN_OUT:
        bare = form.sub(full, bare)
    return " ".join(bare.split())
