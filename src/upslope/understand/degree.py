"""Which degree a posting requires, whether experience may replace it, and in which fields.

>>> text = "Bachelor's degree in Computer Science or equivalent experience required."
>>> degree(Document(id="1", title="", description=text))["degree_required"]
'bachelor'
"""

from __future__ import annotations

import re

from upslope.records import DEGREES
from upslope.understand.cues import Guarded, hastened
from upslope.understand.document import Document, Sentence
from upslope.understand.evidence import Cued, around, find
from upslope.understand.reader import Fields

# One alternative for each level. Capital letters matter for the short forms: "BS" is a degree,
# "bs" is not; "MS Office" is a product and "Cambridge, MA" a place, so a bare short form needs
# a neighbour that only degrees have.
_NEXT = (
    r"(?=\s?(?:/|,|\(|\)|or\b|and\b|in\b|with\b|degree|student|from\b|\+|"
    r"(?:Computer|Data|Electrical|Engineering|Statistics|Mathematics|Physics)\b))"
)
# A degree of no named level; an associate's degree is below all levels.
_ANY_DEGREE = (
    r"(?<!associate )(?<!associates )(?<!associate['’]s )"
    r"degree (?:in|or equivalent|or higher|(?:is )?required|with|from)\b|"
    r"(?<!new )(?<!recent )(?<!under)(?<!post)(?<!post-)graduates? (?:of an?|in|with) |"
    r"(?:educational|academic) background in|"
    r"enrolled (?:in|at) (?:an? )?(?:accredited )?(?:[\w-]+ ){0,2}(?:university|college)|"
)
# A level opens with a word, or with a capital behind a lost line break ("experienceBachelor"). What
# letters each opens with stands first: most words open with another one.
_DEGREE = Cued(
    re.compile(
        r"(?:\b|(?=[BDMP]))(?:"
        r"(?=[34BCFTUbcftu])(?P<bachelor>(?:\b|(?<=\w)(?=B))(?i:bachelor(?!(?:- und |[- ]?studi))"
        r"(?:['’ʼ]?s|s['’ʼ]| s(?= degree))?|baccalaureate|"
        r"undergrad(?:uate)?s?(?: (?:degree|program|student|level)|(?= or master)|(?=/master))|"
        r"(?:four|4|3|three)[- ]year (?:college |university )?degree|college degree)(?![a-z])"
        r"|(?<![A-Z.])B\.\s?(?:Sc|Eng|(?i:tech)|E|S|A)\b\.?|\b(?:B[Ss]c|BEng|BTech|B\.?Tech)\b\.?|"
        rf"(?:\b|(?<=[a-z]))(?:BS|BA|BE){_NEXT})"
        r"|(?=[ABDGHMPabdghmp])(?P<master>(?:\b|(?<=[a-z])(?=M))"
        r"(?i:masters|master s(?= degree)|masterstudium|"
        r"diplôme d['’]ingénieur|master['’]s|"
        r"master(?=\W+(?:or|and|in(?! excel)|of|ph\.?d)\b|['’]?s? degree| student| thesis)|"
        r"(?:advanced?|(?:post-?)?grad(?:uate(?:[- ]level)?)?|higher) degree|magister|"
        r"bac ?\+ ?5|dipl\.?-?ing|mres)\b"
        rf"|\bM\.\s?(?:Sc|Eng|(?i:tech)|S|A)\b\.?|\b(?:M[Ss]c|MEng|MTech|MBA)\b|"
        rf"(?:\b|(?<=[a-z]))MS{_NEXT}|(?<=BA/)MA\b)"
        r"|(?=[DPdp])(?P<phd>(?:\b|(?<=[a-z])(?=P))(?<!post-)"
        r"(?i:ph\.?\s?d|doctorate|doctoral (?=degree|student|level))\b\.?)"
        r"|(?=[ACDEFGHMQRSTUacdefghmqrstuſ])(?P<any>(?:\b|(?<=[a-z])(?=D))(?i:"
        r"(?:university|academic|technical|relevant|related|stem|quantitative|"
        r"engineering|economics|mathematics|statistics|science|tertiary|higher education|formal|"
        rf"completed) degree|{_ANY_DEGREE}"
        r"degree-level|hochschulabschluss|abgeschlossenes|diplôme|educated to degree)))"
    ),
    (
        *("bachelor", "master", "degree", "ph.d", "phd", "ph. d", "ph d", "doctor"),
        *("baccalaureate", "undergrad", "abschluss", "abgeschlossen", "diplôme", "dipl"),
        *("graduate of", "graduates of", "graduate in", "graduates in", "graduate with"),
        *("graduates with", "background in", "enrolled"),
        *("magister", "bac+", "bac +", "b.s", "b. s", "b.a", "b.e", "b.t", "b. t"),
        *("m.s", "m. s", "m.a", "m.e", "m.t", "bsc", "msc", "beng", "meng", "btech", "mtech"),
        *("bs/", "ms/", "ba/", "mba", " bs ", "\nbs ", " ms ", "\nms ", " ba ", " bs,", " ms,"),
        *(" be/", "bs computer", "ms computer"),
    ),
    before=32,
    after=40,
)
_ORDER: dict[str, int] = {"any": 1, "bachelor": 1, "master": 2, "phd": 3}

