"""The words around an amount of money that tell base pay from all other money."""

from __future__ import annotations

import re

from upslope.records.posting import PayUnit

# All is for text in lower case. A word that must not begin within another one says so behind its
# first letter, which the engine looks for fastest.
PAY = re.compile(
    r"salar|b(?<!\wb)ase\b|compensation|p(?<!\wp)a(?:y|id|ying)\b|pay(?:band|[- ]rate|[- ]range)"
    r"|w(?<!\ww)ages?\b|r(?<!\wr)ate\b|hourly|per hour|remuneration|g(?<!\wg)ross\b|brutto|gehalt"
    r"|e(?<!\we)arn\b|c(?<!\wc)tc\b|package|per annum|annual(?:ly)?\b|stipend for interns"
    r"|range for this (?:role|position)"
    r"|vergütung|entgelt|verdien|rémunération|salaire|sueldo|retribu|wynagrodzen|bezahlung"
    r"|💰|年収|年俸|月給|時給|年薪|月薪"
)
SURE_PAY = re.compile(
    r"\b(?<!% )(?<!of )(?<!of your )(?<!of the )(?<!of annual )(?<!of their )"
    r"(?:base (?:pay|salary|wage|compensation|range)|(?<!base )salary(?! cap)|wages?(?! cap)"
    r"|hourly (?:pay|rate)|pay (?:range|rate|band|scale))\b"
    r"|\bbase\b[: ]*(?:of |is )?\W*$"
)
"""Words that nothing but base pay goes by: nearer to the amount, they outweigh the others."""
_KINDS_BEFORE = {
    "sign_on": r"sign[- ]on(?: bonus(?:es)?)?|signing(?: bonus(?:es)?)?|(?:joining|welcome) bonus",
    "referral": r"referrals?(?: bonus(?:es)?)?|refer (?:a|an|your|someone|friends)",
    "equity": r"(?:equity|stock|rsu) (?:grants?|awards?|options?|packages?)|equity|stock"
              r"|shares?(?! (?:that )?(?:the|our|this)\b)|rsus?|options?",
    "bonus": r"(?:retention )?bonus(?:es)?|retention|differential|an additional"
             r"|(?:cash |variable )+incentive|incentive (?:target|compensation|pay\w*|range)",
    "commission": r"commission",
    "on_target": r"ote|on[- ]target[- ]earnings?"
                 r"|(?:target )?total (?:target )?(?:cash|compensation|comp|rewards?|earnings)",
    "stipend": r"stipend",
    "benefit": r"(?:learning|training|education|equipment|conference|development|wellness|office"
               r"|travel) budget|allowance|reimburse\w*|401\s?\(?k\)?|contribut\w*|match\w*"
               r"|insurance|deductible|savings?|tuition|save|discount\w*|credit|overtime|wellness"
               r"|(?<!machine )(?<!deep )(?<!reinforcement )learning|premiums?\b(?! hourly)"
               r"|vacation|relocation|loan|vouchers?|tickets?|mutuelle|\w*zuschuss|\w*vergoeding",
    "company": r"raised|raising|funding|fund|revenue|arr|valuation|valued|worth|budget|donat\w*"
               r"|portfolio|assets|grants?|investment|award|prize|sales|spend\w*|customers"
               r"|transactions|deals?|fee|clawback|wage cap|below|threshold|exceed\w*|debt|profit",
}  # fmt: skip
_KINDS_BEHIND = {
    "sign_on": r"sign[- ]on|signing|joining bonus",
    "referral": r"referral",
    "bonus": r"bonus|for every|differential|cash variable|variable incentive|incentive payment",
    "equity": r"equity|stock|rsu",
    "commission": r"commission",
    "on_target": r"ote|on[- ]target|total (?:cash|comp)",
    "stipend": r"stipend",
    "benefit": r"to be used|towards?|allowance|reimburse\w*|tuition|401|contribution|match|credit"
               r"|budget|insurance|relocation|perk",
    "company": r"in funding|revenue|donation|award",
}  # fmt: skip


def _by_kind(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{kind}>{said})" for kind, said in words.items())


KIND_BEFORE = re.compile(rf"\b(?:{_by_kind(_KINDS_BEFORE)})")
KIND_BEHIND = re.compile(rf"[^.;:,+(\n|•·$€£₹]{{0,30}}?\b(?<!plus )(?:{_by_kind(_KINDS_BEHIND)})")
PAY_BEHIND = re.compile(r"\s*(?:in |as )?(?:base|salary)\b")
AFTER_PLUS = re.compile(r"\s*\)?\s*(?:\w+\s+){0,3}?(?:\+|plus|and|with|w/|,|\()")
PLUS = re.compile(r"\s*\)?\s*(?:plus|as well as|along(?:side| with)|in addition to)\b")
"""What adds other money to a range, or to a single amount."""
LEGAL_LEAST = re.compile(
    r"collective (?:bargaining )?agreement|kollektivvertrag|\bkv[- ]|tarifvertrag"
    r"|(?:federal|legal|statutory) minimum"
)
"""The least that the law asks for, which employers in Austria must state beside their own offer."""
LOCAL = re.compile(r"(?:specific|select|certain) (?:work )?locations", re.IGNORECASE)
INTERNS = re.compile(r"\b(?:intern(?:s|ship)?|trainees?|fellow(?:s|ship)?|co-?op|apprentice\w*)\b")
EXTRAS = re.compile(
    r"hous|relocat|travel|well|home|office|phone|internet|meal|lunch|food|commut|technolog|equip"
    r"|learn|educat|transport|lump|one[- ]time|mov|health|professional|book|parking|gym"
)
"""What a stipend is for that is no intern's pay."""
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
