"""Which application a mail is about: by who sends it, and whom and what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from upslope.formats.alerts.links import portal_of
from upslope.guide.tracker.sentences import Sentence, plain
from upslope.normalize.company import company_key, company_name
from upslope.normalize.title import clean_title
from upslope.records.application import ENDED, Application
from upslope.records.mail import Mail

Evidence = Literal["domain", "name", "named"]
"""The sender's domain is the company's; the sender bears its name; the text names it."""

_SYSTEMS = re.compile(
    r"(?:greenhouse|lever|ashby(?:hq)?|(?:my)?workday(?:jobs)?|smartrecruiters|icims|jobvite|taleo"
    r"|successfactors|workable|personio|teamtailor|recruitee|bamboohr|breezy|softgarden|welcomekit"
    r"|welcometothejungle|rippling|pinpointhq|eightfold|oraclecloud|avature|phenompeople"
    r"|hackerrank(?:forwork)?|codility|codesignal|testgorilla|coderbyte|hirevue|goodtime|calendly"
    r"|join|concludis|dvinci|umantis|infojobs|xing|stepstone|wellfound|otta|ziprecruiter|dice|seek)"
    r"(?:-?mail)?"
)
"""Systems that send mails for employers, by a label of their domain."""
_ROBOT = re.compile(r"no-?reply|^jobs|alert|messages|invitations|notification|updates")
_PRIVATE = re.compile(
    r"(?:^|\.)(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|me|aol|gmx|web|proton|protonmail"
    r"|mail|posteo|t-online|orange|free|laposte|wanadoo|terra|yandex|qq|163)\.[a-z.]{2,6}$"
)
_ASIDE = re.compile(r"\([^()]{0,80}\)")
_WORD = re.compile(r"[\w+#]+")
_SECOND = {"co", "com", "org", "net", "ac", "gov"}  # as in co.uk
_APPLIED = re.compile(
    r"\b(?:application|applying|applied|apply|candidacy|candidate|position|role|interview|bewerb\w+"
    r"|stelle|gesprach|candidature|poste|entretien|candidatura|solicitud|puesto|vacante|entrevista"
    r"|proceso)\b"
)


class Addressee(NamedTuple):
    """The application that a mail is about, and why; ``None`` if several could be meant."""

    application: Application | None
    evidence: Evidence
    titled: bool


def addressee(
    mail: Mail, sentences: Sequence[Sentence], applications: Sequence[Application]
) -> Addressee | None:
    """Find the application that a mail is about; ``None`` if it is about none of them.

    >>> mail = Mail(sender="hr@quillfish.example", subject="Your application")
    >>> found = addressee(mail, [], [Application(id="a", company="Quillfish GmbH", title="Cook")])
    >>> found.application.id, found.evidence
    ('a', 'domain')
    """
    words = f" {' '.join(_WORD.findall(' '.join(one.plain for one in sentences)))} "
    text = "\n".join(one.text for one in sentences)
    found: dict[Evidence, list[Application]] = {}
    for one in applications:
        if not one.removed and (why := _evidence(mail, text, words, one)):
            found.setdefault(why, []).append(one)
    evidence: Evidence
    for evidence in ("domain", "name", "named"):
        if meant := found.get(evidence, []):
            return _choose(meant, evidence, words)
    return None


def _choose(meant: list[Application], evidence: Evidence, words: str) -> Addressee | None:
    """Choose among applications: by the longest title that is named, else the only open one."""
    meant = _longest_named(meant)
    if len({_key(one.company) for one in meant}) > 1 and evidence == "named":
        return None  # who names several companies writes about them, not for one of them
    titles = {one.id: _title_named(one.title, words) for one in meant}
    best = max(titles.values())
    kept = [one for one in meant if titles[one.id] == best]
    if len(kept) > 1:
        kept = [one for one in kept if one.status not in ENDED] or kept
    return Addressee(kept[0] if len(kept) == 1 else None, evidence, best > 0)


def _longest_named(meant: list[Application]) -> list[Application]:
    """Leave out a company whose name is only a part of another one's that is meant."""
    keys = {_key(one.company) for one in meant}
    parts = {one for one in keys for other in keys if one != other and f" {one} " in f" {other} "}
    return [one for one in meant if _key(one.company) not in parts]


def _evidence(mail: Mail, text: str, words: str, one: Application) -> Evidence | None:
    key = _key(one.company)
    if not key:
        return None
    local, _, host = mail.sender.lower().rpartition("@")
    carrier = portal_of(host) or _system(host) or _calendar(local, host)
    for_others = carrier == key and _ROBOT.search(local)
    if not for_others and (_is_domain_of(host, local, key) or _is_site_of(host, one.url)):
        return "domain"
    if carrier != key and f" {key} " in f" {_words(mail.sender_name)} ":
        return "name"
    if _PRIVATE.search(host) or not _is_named(one.company, key, text, words):
        return None
    for_employers = carrier or _is_named(one.company, key, mail.subject, None)
    return "named" if for_employers and _APPLIED.search(words) else None


def _calendar(local: str, host: str) -> str | None:
    """Name the maker of a calendar that sends an invitation for whoever wrote it."""
    return _site(host).partition(".")[0] if local.startswith("calendar-") else None


def _key(company: str) -> str:
    return company_key(_ASIDE.sub(" ", company)) or company_key(company)


def _system(host: str) -> str | None:
    labels = host.split(".")[:-1]
    return next((label for label in labels if _SYSTEMS.fullmatch(label)), None)


def _is_domain_of(host: str, local: str, key: str) -> bool:
    """Say whether a domain bears a company's name; a system's may do so before its own."""
    labels = host.split(".")
    squashed = {key.replace(" ", ""), re.sub(r"\band\b| ", "", key)} - {""}
    if _system(host):
        own = [*labels[:-2], re.sub(r"[^a-z0-9]", "", local)]
        first = key.partition(" ")[0]
        squashed |= {first} if len(first) > 3 else set()
    else:
        own = [_site(host).partition(".")[0]]
    bare = {label.replace("-", "") for label in own}
    bare |= {re.sub("([aou])e", r"\1", label) for label in bare}  # mueller.de is Müller's
    return any(
        label == name or (len(name) > 5 and label.startswith(name))
        for label in bare
        for name in squashed
    )


def _is_named(company: str, key: str, text: str, words: str | None) -> bool:
    """Say whether a text names a company; a single word must be written as a name is."""
    if " " in key:
        return f" {key} " in (words if words is not None else f" {_words(text)} ")
    name = re.escape((company_name(company) or company).split()[0].strip(".,"))
    return bool(re.search(rf"(?<!\w){name}(?!\w)", text))


def _title_named(title: str, words: str) -> int:
    """Return how many words of a title stand in a text as one; 0 if they do not."""
    wanted = _words(_cleaned(title))
    return len(wanted.split()) if wanted and f" {wanted} " in words else 0


@lru_cache(maxsize=4096)  # a mailbox is read against the same applications
def _cleaned(title: str) -> str:
    return clean_title(title)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(plain(text[:500])))


def _is_site_of(host: str, url: str) -> bool:
    """Say whether a sender is at the site of an advert, where that is the employer's own."""
    try:
        advert = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    shared = portal_of(advert) or _system(advert) or _PRIVATE.search(advert)
    return bool(host and advert and not shared) and _site(host) == _site(advert)


def _site(host: str) -> str:
    """Return the part of a host that its owner registers, as far as that shows."""
    labels = host.split(".")
    second = len(labels) > 2 and labels[-2] in _SECOND
    return ".".join(labels[-3 if second else -2 :])