_WISH = (
    r"(?:preferred(?!\s+(?:skills|qualifications|experience|requirements|emphasis))|preferable|"
    r"preferably from|an? (?:\w+ )?plus|are a plus|desired|desirable|advantage(?:ous)?|"
    r"nice to have|bonus|not (?:strictly )?(?:required|necessary|needed|expected|asked)|optional|"
    r"irrelevant|nicht (?:nötig|erforderlich|zwingend)|ideal|welcome|beneficial|"
    r"von vorteil)"
)
# Wished for: the wish follows before another degree, a "required" or the end of the sentence.
_WISHED_AFTER = Guarded(
    re.compile(
        rf"\A(?:(?!\s?(?:or|/)\s?(?:M\.?S\.?|master\S*|ph\.?d\.?)\s*\(prefer)"
        rf"(?![,(–]\s*(?:and |but |an? |with an? )?"
        rf"(?:bachelor|master|ph\.?d|(?:post-?)?graduate|advanced|M\.?S|B\.?S))"
        rf"(?!(?<!not )required)[^.;\n]){{0,110}}?\b{_WISH}(?-i:(?![a-z]))",
        re.IGNORECASE,
    )
)
_WISHED_BEFORE = hastened(
    re.compile(
        r"\b(?:preferred(?!,? (?:however|but)|\))|preferably|ideally|bonus|nice to have|desired|"
        r"plus(?!\s+(?:\d|\w+ years)))\b[^.;\n]{0,30}$|"
        r"\b(?:no|without an?|not require an?) (?:advanced |formal )?$|"
        r"\b(?:no need (?:of|for)|don['’]t need|do not need|not looking for)\b[^.;\n]{0,50}$",
        re.IGNORECASE,
    )
)
# The degree is somebody else's, or a benefit.
_SOMEONE_ELSE = hastened(
    re.compile(
        r"\b(?:team of|our (?:team|founders)|founded|led by|founders?|colleagues|tuition|"
        r"reimburse\w*|collaborate with|alongside|supervise|mentor)\b[^.\n]{0,60}$",
        re.IGNORECASE,
    )
)
_MUST = re.compile(
    r"\b(?:minimum|required|must|education\W{0,3}$|education\b[^\n.,;]{0,20}\n\W*$)", re.IGNORECASE
)
# What is said in brackets is about the subjects, not about the degree, if it is long.
_BRACKETS = re.compile(r"\((?:[^()\s]+\s+){2,}[^()]*\)")
_WRAPPED = re.compile(r"\n[ \t]+(?=[A-Za-z(])")
_PROGRAM = re.compile(r"\s+(?:degree )?programs?\b", re.IGNORECASE)
_STUDENT = re.compile(r"\b(?:enrolled|pursuing|complet\w+|student)\b", re.IGNORECASE)
_REFUSED = re.compile(r"\W{1,2}no\b(?! \w)", re.IGNORECASE)

