"""Degrees, fields and schools in a line of a resume, in English, German, French and Spanish."""

from __future__ import annotations

import re

from upslope.records.understanding import Degree

_DEGREES: tuple[tuple[Degree, str], ...] = (
    (
        "phd",
        r"(?i:\bph\.?\s?d\b|\bdoctora(?:te|do|t)\b|\bdoctor of|\bd\.?phil\b|"
        r"\bpromotion\b(?= (?:in|zum))|"
        r"\bdr\. ?(?:rer|ing|phil)\b|\bsc\.d\b|\bdr\.?p\.?h\b)",
    ),
    (
        "master",
        r"(?i:\bmaster(?:['’]?s)?\b(?! (?:data|chef|class|plan|black|builder|mechanic|of ceremon))|"
        r"\bm\.\s?(?:sc|s|tech|eng|a|phil|ed|res|b\.a)\b|\bm\.?sc\b|\bm\.?tech\b|\be?mba\b|\bmca\b|"
        r"\bmphil\b|\bmres\b|\bll\.?m\b|\bm[aá]ster\b(?= (?:en|de|universitario))|\bmaestr[ií]a\b|"
        r"\bdiplom\b(?!a)|\bdiplom-[^\W\d_]+|\bmagister\b|\bmast[eè]re\b|\blaurea magistrale\b|"
        r"\bdipl[oô]me d['’]ing[eé]nieur\b|\bmestrado\b)|"
        r"\bMS\b(?= (?:in\b|[A-Z][a-z]+ (?:Science|Engineering))|,)|\bMEng\b|\bMA\b(?= in\b)",
    ),
    (
        "bachelor",
        r"(?i:\bbachelor|\bb\.\s?(?:sc|s|tech|eng|e|a|com|b\.a|ed)\b|\bb\.?sc\b|\bb\.?tech\b|"
        r"\bbca\b|"
        r"\bbba\b|\bb\.?com\b(?= |:|$)|\blicence\b(?= (?:en|de|d['’]|info|math))|\blicenciatura\b|"
        r"\bgrado\b(?= en)|\blaurea\b|\bbacharelado\b)|"
        r"\bB(?:S|A|E|Eng)\b(?= (?:in|of)\b|,)|\bBEng\b",
    ),
)
_DEGREE = tuple((degree, re.compile(pattern)) for degree, pattern in _DEGREES)
# In the education alone: initials that elsewhere are something else ("MS Office", "BE").
_INITIALS: tuple[tuple[Degree, re.Pattern[str]], ...] = (
    ("master", re.compile(r"^\W*M\.?(?:S|A|E|Ed|Eng|BA)\b\.?(?! ?(?:Office|Excel|SQL|Word))")),
    ("bachelor", re.compile(r"^\W*B\.?\s?(?:S|A|E|Eng|FA|Ed|Com|com|Arch)\b\.?")),
)
_LESSER = re.compile(
    r"\bassociate(?:['’]?s)?\b (?:of|in|degree)|\bdiploma\b|\ba\.?a\.?s?\b\.? in|\bhigh school|"
    r"\bged\b|"
    r"\babitur\b|\bbaccalaur[eé]at\b|\bbachillerato\b|\bbootcamp\b|\bnanodegree\b|\bminor in\b|"
    r"\bh\.?s\.?c\b|\bmatric\b|\bcertificate (?:in|of)\b|\bausbildung (?:zum|zur|als)\b|"
    r"\bbac\b(?= [SL\d+])|"
    r"\bcertificate program|\bformaci[oó]n profesional\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:univ\b|univers\w*|college|polytech\w*|institute?\b|instituto?\b|school|academy|faculty|"
    r"hochschule|fachhochschule|\w*universit[äa]t|gymnasium|[eé]cole|lyc[eé]e|[eé]coles|facultad|"
    r"escuela|politecnico|polit[eé]cnica|eth\b|epfl\b|mit\b|caltech\b|ucla\b|[a-z]*schule\b|iit\b|"
    r"nit\b|"
    r"cnam\b|insa\b|seminary|conservatory|akademie|bootcamp)\b|\b(?:TU|FH|LMU|KTH|NTNU|DTU|UC|"
    r"SUNY|CUNY)\b(?= [A-Z])",
    re.IGNORECASE,
)
EXPECTED = re.compile(
    r"\bexpected\b|\bcandidate\b|\bpursuing\b|\bin progress\b|\banticipated\b|\bongoing\b|"
    r"\bvoraussichtlich\b|\blaufend\b|\ben cours\b|\ben curso\b|\bprevisto\b|"
    r"\bcurrently enrolled\b|"
    r"\bundergraduate student\b|\bto be (?:completed|awarded)\b",
    re.IGNORECASE,
)
_SCIENCE = re.compile(
    r"^(?:science|arts|engineering|technology|education|commerce|laws?|philosophy|fine arts|"
    r"applied science|business administration|computer applications)s?\b(?= (?:in|en)\b)\s*(?:in|"
    r"en)\s*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s+(?:at|from|with|and a minor|minor|gpa|graduat\w+|expected|an der)\b.*|\s{2,}.*|\s-\s.*",
    re.IGNORECASE,
)


