"""The words around an amount of money that tell base pay from all other money."""

from __future__ import annotations

import re

from upslope.records.posting import PayUnit

# All is for text in lower case. A word that must not begin within another one says so behind its
# first letter, which the engine looks for fastest.
PAY = re.compile(
    r"salar|b(?<!\wb)ase\b|compensation|p(?<!\wp)a(?:y|id)\b|pay(?:band|[- ]rate|[- ]range)"
    r"|w(?<!\ww)ages?\b|r(?<!\wr)ate\b|hourly|per hour|remuneration|g(?<!\wg)ross\b|brutto|gehalt"
    r"|e(?<!\we)arn\b|c(?<!\wc)tc\b|package|per annum|annual(?:ly)?\b|stipend for interns"
    r"|range for this (?:role|position)|💰"
)
NOT_PAY_BEFORE = re.compile(
    r"\b(?:bonus(?:es)?|sign[- ]on|signing|referral|equity|stock|shares?|rsus?|options?|stipend"
    r"|allowance|reimburse\w*|401\s?\(?k\)?|commission|ote|on[- ]target[- ]earnings?|raised|raising"
    r"|funding|fund|revenue|arr|valuation|valued|worth|budget|tuition|donat\w*|contribut\w*|match\w*"
    r"|insurance|deductible|savings?|portfolio|assets|grants?|investment|award|prize|credit"
    r"|(?:target )?total (?:target )?(?:cash|compensation|comp|rewards?|earnings)|save|discount\w*"
    r"|sales|spend\w*|customers|transactions|deals?|fee|overtime|clawback"
    r"|wage cap|below|wellness|(?<!machine )(?<!deep )(?<!reinforcement )learning|threshold"
    r"|exceed\w*|premiums?\b(?! hourly)|vacation"
    r"|retention|relocation|loan|debt|profit)"
    r"[^.;\n]{0,35}$"
)
NOT_PAY_AFTER = re.compile(
    r"^\s?(?:m\b|mm\b|mn\b|b\b|bn\b|million|billion|trillion|\+?\s?(?:m|b|bn)\b)"
    r"|^[^.;:,+(\n]{0,30}?\b(?<!plus )(?:bonus|sign[- ]on|signing|referral|equity|stock|stipend"
    r"|ote|to be used|towards?|cash variable|variable incentive|incentive payment|on[- ]target"
    r"|allowance"
    r"|reimburse\w*|commission|tuition|in funding|revenue|401|contribution"
    r"|match|credit|budget|rsu|donation|award|insurance|relocation|perk)"
)
AFTER_PLUS = re.compile(r"^\s*(?:\w+\s+){0,3}?(?:\+|plus|and|with|w/|,|\()", re.IGNORECASE)
ASIDE = re.compile(r"\([^()\n]{0,80}\)")
LOCAL = re.compile(r"(?:specific|select|certain) (?:work )?locations", re.IGNORECASE)
FORTNIGHT = re.compile(r"every (?:2|two) weeks|bi-?weekly|fortnight", re.IGNORECASE)
UP_TO = re.compile(r"(?:up to|max(?:imum)?(?: of| salary)?|bis zu|no more than)\W*$")
FROM = re.compile(
    r"(?:f(?<!\wf)rom\b|start(?:s|ing)? (?:at|from)\b|at least|m(?<!\wm)in(?:imum)?\b"
    r"|a(?<!\wa)(?:s of|b)\b|o(?<!\wo)ver\b|upwards of|mindest\w*|m(?<!\wm)ind\.|more than)"
    r"[^.;\n]{0,120}$"
)
_UNIT_WORDS: tuple[tuple[PayUnit, str], ...] = (
    ("hour", r"hour(?:ly)?\b|/\s?hr\b|\bhr\b|stundenlohn"),
    ("day", r"\bdaily\b|\bday rate|per day"),
    ("week", r"\bweekly|(?<!days )(?<!hours )per week|every 2 weeks|bi-?weekly|fortnight"),
    ("month", r"month(?:ly)?\b|monat"),
    ("year", r"annual|year(?:ly)?\b|per annum|p\.a\.|jahr|\bCTC\b|\bLPA\b"),
)
UNITS = [(unit, re.compile(words, re.IGNORECASE)) for unit, words in _UNIT_WORDS]
