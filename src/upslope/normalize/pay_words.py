"""The words around an amount of money that tell base pay from all other money."""

from __future__ import annotations

import re

from upslope.records.posting import PayUnit

PAY = re.compile(  # for text in lower case
    r"salar|\bbase\b|compensation|\bpay\b|\bpaid\b|pay(?:band|[- ]rate|[- ]range)|\bwages?\b"
    r"|\brate\b|hourly|per hour|remuneration|\bgross\b|brutto|gehalt|\bearn\b|\bctc\b|package"
    r"|per annum|annual(?:ly)?\b|stipend for interns|range for this (?:role|position)|💰"
)
NOT_PAY_BEFORE = re.compile(
    r"\b(?:bonus(?:es)?|sign[- ]on|signing|referral|equity|stock|shares?|RSUs?|options?|stipend"
    r"|allowance|reimburse\w*|401\s?\(?k\)?|commission|OTE|on[- ]target[- ]earnings?|raised|raising"
    r"|funding|fund|revenue|ARR|valuation|valued|worth|budget|tuition|donat\w*|contribut\w*|match\w*"
    r"|insurance|deductible|savings?|portfolio|assets|grants?|investment|award|prize|credit"
    r"|(?:target )?total (?:target )?(?:cash|compensation|comp|rewards?|earnings)|save|discount\w*"
    r"|sales|spend\w*|customers|transactions|deals?|fee|overtime|clawback"
    r"|wage cap|below|wellness|(?<!machine )(?<!deep )(?<!reinforcement )learning|threshold"
    r"|exceed\w*|premiums?\b(?! hourly)|vacation"
    r"|retention|relocation|loan|debt|profit)"
    r"[^.;\n]{0,35}$",
    re.IGNORECASE,
)
NOT_PAY_AFTER = re.compile(
    r"^\s?(?:m\b|mm\b|mn\b|b\b|bn\b|million|billion|trillion|\+?\s?(?:m|b|bn)\b)"
    r"|^[^.;:,+(\n]{0,30}?\b(?<!plus )(?:bonus|sign[- ]on|signing|referral|equity|stock|stipend"
    r"|OTE|to be used|towards?|cash variable|variable incentive|incentive payment|on[- ]target"
    r"|allowance"
    r"|reimburse\w*|commission|tuition|in funding|revenue|401|contribution"
    r"|match|credit|budget|RSU|donation|award|insurance|relocation|perk)",
    re.IGNORECASE,
)
AFTER_PLUS = re.compile(r"^\s*(?:\w+\s+){0,3}?(?:\+|plus|and|with|w/|,|\()", re.IGNORECASE)
ASIDE = re.compile(r"\([^()\n]{0,80}\)")
LOCAL = re.compile(r"(?:specific|select|certain) (?:work )?locations", re.IGNORECASE)
FORTNIGHT = re.compile(r"every (?:2|two) weeks|bi-?weekly|fortnight", re.IGNORECASE)
UP_TO = re.compile(r"(?:up to|max(?:imum)?(?: of| salary)?|bis zu|no more than)\W*$", re.IGNORECASE)
FROM = re.compile(
    r"(?:\bfrom\b|start(?:s|ing)? (?:at|from)\b|at least|\bmin(?:imum)?\b|\bas of\b|\bab\b|\bover\b"
    r"|upwards of|mindest\w*|\bmind\.|more than)[^.;\n]{0,120}$",
    re.IGNORECASE,
)
_UNIT_WORDS: tuple[tuple[PayUnit, str], ...] = (
    ("hour", r"hour(?:ly)?\b|/\s?hr\b|\bhr\b|stundenlohn"),
    ("day", r"\bdaily\b|\bday rate|per day"),
    ("week", r"\bweekly|(?<!days )(?<!hours )per week|every 2 weeks|bi-?weekly|fortnight"),
    ("month", r"month(?:ly)?\b|monat"),
    ("year", r"annual|year(?:ly)?\b|per annum|p\.a\.|jahr|\bCTC\b|\bLPA\b"),
)
UNITS = [(unit, re.compile(words, re.IGNORECASE)) for unit, words in _UNIT_WORDS]
