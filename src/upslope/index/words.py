"""How text becomes the words of the index, for postings and queries alike.

Words are kept as they are written, lower-cased and without accents, and a query asks for their
inflections. A stemmer would put "intern" and "international" under one stem, make phrases inexact
and leave the beginning of a word ("engineeri*") without anything to match.
"""

from __future__ import annotations

import re
from functools import cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from upslope.index.function_words import FUNCTION_WORDS

_NET = re.compile(r"\.[nN][eE][tT]\b")  # begins with a sign: all else is passed over at once
_SHARP = re.compile(r"(?<=\b[a-z])#", re.IGNORECASE)
# Scripts that put no blank between words: each character is a word, and words are phrases.
_UNSPACED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")
UNSPACED_LANGUAGES = frozenset(["ja", "zh", "th", "lo", "km", "my"])


def spelled(text: str) -> str:
    """Spell out the names that signs are part of, which a tokenizer would cut.

    >>> spelled("C++, C# or ASP.NET")
    'Cplusplus, Csharp  or ASP dotnet '
    """
    if "++" in text:
        text = text.replace("++", "plusplus")
    if "#" in text:
        text = _SHARP.sub("sharp ", text)
    return _NET.sub(" dotnet ", text)


def parted(text: str) -> str:
    """Put blanks around each character of a script that parts no words.

    >>> parted("機械learning")
    ' 機  械 learning'
    """
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)


def _cutter() -> TextAnalyzerBuilder:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())


@cache
def analyzer() -> TextAnalyzer:
    """Return what cuts text into words: letters and digits, lower-cased, accents taken off."""
    return _cutter().build()


@cache
def text_analyzer() -> TextAnalyzer:
    """Return the same without function words, in whose places nothing stands."""
    return _cutter().filter(Filter.custom_stopword(sorted(FUNCTION_WORDS))).build()


def words(text: str) -> list[str]:
    """Return the words of a query's text, as the index has them.

    >>> words("Node.js & K8s in Zürich"), words("c++ .NET"), words("?!")
    (['node', 'js', 'k8s', 'in', 'zurich'], ['cplusplus', 'dotnet'], [])
    """
    return analyzer().analyze(spelled(parted(text)))


def inflections(word: str) -> list[str]:
    """Return other forms of an English word; some may not exist.

    >>> inflections("ranking")[:4], inflections("c++"), inflections("intern")[:2]
    (['rankings', 'rank', 'ranks', 'ranked'], [], ['interns', 'interning'])
    >>> "libraries" in inflections("library"), "library" in inflections("libraries")
    (True, True)
    """
    if len(word) < 3 or not (word.isascii() and word.isalpha()) or word == "news":
        return []
    forms = dict.fromkeys(form for base in _bases(word) for form in (base, *_endings(base)))
    return [form for form in forms if form != word and form not in FUNCTION_WORDS]


def _bases(word: str) -> list[str]:
    if word.endswith("ies") and len(word) > 4:
        return [word[:-3] + "y"]
    if word.endswith(("ses", "xes", "ches", "shes")):
        return [word[:-2], word[:-1]]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return [word[:-1]]
    bases = [word]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 4:
            bases += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                bases.append(stem[:-1])
    return bases


def _endings(base: str) -> list[str]:
    if base.endswith("ing"):
        return [base + "s"]
    if base.endswith("ed"):
        return []
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies", base + "ing", base[:-1] + "ied"]
    if base.endswith("e"):
        return [base + "s", base[:-1] + "ing", base + "d"]
    plural = "es" if base.endswith(("s", "x", "ch", "sh")) else "s"
    return [base + plural, base + "ing", base + "ed"]
