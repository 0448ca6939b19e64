"""Where the work is done: on site, hybrid, remote, or not stated.

The title and the place label win, then what the text states of this job, then what it says of
working there in general, then the source's own field. Words that mean something else ("remote
sensing", "hybrid cloud", "on-site interview") are no statements.
"""

from __future__ import annotations

import re

from upslope.records.understanding import Remote
from upslope.understand.document import Document
from upslope.understand.evidence import any_of, first
from upslope.understand.reader import Fields

# What a place name or a title says in so many words: "Berlin (Hybrid)", "Remote - US".
_LABEL = re.compile(
    r"\b(?:(?P<hybrid>hybrid|partial(?:ly)? remote)|(?P<remote>remote|telecommut\w*|anywhere|"
    r"work from home|home ?office)|(?P<onsite>on[- ]?site|in[- ]office|vor ort))\b"
    r"(?! (?:sensing|cloud|monitoring))",
    re.IGNORECASE,
)

# "Work location: Remote", "**Job Type:** Hybrid"
_HEAD = (
    r"(?:work(?:ing|place)?(?: model| type| location| mode| arrangement| setting| options?)?|"
    r"job (?:type|location)|location(?: type)?|where you.ll work|site|arrangement)(?:\*\*)?"
    r"\s{0,3}[:\n–-](?:\*\*)?\W{0,6}(?:fully |100% )?"
)
_JOB = r"(?:role|position|job|opportunity|opening)"
_DAYS = r"(?:one|two|three|four|[1-4])(?:\s?(?:-|–|to|or)\s?(?:two|three|four|[2-4]))?\+?"
_NOT_WORK = r"(?! (?:cloud|rag|search|model|retriev|infra|data|system|environments|quantum))"

# What the text states of this job. The first kind that occurs decides: "hybrid" comes first
# because hybrid statements name both other kinds.
_OF_THE_JOB: tuple[tuple[Remote, tuple[str, ...]], ...] = (
    (
        "hybrid",
        (
            _HEAD + r"(?:[A-Z][\w, ]+\()?hybrid\b" + _NOT_WORK,
            rf"\bhybrid[- ](?:\w+[- ])?{_JOB}\b",
            rf"\b{_JOB} (?:is|will be|operates?|as) (?:an? )?hybrid\b",
            r"#LI-Hybrid\b|\bpartial (?:on[- ]?site|in[- ]office) presence|on[- ]?site ?/ ?hybrid",
            r"[-–•|/,(;]\s?hybrid\b ?(?:$|[-–•|/\n:(]|apply)|^\W*hybrid\W*$|"
            r"\(hybrid[^)\n]{0,40}\)(?!\.)",
            # Some days here, some days there.
            rf"\b{_DAYS} days?(?: (?:a|per|each|every|in a|in the) week| weekly|"
            rf"/week)?[^.\n]{{0,30}}"
            r"\b(?:in[- ](?:the |our )?office|on[- ]?site|in[- ]person|remote(?!ly as)|from home|"
            r"hybrid)",
            rf"\b(?:office|on[- ]?site|in[- ]person|remote(?:ly)?|"
            rf"home)\b[^.\n]{{0,40}}?\b{_DAYS} days?"
            r"\s?(?:a|per|each|every|/)\s?(?:week|month)",
            r"at least (?:half|\d\d%|50 percent) of (?:their|your)[^.\n]{0,20} time in",
            r"\b\d\d ?% (?:of [\w ]{3,30})?(?:remote|in[- ]?office|in the office|on[- ]?site|"
            r"homeoffice)",
        ),
    ),
    (
        "remote",
        (
            _HEAD + r"remote\b(?! (?:sensing|employees))",
            rf"\b(?<!not a )remote[- ](?:\w+ )?{_JOB}\b",
            rf"\b{_JOB} (?:is|can be|may be|will be|could be)(?: performed| filled| done| based|"
            rf" held"
            r"| worked)? ?(?:an? |fully |100% |primarily |also )*remote",
            r"#LI-Remote\b|\bremote work\W{0,3}yes\b|\bfull[- ]remote\b|\bopen to remote|"
            r"\bor remote,? us",
            r"(?<!to )\b(?:fully|100%|completely|entirely|permanently|globally|primarily)[- ]remote"
            r"\b(?!ly,? uber)",
            r"[-–•|(;/] ?remote\b ?(?:$|[-–•|\n:)]|apply|work\W*$)|^\W*remote(?: work)?\W*$|"
            r"\(remote\b[^)/\n]{0,30}\)|\bremote, us",
            r"\bremote (?:within|from anywhere|anywhere|in the (?:us|u\.s\.|united states|eu)\b)",
            r"\bwork (?:fully |100% |entirely )remotely|\bopen to candidates anywhere",
            r"\bremotely in the (?:us|united states)",
            r"100 ?% homeoffice|vollständig remote",
        ),
    ),
    (
        "onsite",
        (
            _HEAD + r"(?:in[- ]person|on[- ]?site|in[- ]office)",
            # Forms glue the answer to the question: "Work Remotely:No", "Telecommute No".
            r"work remotely\W{1,3}no\b|\btelecommute\W{1,3}no\b|\b(?:no|not|not a) remote\b",
            rf"\b(?:on[- ]?site|in[- ]office|in[- ]person)[- ](?:\w+ )?(?:{_JOB}|work required)\b",
            rf"\b{_JOB} (?:is|will be) (?:an? |fully |100% |located |based )*(?:on[- ]?site|"
            rf"in[- ]person|"
            r"in[- ]office|from (?:the )?office)\b",
            r"#LI-On-?site\b|\brequires? (?:\w+ )?(?:on[- ]?site|in[- ]person) presence",
            r"\b(?:on[- ]?site|in[- ]person|in[- ]office),? (?:5|five) days|"
            r"\bjoin our team in[- ]person",
            r"\bmonday\W{1,4}(?:to |through )?friday[^.\n]{0,20}\b(?:office|on[- ]?site)\b",
            r"\bfull[- ]time,? (?:and )?(?:on[- ]?site|in[- ]person)\b|\bin[- ]person out of our",
            r"\b(?:fully|100%|completely|entirely|strictly) (?:on[- ]?site|in[- ]office|"
            r"in[- ]person|"
            r"from (?:the )?office)",
            r"^\W*(?:on[- ]?site|in-office),",
            r"\(on[- ]?site\)|[-–•|] ?on[- ]?site ?(?:$|[-–•|\n])",
            r"\b(?:five|5) days (?:a|per|in a|each|/) ?(?:week)?[^.\n]{0,25}(?:office|on[- ]?site|"
            r"person)",
            r"\b(?:office|on[- ]?site) (?:five|5) days",
        ),
    ),
)