def degree(line: str, *, education: bool = True) -> Degree | None:
    """Return the degree that a line names; lesser ones as ``none_stated``, ``None`` if it has none.

    >>> degree("M.Sc. Physics"), degree("High School Diploma"), degree("Sous Chef")
    ('master', 'none_stated', None)
    """
    for table in (_DEGREE, _INITIALS if education else ()):
        for name, pattern in table:
            if pattern.search(line):
                return name
    return "none_stated" if _LESSER.search(line) else None


def institution(line: str) -> str | None:
    """Return the school that a line names.

    >>> institution("B.Sc. Physics, Plum Lake University, 2016"), institution("B.Sc. Physics")
    ('Plum Lake University', None)
    """
    for cell in re.split(
        r"\s*[|·•;]\s*|,\s+|\s+[–—-]+\s+|\t|\s{2,}|(?<=\w) (?:at|from|an der) ", line
    ):
        bare = re.sub(r"\([^()]*\)|\b(?:19|20)\d\d\b.*", "", cell).strip(" ,:*-•·–")
        found = _SCHOOL.search(bare)
        if (
            found
            and len(bare) < 90
            and ":" not in bare
            and (bare[:1].isupper() or bare[:1].isdigit())
        ):
            if re.search(r"\bdiploma\b|\bdegree\b|\bged\b", bare, re.IGNORECASE):
                return None
            return (
                None
                if degree(bare) and not re.search(r"[Uu]niv|College|School|Inst", bare)
                else bare
            )
    return None


def field(line: str) -> str | None:
    """Return the field of a degree that a line names.

    >>> field("B.S. in Computer Science, minor in Maths"), field("Bachelor of Science in Physics")
    ('Computer Science', 'Physics')
    >>> field("M.Sc. Statistics"), field("Ph.D. at Plum University")
    ('Statistics', None)
    """
    found = next((m for _, p in (*_DEGREE, *_INITIALS) if (m := p.search(line))), None)
    if not found:
        return None
    rest = re.sub(r"^(?:['’]?s)?(?:\s?of)?\.?", "", line[found.end() :])
    rest = re.sub(r"^\s*\(\s*(?:hons?\.?|honou?rs)\s*\)", "", rest, flags=re.IGNORECASE)
    joined = re.match(
        r"\s*(?:degree)?\s*(?:(?:in|of|en)\b|:|,|–|-)?\s*(?P<field>[^\W\d_].*)", rest, re.IGNORECASE
    )
    if not joined:
        return None
    words = _SCIENCE.sub("", joined["field"])
    words = _CUT.sub("", re.split(r"[,;:(|\n–—•·\d]|\s-\s", words)[0]).strip(" .*-")
    plain = re.fullmatch(r"(?:science|arts|degree|honou?rs?|eng|sc|tech)s?", words, re.IGNORECASE)
    return None if plain or len(words) < 3 or len(words) > 70 or _SCHOOL.search(words) else words
