"""Take out of a resume what must not count: who the person is, and words of gender.

It runs before anything is read or scored, so a changed name, pronoun or address cannot change a
score. Runs of blanks become two, so that the length of what was taken out leaves no trace either.
References and other people beside a telephone number go too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from upslope.guide.resume import titles
from upslope.guide.resume.headings import heading
from upslope.guide.resume.names import HEAD, names, pattern
from upslope.guide.resume.neutral import neutral

_AT, _DOT = (
    r"\s?(?:[\[({<]\s?(?:at|AT|@)\s?[\])}>])\s?",
    r"\s?(?:[\[({<]\s?(?:dot|DOT|\.)\s?[\])}>])\s?",
)
_MAIL = (
    re.compile(r"(?:mailto:)?[\w.+%'-]{1,64}\s?[@＠]\s?[\w-]{1,63}(?:\s?\.[\w-]{1,63}){1,6}"),
    re.compile(
        rf"[\w.+%-]{{1,64}}{_AT}[\w-]{{1,63}}(?:(?:\.|{_DOT}|\s(?:dot|DOT)\s)[\w-]{{1,63}}){{1,4}}"
    ),
    re.compile(r"\b[\w.+%-]{1,64}\s(?:at|AT)\s[\w-]{1,63}\s(?:dot|DOT)\s[a-zA-Z]{2,10}\b"),
    re.compile(r"(?<!\S)[\w.+%-]{2,64}@[a-z][\w-]{2,63}\b"),
)
_MAYBE_MAIL = re.compile(r"[@＠]|\b(?:at|AT)\b")
_DIGIT = re.compile(r"\d")
_LINKS = (
    re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
    re.compile(r"\b(?!asp\.net)(?:[a-z0-9-]+\.)+[a-z]{2,7}/[^\s|,;)]*"),
    re.compile(r"\b(?:linkedin|github|gitlab|kaggle|medium|twitter|xing)\.(?:com|io|net)\b"),
    re.compile(
        r"\b[a-z0-9-]+\.(?:github|gitlab|netlify|vercel|herokuapp|wordpress|substack)\.(?:io|com|"
        r"app)\b"
    ),
)
_STREET = re.compile(
    r"\b\d{1,6}\w?,? (?:[NSEW]\.? )?(?:[A-Z][\w'.-]*,? ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|"
    r"Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Close|Crescent|Terrace|Way|Place|Pl)\b\.?"
    r"(?:,? (?:Apt|Apartment|Unit|Suite|Flat|#)\.? ?\w+)?"
    r"|\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|gasse|weg|allee|platz|ring|damm|"
    r"ufer) ?\d{1,4} ?[a-z]?\b"
    r"|\b\d{1,4},? (?:rue|avenue|boulevard|impasse|place|chemin)(?: [\w'’-]+){1,5}"
    r"|\b(?:Calle|C/|Avenida|Avda\.?|Plaza|Via|Viale|Rua) (?:[\w'’-]+ ){1,4}\d{1,4}\b"
    r"|\b(?:P\.? ?O\.? Box|Postfach) \d+\b|\b(?:Apt|Flat|Apartment)\.? ?#?\d+\w?\b",
)
_POSTCODE = re.compile(
    r"(?<=, )\d{5}(?:-\d{4})?\b|(?<=\b[A-Z]{2} )\d{5}(?:-\d{4})?\b|"
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    r"|(?<![\d.,])\b(?:[A-Z]{1,2}-)?\d{5}(?= [A-ZÄÖÜ][a-zäöü]+\b)"
)
_NUMBER = re.compile(r"(?<![\w/.$])(?:\+|00)?\s?\(?\d[\d ()./–-]{6,24}\d(?![\w%])")
_CALLED = re.compile(
    r"\b(?:phone|mobile|cell|tel(?:efono?|éfono|ephone)?|ph|fax|whatsapp|handy|mobil|móvil|m|t|"
    r"p)\b\.?\s*"
    r"(?:no\.?|number|nr\.?)?\s*[:.]\s*(?:\(?\+?\(?\d[\d ()./–-]{4,24}\d)",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\s*\b(?:ext|extension|x)\.? ?\d{1,6}\b", re.IGNORECASE)
# A line that states a personal fact: "Date of birth: ...", "Gender - F", "Pronouns: they/them".
_FACT = re.compile(
    r"\W*(?:full |first |last |sur|family |given |candidate |father['’]?s |mother['’]?s |"
    r"spouse['’]?s )?"
    r"(?:name|date of birth|place of birth|d\.?o\.?b|born|age|gender|sex|pronouns?|"
    r"(?:family and )?marital status|nationality|citizenship|passport\w*(?: no\.?| number)?|"
    r"religion|caste|(?:\w+ )?add?ress|phone|mobile|telephone|tel|e-?mail|linkedin|github|photo|"
    r"skype|geburtsdatum|geburtsort|geboren(?: am)?|familienstand|staatsangehörigkeit|anschrift|"
    r"adresse|telefon|handy|vor-? ?und nachname|nachname|vorname|nationalité|date de naissance|"
    r"situation familiale|téléphone|courriel|nombre|dirección|teléfono|correo|"
    r"fecha de nacimiento|nacionalidad|estado civil|id\W+details|ssn|orcid)"
    r"\s*[:–—-]",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"\b(?:github|gitlab|linkedin|twitter|skype|telegram|instagram|xing|kaggle|wechat|signal|"
    r"google scholar|orcid|discord|slack|mastodon|bluesky|facebook)\s*:\s*@?[\w./-]+",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?<![\w@/])@[A-Za-z_]\w{3,30}\b")
_LABEL = re.compile(
    r"\b(?:phone|mobile|cell|tel|telephone|e-?mail|fax|m|t|p|portfolio|website|homepage|blog)\b\.?\s*:?\s*(?=[|·•,]|$)",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\W*(?:curriculum vitae|resume|résumé|cv|lebenslauf|page|seite)\b(?: of| for| von)?[\W\d]*",
    re.IGNORECASE,
)
_HONOURED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Frau|"
    r"Mme)\b\.? ?(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?(?!['’]s)"
)
_REFEREE = re.compile(
    r"\W*(?:references?|referees?|referenz(?:en)?|références?|referencias|supervisor|"
    r"reporting (?:to|manager)|"
    r"supervised by|contact(?: person)?|referee|advis[eo]r|thesis advis[eo]r)\s*[:–—-]\s*"
    r"(?=(?:(?:Mr|Mrs|Ms|Dr|Prof)\b\.? )?[A-Z][\w'’.-]+ [A-Z])",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"\W*(?:references?|referees?|referenz(?:en)?|références|referencias)\W*", re.IGNORECASE
)
_ENDS = " |,;·•–—()\"'"
_PARTED = re.compile(r"(?:\s*[|·•]\s*|\s+[-–—](?=\s|$)){2,}")
_SPACE = re.compile(r"\s{2,}|\t")
_PERSON = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}")


def redact(
    text: str,
    *,
    name: str = "",
    known: Callable[[str], bool] = lambda word: False,
    as_written: bool = False,
) -> str:
    """Return a resume without names, contacts and personal facts, and in neutral words.

    Args:
        text: the resume; its person's name is looked for in the first lines, beside "Name:" and
            in what the mail address is made of.
        name: the name, where a file states it.
        known: whether a word is a skill, which is kept although it is part of the name ("Julia").
        as_written: whether words of gender stay: for what is not scored.

    >>> redact("Ada Byron | ada@example.org\\n\\nShe trains models. Chairwoman (she/her)")
    'they trains models. Chairperson'
    """
    person = pattern(names(text, name, known), known)
    told = _without_references(text.splitlines())
    number = (number for number, line in enumerate(told) if heading(line) and number)
    head = min(next(number, HEAD), HEAD)
    lines = [_line(line, person, head=number < head) for number, line in enumerate(told)]
    if not as_written:
        lines = [_SPACE.sub("  ", neutral(line)).replace("()", "").strip() for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_references(lines: list[str]) -> list[str]:
    """Leave out what stands below a heading "References", up to the next heading."""
    out: list[str] = []
    inside = False
    for line in lines:
        if _REFERENCES.fullmatch(line) and len(out) > 3:
            inside = True
        elif inside and heading(line):
            inside = False
        out.append("" if inside else line)
    return out


def _line(line: str, person: re.Pattern[str], *, head: bool) -> str:
    if _FACT.match(line) or _REFEREE.match(line) or _WHAT.fullmatch(line):
        return ""
    bare = person.sub("", _contacts(line, head=head))
    if bare != line:  # what parted the cells that are gone
        if _WHAT.fullmatch(bare) or not re.search(r"\w", bare):
            return ""
        bare = _PARTED.sub(" | ", _LABEL.sub("", bare))
        bare = bare.lstrip(_ENDS).rstrip(f"{_ENDS}-")
    return _SPACE.sub("  ", bare.replace("()", "")).strip()


def _contacts(line: str, *, head: bool) -> str:
    """Take addresses, numbers and links out of a line, and other people beside them."""
    bare = line
    for expression in _MAIL if _MAYBE_MAIL.search(line) else ():
        bare = expression.sub("", bare)
    reached = bare != line
    for expression in _LINKS if "." in bare or "://" in bare else ():
        bare = expression.sub("", bare)
    if not _DIGIT.search(bare) and not (head or reached):
        return _HONOURED.sub("", bare)  # no number, no street and no code
    called = _NUMBER.sub(_unless_years, _CALLED.sub("", bare))
    if called != bare:
        reached, bare = True, _EXTENSION.sub("", called)
    if reached and not head:
        bare = _PERSON.sub(_unless_title, bare)
    if head or reached:
        bare = _MENTION.sub("", _HANDLE.sub("", _POSTCODE.sub("", bare)))
    bare = _STREET.sub("", bare)
    return _HONOURED.sub("", bare)


def _unless_title(match: re.Match[str]) -> str:
    """Keep what names a position or a heading: "Head of Data" beside a referee's number."""
    said = match.group()
    return said if titles.held(said) or heading(said) else ""


def _unless_years(match: re.Match[str]) -> str:
    """Take out a number of eight or more digits that is not a row of years or a date."""
    said = match.group()
    groups = re.findall(r"\d+", said)
    years = all(len(g) <= 2 or (len(g) == 4 and g[:2] in {"19", "20"}) for g in groups)
    abroad = said.lstrip().startswith(("+", "00", "(+"))
    return said if (years and not abroad) or sum(map(len, groups)) < (7 if abroad else 9) else ""
