"""Which openings are for beginners: internships, first posts, work beside a study.

A title says so in many languages; so does what was understood of a posting. An opening that asks
for three years or more is no first post, whatever its title says.
"""

from __future__ import annotations

import re

from upslope.records import Posting, Understanding

TOO_MANY_YEARS = 3
"""Years asked from which an opening is no first post; an internship may ask for years of study."""

_ABOVE = {"senior", "staff", "manager"}
_LEVELS = {"intern": "that of an intern", "entry": "that of a first post"}

_INTERNSHIPS: dict[str, tuple[str, ...]] = {
    "English": (
        "intern(?:s|ships?)?",
        "co-?op",
        "working student",
        "student (?:assistant|job|worker|researcher|position|employee|trainee|placement)",
        "(?:industrial|summer) placement",
        "placement (?:year|student)",
        "(?:master|bachelor|diploma)(?:['’]?s)? thesis",
        "thesis (?:student|project|work|position)",
    ),
    "German": (r"werkstudent\w*", r"praktik(?:um|ant\w*)", r"(?:master|bachelor|diplom)arbeit"),
    "French": ("stagiaire", r"stage (?:de|en|data|ing[ée]nieur|d['’]\w+)", r"alternan\w+"),
    "Spanish": ("becari[oa]s?", "pr[áa]cticas", "pasant[íi]a"),
    "Portuguese": ("est[áa]gio", "estagi[áa]ri[oa]s?"),
    "Italian": (r"tirocin\w+", "stagista"),
    "Dutch": (r"stagiair\w*", r"afstude\w+"),
    "Nordic": (r"praktikant\w*", "examensarbete", "exjobb", "studentmedarbejder", "harjoittelija"),
    "Polish": (r"staż\w*", r"praktykant\w*", "praktyki"),
    "Czech": (r"stážist\w+", "brigáda"),
    "Turkish": (r"stajyer\w*",),
    "Russian": (r"стаж[её]р\w*", "стажировка"),
    "Chinese": ("实习", "實習"),
    "Japanese": ("インターン",),
    "Korean": ("인턴",),
}
_FIRST_POSTS: dict[str, tuple[str, ...]] = {
    "English": (
        "new[- ]?grad(?:uate)?s?",
        "graduate (?:program(?:me)?|scheme|trainee|role|position|data|software|ml|ai|engineer"
        "|analyst|scientist|developer|machine)",
        "(?:recent|college|university) graduates?",
        "apprentice(?:ship)?",
        "trainee",
        "entry[- ]level",
        "early[- ]career",
        "junior",
        "jr",
        "rotational program(?:me)?",
    ),
    "German": (
        "volontariat",
        r"absolvent\w*",
        r"berufseinsteiger\w*",
        r"auszubildende\w*",
        "ausbildung",
        "azubi",
        "duales studium",
    ),
    "French": (
        r"apprenti\w*",
        r"d[ée]butant\w*",
        r"jeune dipl[ôo]m[ée]\w*",
        r"v\.i\.e",
    ),
    "Spanish": (r"reci[ée]n (?:graduad|titulad)\w+", "aprendiz"),
    "Portuguese": (r"rec[ée]m[- ]formad\w+", "j[úu]nior"),
    "Italian": (r"neolaureat\w+", "apprendistato"),
    "Dutch": ("leerling", "starter"),
    "Nordic": ("nyutdannet", r"nyexaminerad\w*", "nyuddannet"),
    "Polish": ("m[łl]odszy",),
    "Turkish": ("yeni mezun",),
    "Russian": ("младший",),
    "Chinese": ("校招", "应届", "管培生"),
    "Japanese": ("新卒",),
    "Korean": ("신입",),
}
_UNSPACED = {"Chinese", "Japanese", "Korean"}  # written without spaces, so without word ends


def _pattern(titles: dict[str, tuple[str, ...]]) -> str:
    return "|".join(
        word if language in _UNSPACED else rf"\b{word}\b"
        for language, words in titles.items()
        for word in words
    )


_INTERNSHIP = re.compile(_pattern(_INTERNSHIPS) + r"|^stage\b|[(\[]stage[)\]]", re.IGNORECASE)
_FIRST_POST = re.compile(_pattern(_FIRST_POSTS), re.IGNORECASE)


def signs(posting: Posting, understood: Understanding) -> list[str]:
    """Return what shows that an opening is for beginners; nothing where it asks for more.

    >>> signs(Posting(id="1", source="", source_id="1", title="Werkstudent Data"),
    ...       Understanding(id="1"))
    ['The title says "Werkstudent".']
    >>> signs(Posting(id="1", source="", source_id="1", title="Junior Manager"),
    ...       Understanding(id="1", seniority="manager"))
    []
    """
    years, internship = understood.min_years, is_internship(posting, understood)
    too_much = years is not None and years >= TOO_MANY_YEARS and not internship
    if understood.seniority in _ABOVE or too_much:
        return []
    found = []
    if word := _INTERNSHIP.search(posting.title) or _FIRST_POST.search(posting.title):
        found.append(f'The title says "{word.group()}".')
    elif understood.seniority in {"intern", "entry"}:
        found.append(f"Its level is {_LEVELS[understood.seniority]}.")
    if understood.employment_type == "internship":
        found.append("It is an internship.")
    if years is not None and years <= 1:
        found.append("It asks for a year of experience at most.")
    return found


def is_internship(posting: Posting, understood: Understanding) -> bool:
    """Say whether an opening is work beside a study, or a part of one.

    >>> posting = Posting(id="1", source="", source_id="1", title="Estágio em Ciência de Dados")
    >>> is_internship(posting, Understanding(id="1"))
    True
    """
    return (
        understood.employment_type == "internship"
        or understood.seniority == "intern"
        or _INTERNSHIP.search(posting.title) is not None
    )
