"""Words that say nothing of a job, which the texts of the index leave out.

Every text has them, so they find nothing, and they take a sixth of the index. Each keeps its place:
a phrase is as exact as before between the words that say something. Titles, companies and places
keep all their words.

The list holds no name of a skill or of anything else that is looked for ("it", "us", "no", "who"),
and no word that others are written with ("on" of "on-call", "up" of "start-up", "e" of "e-mail").
"""

from __future__ import annotations

from collections.abc import Sequence

FUNCTION_WORDS = frozenset(
    """
    a able about above across after against all along also although am among an and any are around
    as at because been before being below between both but by can could did do does doing during
    each either else etc even ever every few for from had has have having he her here highly him
    his how however if in including into is its itself just least less let ll many may me might
    more most much must my nor of often on once only onto or other others our own per please rather
    re s shall she should since so some such than that the their them themselves then there these
    they this those though through to too toward towards until upon using various ve very via was
    we were what when where whether which while whom whose will with within without would yet you
    your yours
    auf aux avec dans de dein deine dem den der des dich dir du eine einem einen einer en et fur
    ihr ihre les nous oder par para por pour que qui sich sie una und une uns unser unsere
    unserer vom von vous wir zu zum zur
    """.split()  # noqa: SIM905 - a list of words, one a line, would be two hundred lines
)


def telling(words: Sequence[str]) -> list[tuple[int, str]]:
    """Return the words that are in the texts, each with its place among all.

    >>> telling(["head", "of", "data"])
    [(0, 'head'), (2, 'data')]
    """
    return [(at, word) for at, word in enumerate(words) if word not in FUNCTION_WORDS]