# What the text says of working there in general, read where it states nothing of the job.
_IN_GENERAL: tuple[tuple[Remote, tuple[str, ...]], ...] = (
    (
        "hybrid",
        (
            # Any other "hybrid" that no technical word follows or leads to.
            r"(?<!, )(?<!cloud )(?<!cloud or )(?<!\w/)(?<!models or )\bhybrid\b"
            r"(?![- /]*(?:cloud|rag|search|retriev|model?ing|infra|data|system|environment|"
            r"quantum|it\b|"
            r"app|mobile|and native|native|platform|architectur|ecosystem|pattern|approach|method|"
            r"intelligen|background|individual|nature|sre|product|sales|big|env|electric|vehicle|"
            r"bonding|workforce|team|agile|solution|candidate|recommend|algorithm|memory|ml|ai\b))",
            r"\b(?:possibility|option|opportunity) (?:to|of) work(?:ing)? (?:from home|remotely)",
            r"\b(?:partial(?:ly)?|occasional|some) (?:remote|home[- ]?office)",
            r"\b(?:mix|combination|balance|blend) of (?:\w+[- ]){0,3}(?:office|remote|home|"
            r"on[- ]?site)",
            r"\bhome[- ]?office(?: option| possib| days| regelung)|\bwork[- ]from[- ]home days|"
            r"\bremote work(?:ing)? (?:options?|possib|days)|\bflex-office|\bmobiles arbeiten",
            r"\boptions? to work remotely|\bmöglichkeit (?:zu[rm]? |im |auf )*(?:home|remote|"
            r"mobil)",
            r"\bflexible remote work(?! environment)|\bremote or (?:in a )?hybrid",
        ),
    ),
    (
        "remote",
        (
            r"\bremote[- ]first\b|\bnatively remote|\b(?:we are|team is) (?:currently )?(?:a |"
            r"an )?(?:all[- ])?remote\b|"
            r"\b(?:team|employees) works? (?:fully )?remotely|\bremote (?:work )?flexibility|"
            r"\bfully distributed\b|\bremote work environment",
            r"(?<!weeks per year - )(?<!if you )\bwork(?:ing)? from (?:anywhere|"
            r"home)\b(?!\W{1,3}(?:stipend|"
            r"equip|"
            r"allow|budget|days?|fri|mon|enjoy|set|week)| up to| and from)",
            r"\btelecommuting (?:is )?(?:permitted|allowed|available)",
        ),
    ),
    (
        "onsite",
        (
            r"\bprincipally in[- ]person|\breliably commute|\bability to commute|"
            r"\brelocation (?:is )?required|"
            r"\b(?:is|are|be|role) (?:based|located) (?:in|at|out of) our [^.\n]{0,40}"
            r"(?:office|headquarters|hq)\b",
            r"\b(?:must|able to|ability to|required to|expected to|can) (?:be |work |report )"
            r"(?:fully )?(?:on[- ]?site|in[- ]person|in[- ]office)\b(?! interview)",
            r"\bwork in (?:the |our )?\w+ (?:office|headquarters)\b|\bfor our office in\b|"
            r"\brole at our (?:\w+ )?(?:headquarters|office)",
        ),
    ),
)
_CUES = (
    *(
        "remote",
        "hybrid",
        "on-site",
        "onsite",
        "on site",
        "office",
        "commut",
        "relocation",
        "in-person",
        "in person",
    ),
    *("from home", "from-home", "anywhere", "telecommut", "distributed", "headquarters", "% of "),
    *("mobiles arbeiten", "#li-"),
)
_STATEMENTS = tuple((kind, any_of(*patterns)) for kind, patterns in (*_OF_THE_JOB, *_IN_GENERAL))


def remote(document: Document) -> Fields:
    """Read ``remote``; ``unstated`` where neither text nor source says a word.

    >>> remote(Document(id="1", title="Data Scientist (Remote)", description=""))
    {'remote': 'remote'}
    >>> remote(Document(id="1", title="Remote Sensing Scientist", description="In Bonn."))
    {'remote': 'unstated'}
    """
    found = _of_label(document) or first(document.description, _STATEMENTS, _CUES)
    return {"remote": found or document.location_type or "unstated"}


def _of_label(document: Document) -> str | None:
    label = f"{document.title} | {document.location}"
    kinds = {str(match.lastgroup) for match in _LABEL.finditer(label)}
    if len(kinds) > 1:
        return "hybrid"
    return kinds.pop() if kinds else None
