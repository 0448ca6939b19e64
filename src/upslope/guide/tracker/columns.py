"""Which column of a table says what: headings of trackers and of people's own sheets.

English, German, French and Spanish. A heading is compared without case, accents and signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal

from upslope.guide.tracker.days import Order

Field = Literal["company", "title", "url", "place", "status", "day", "since", "notes"]

_COMPANY = (
    r"company|employer|organi[sz]ation|unternehmen|firma|arbeitgeber|betrieb|entreprise|societe"
    r"|employeur|empresa|compania|empleador"
)
_TITLE = (
    r"position|role|title|job|posting|vacancy|opening|stelle|stellenbezeichnung|stellentitel"
    r"|jobtitel|rolle|poste|intitule|titre|puesto|cargo|vacante|rol|posicion|titulo"
)
_LINK = r"url|link|hyperlink|href|lien|enlace|web ?site|web ?page|webseite|site web"
_PLACE = (
    r"location|place|city|town|region|ort|arbeitsort|standort|stadt|lieu|ville|localisation"
    r"|ubicacion|lugar|ciudad|localidad"
)
_STATUS = (
    r"status|stage|phase|step|pipeline|progress|stand|bewerbungsstatus|statut|etat|etape"
    r"|avancement|estado|etapa|fase|situacion"
)
_SENT = r"applied|submitted|submission|application|sent|applying"
_SENT_ELSEWHERE = (
    r"beworben|bewerbung|bewerbungsdatum|abgeschickt|gesendet|candidature|postule|envoi|envoye"
    r"|aplicacion|solicitud|postulacion|candidatura|inscripcion|envio"
)
_DATE = r"date|day|datum|tag|fecha|jour"

_KNOWN: Mapping[Field, tuple[str, ...]] = {
    "company": (
        rf"(?:{_COMPANY})(?: name)?|(?:name|nombre|nom|name der|name des) (?:\w+ ){{0,2}}"
        rf"(?:{_COMPANY})|(?:firmen|unternehmens)name|companies",
        rf"(?:\w+ ){{0,2}}(?:{_COMPANY})(?: \w+)?|firm|startup|start up|business|org|agency|brand",
    ),
    "title": (
        r"(?:job|position|role|post|posting|vacancy|opening) ?(?:title|name|role|position)"
        r"|(?:position|role|job) applied (?:for|to)",
        rf"(?:{_TITLE})s?|(?:\w+ )?(?:role|position|titel)|(?:intitule|titre|nom) (?:du |de )"
        r"(?:\w+ )?poste|(?:nombre|titulo) del (?:puesto|cargo)|position als",
        rf"(?:\w+ ){{0,2}}(?:{_TITLE})(?: \w+)?|beruf|bezeichnung",
    ),
    "url": (
        rf"(?:job|posting|position|application|listing|advert|ad|vacancy|role|stellen|apply|job"
        rf" (?:posting|ad|listing|description|post))(?: )?(?:{_LINK})|(?:{_LINK})",
        rf"(?:{_LINK}) (?:to|of|zur|zum|de|del|a|vers)\b.*|(?:job|stellen)anzeige"
        r"|job (?:ad|advert|posting)|posting",
        rf".*\b(?:{_LINK})\b.*",
    ),
    "place": (rf"(?:job |work )?(?:{_PLACE})s?", rf"(?:\w+ )?(?:{_PLACE})(?: \w+)?"),
    "status": (
        rf"(?:application |job |current |bewerbungs|hiring |interview )?(?:{_STATUS})",
        rf".*\b(?:{_STATUS})\b.*|state|list(?: name)?|column|board|outcome|result|ergebnis|resultat"
        r"|resultado|response|antwort|reponse|respuesta|decision",
    ),
    "since": (
        r"(?:status|stage|response|decision|outcome|rejection|reply) (?:date|day|changed)"
        r"(?: at| on)?"
        r"|date (?:of )?(?:the )?(?:status|stage|response|decision|rejection|reply)(?: change)?"
        r"|(?:last )?status change(?:d)?(?: at| on)?|status since|status seit",
    ),
    "day": (
        rf"(?:{_DATE}|when|am|on)(?: \w+){{0,2}} (?:{_SENT}|{_SENT_ELSEWHERE})"
        rf"|(?:{_SENT}|{_SENT_ELSEWHERE})(?: (?:am|le|el|on|at|{_DATE}))+|bewerbungsdatum",
        rf"(?:{_SENT}|{_SENT_ELSEWHERE})|(?:{_DATE})s?",
        rf"(?:{_DATE})(?: \w+)? (?:added|saved|created|posted|found|bookmarked)"
        rf"|(?:added|saved|created|bookmarked)(?: (?:at|on|time|{_DATE}))?|erstellt(?: am)?"
        r"|cree le|creado(?: el)?|fecha de creacion|timestamp|zeitstempel|horodateur"
        r"|marca temporal",
    ),
    "notes": (
        r".*\b(?:notes?|comments?|remarks?|notizen|notiz|bemerkung(?:en)?|anmerkung(?:en)?"
        r"|kommentare?|remarques?|commentaires?|notas?|comentarios?|observaciones)\b.*",
    ),
}
"""For each field what its heading is, the surest first. A heading is taken by the first field."""

_NOT: Mapping[Field, str] = {
    "company": rf"{_LINK}|size|type|industry|stage|e ?mail|contact|phone|rating|notes?|info\w*"
    rf"|{_PLACE}|research|culture|about|description|revenue|id",
    "title": rf"{_LINK}|job posting|type|level|description|id|number|{_STATUS}|{_DATE}|responsib\w*"
    rf"|requirements?|salary|open|{_PLACE}|board|source|ad|advert|anzeige|notes?|contact|score"
    rf"|{_SENT}",
    "url": r"resume|cv|company|contact|portfolio|linkedin profile|recruiter|cover|interview"
    r"|meeting",
    "place": r"resume|cv|interview|notes?|type",
    "status": rf"{_DATE}|next|change\w*|united|since|company|notes?",
}
"""Words with which it is something else, unless it is what is surest."""

_ASIDE = re.compile(r"\([^()]{0,80}\)")
_OTHER_LANGUAGES = re.compile(
    r"unternehmen|firma|arbeitgeber|stelle\w*|bewerb\w*|datum|notizen|ort|entreprise|societe|poste"
    r"|candidature|statut|lieu|empresa|puesto|fecha|estado|ubicacion|cargo|notas"
)


def plain(text: str) -> str:
    """Return the words of a heading or a status: lower case, without accents and signs.

    >>> plain("Date d'envoi"), plain("jobTitle"), plain("✅ On-Site")
    ('date d envoi', 'job title', 'on site')
    """
    bare = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:200]))
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def columns(headings: Sequence[str]) -> dict[Field, int]:
    """Say at which place of a line each field stands, as far as there is a column for it.

    >>> columns(["Firma", "Position", "Beworben am", "Status"])
    {'company': 0, 'title': 1, 'status': 3, 'day': 2}
    """
    found: dict[Field, int] = {}
    words = [plain(_ASIDE.sub("", heading)) or plain(heading) for heading in headings]
    for field, patterns in _KNOWN.items():
        for number, pattern in enumerate(patterns):
            unless = _NOT.get(field, "(?!)") if number else "(?!)"
            at = _first(words, pattern, unless, set(found.values()))
            if at is not None:
                found[field] = at
                break
    _take_name(words, found)
    return found


def order_in(headings: Sequence[str]) -> Order | None:
    """Say which of day and month is first, if the headings give it away.

    >>> order_in(["Company", "Date (MM/DD/YYYY)"]), order_in(["Empresa"]), order_in(["Company"])
    ('month first', 'day first', None)
    """
    words = " | ".join(plain(heading) for heading in headings)
    if re.search(r"\bmm? dd?\b", words):
        return "month first"
    if re.search(r"\b(?:dd?|tt|jj) mm?\b", words) or _OTHER_LANGUAGES.search(words):
        return "day first"
    return None


def _first(words: list[str], pattern: str, unless: str, taken: set[int]) -> int | None:
    for at, heading in enumerate(words):
        if at in taken or not re.fullmatch(pattern, heading):
            continue
        if not re.search(rf"\b(?:{unless})\b", heading):
            return at
    return None


def _take_name(words: list[str], found: dict[Field, int]) -> None:
    """Take a column "Name", as Notion and Airtable have it, for what is missing."""
    names = [at for at, one in enumerate(words) if one in {"name", "nom", "nombre", "bezeichnung"}]
    free = [at for at in names if at not in found.values()]
    if free and "company" not in found:
        found["company"] = free[0]
    elif free and "title" not in found:
        found["title"] = free[0]