_EQUIVALENT = Guarded(
    re.compile(
        r"\b(?:or|and/or|/)\W*(?:an? |the |have |demonstrated |evidence of |foreign )*"
        r"(?:equivalent|comparable|relevant|practical|commensurate|related|similar)\W+"
        r"(?:(?!field|discipline|area|subject|degree)\w+\W+){0,6}?"
        r"(?:experience|training|background|qualification|skills|expertise|education)|"
        r"\bequivalent (?:\w+ ){0,2}experience|\bin lieu of\b|\bequivalent combination\b|"
        r"\bdegree or (?:its )?equivalent\b|\bor (?:the )?equivalent\W*$|will also consider|"
        r"\bor (?:at least |a minimum of |an additional )?\d+\+? years|"
        r"\bor (?:\w+ ){0,3}(?:work |professional |industry |hands-on |proven )experience",
        re.IGNORECASE | re.MULTILINE,
    )
)

# Fields of study, as they are written -> the name given out.
FIELDS: dict[str, str] = {
    "computer science": r"computer sciences?|computing|(?-i:CS)\b|informatics|informatik",
    "data science": r"data science",
    "machine learning": r"machine learning",
    "artificial intelligence": r"artificial intelligence|(?-i:AI)\b",
    "statistics": r"(?:bio)?statistics|statistik",
    "mathematics": r"math(?:ematic)?s?\b|mathematik",
    "physics": r"physics|physik",
    "engineering": r"(?<!software )(?<!electrical )(?<!computer )(?<!mechanical )engineering\b",
    "software engineering": r"software engineering",
    "electrical engineering": r"electrical|electronics?\b",
    "computer engineering": r"computer engineering",
    "mechanical engineering": r"mechanical",
    "information systems": r"information (?:systems|technology|management)|(?-i:IT|MIS)\b",
    "economics": r"economics|econometrics",
    "operations research": r"operations research",
    "business": r"business|(?-i:MBA)\b|finance|accounting|marketing|management science",
    "robotics": r"robotics",
    "linguistics": r"linguistics",
    "biology": r"biolog|bioinformatics|life sciences?|biochem|genetics",
    "chemistry": r"chemi(?:stry|cal)",
    "quantitative field": r"quantitative|(?-i:STEM)\b",
}
"""Names of ``degree_fields`` and the words that show each."""
_FIELDS = {
    name: Guarded(re.compile(rf"\b(?:{words})", re.IGNORECASE)) for name, words in FIELDS.items()
}


def degree(document: Document) -> Fields:
    """Read the lowest degree that satisfies the posting, its fields and what may replace it."""
    asked = [m for m, s in find(document, _DEGREE) if _counts(document, m, s)]
    # "degree in" behind a named level says no more than that level.
    named = [match for match in asked if match.lastgroup != "any"] or asked
    level = min((_ORDER[str(match.lastgroup)] for match in named), default=0)
    clauses = [_clause(document.description, match) for match in asked]
    text = "\n\n".join(clauses)
    folded = text.lower()
    fields = _FIELDS.items() if asked else ()
    return {
        "degree_required": DEGREES[level],
        "degree_or_equivalent": _EQUIVALENT.occurs(text, folded),
        "degree_fields": [name for name, words in fields if words.occurs(text, folded)],
    }


def stated(document: Document) -> list[tuple[int, int]]:
    """Return where the description asks for degrees: first code points and those behind the last.

    >>> stated(Document(id="1", title="", description="A PhD in physics."))
    [(2, 5)]
    """
    found = find(document, _DEGREE)
    return [match.span() for match, sentence in found if _counts(document, match, sentence)]


def _counts(document: Document, match: re.Match[str], sentence: Sentence) -> bool:
    """Say whether this degree is asked of the candidate."""
    before, after = around(document.description, match, 90, 200)
    after = _WRAPPED.sub(" ", _BRACKETS.sub(" ", after))
    if _PROGRAM.match(after) and not _STUDENT.search(before):
        return False
    wished = _WISHED_AFTER.occurs(after, after.lower())
    if wished or _REFUSED.match(after) or _SOMEONE_ELSE.search(before):
        return False
    if _MUST.search(before[-30:]):
        return True
    return sentence.section != "preferred" and not _WISHED_BEFORE.search(before)


# A clause ends with its sentence or list item; a wrapped line goes on in lower case.
_END = hastened(re.compile(r"\n\s*\n|\n(?!\s*[a-z(])|(?<![A-Z])\.\s+[A-Z]"))


def _clause(text: str, match: re.Match[str]) -> str:
    """Return the degree and what its sentence says after it."""
    tail = text[match.start() : match.end() + 260]
    end = _END.search(tail, len(match.group()))
    return tail[: end.start() + 1] if end else tail
