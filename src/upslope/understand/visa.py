"""Whether an employer sponsors work visas, rules it out, or does not say.

Only a statement counts. A question of an application form ("Do you require sponsorship?"), an
equal-opportunity list ("citizenship status") or a security clearance alone is no statement.
"""

from __future__ import annotations

import re

from upslope.records.understanding import Visa
from upslope.understand.document import Document
from upslope.understand.evidence import any_of, first
from upslope.understand.reader import Fields

_SPONSOR = r"sponsor(?:ship|ing|ed|s)?"
_CANNOT = (
    r"(?:not|unable to|cannot|can['’]t|won['’]t|unfortunately|no longer|neither|never|doesn['’]t|"
    r"don['’]t|isn['’]t|aren['’]t|without|no)"
)
# Sponsorship is ruled out, or a citizen or someone already authorised is asked for.
_RULED_OUT = any_of(
    rf"\b{_CANNOT}\b(?![^.\n]{{0,60}}\b(?:require|preclude|limit))[^.\n]{{0,70}}\b{_SPONSOR}\b"
    r"(?! (?:program|event|child|benefit|health|medical|plan|by the))",
    r"\b(?:visa|work|h-?1b|immigration|employment)[ -](?:visa )?sponsorship (?:is |will )?"
    r"(?:not|un)[ -]?(?:be )?(?:available|offered|provided|possible|supported|able)?",
    rf"\b{_SPONSOR}\b[^.\n?]{{0,40}}\b(?:is|are|will) (?:not|un)",
    r"\bvisa sponsorship\W{1,4}no\b",
    # Wrapped lines: "will not sponsor a new applicant for\nemployment authorization".
    r"\b(?:not|unable to|cannot)\s+(?:be able to |provide |offer |consider )?(?:\w+\s+){0,3}"
    r"sponsor",
    # Citizens and permanent residents only.
    r"\b(?:must|should|need to|needs to|required to|has to|be an?)\s+(?:be )?(?:an? )?(?:\w+ )?"
    r"(?:u\.?\s?s\.?|us|united states|american|uk|eu|canadian|australian)\s?(?:\w+ )?citizen",
    r"\b(?:u\.?s\.?a?|us|united states|uk|canadian|australian) citizen(?:ship|s)?\b[^.\n]{0,40}"
    r"\b(?:required|only|must|mandatory|is a requirement|need(?:ed)?)\b|"
    r"\b(?:requires?|requirement|required|only|must have|must possess|must hold|proof of)\W"
    r"[^.\n]{0,25}\b(?:u\.?s\.?|us|united states|uk|canadian) citizen|"
    r"\bcitizenship (?:is )?required|^\W*(?:clearance\W{1,3})?u\.?s\.? citizen(?:ship|"
    r"s)?\b(?! (?:status|is not|and those|or those))|"
    r"\b(?:restricted to|only consider(?:ing)?|open (?:only )?to|limited to) u\.?s\.? citizens|"
    r"\beither an? u\.?s\.? citizen|"
    r"\bu\.?s\.? (?:person|persons)\b[^.\n]{0,40}(?:required|only|as defined)|"
    r"\b(?:usc|us citizens?|citizens?)\s?(?:/|or|and|,)\s?(?:gc|green card|permanent residents?)\b"
    r"(?! are encouraged)|"
    r"\bmust be (?:an? )?u\.?s\.? (?:citizen|person|national)|\bcitizens? of the united states\b"
    r"[^.\n]{0,30}(?:required|only)",
    # Already authorised.
    r"\b(?:candidates?|applicants?|you|only|and)\b[^.\n]{0,60}\b(?:already |currently |legally |"
    r"be )+"
    r"(?:authori[sz]ed|eligible|entitled|permitted) to work\b[^.\n]{0,60}\bwithout\b",
    r"\b(?:valid|existing|current) (?:eu |uk |us )?(?:work(?:ing)? (?:permit|visa|"
    r"authori[sz]ation)|"
    r"right to work)\b[^.\n]{0,40}(?:required|must|is a)?|\bor a valid work permit",
    r"\b(?:only|must|need to|have to|required to)\b[^.\n]{0,60}\b(?:have|hold|possess|with)\b"
    r"[^.\n]{0,30}\b(?:right to work|work permit|work authori[sz]ation|legal right)",
    r"\b(?:only|providing|provided)\b[^.\n]{0,50}\b(?:eligible|authori[sz]ed|entitled) to work",
    r"\bcandidates? need(?:s)? to be (?:eligible|authori[sz]ed) to work",
    r"\bmust be (?:legally )?(?:authori[sz]ed|eligible) to work in [^.\n]{0,50}without",
    r"\bno (?:\w+ or )?(?:h-?1b|visas?|opt|cpt)\b|\bonly with visa status|\bh-?1b (?:is )?not",
)
# An offer in so many words stands even where its limits follow ("We do sponsor visas! However").
_PROMISED = any_of(r"\bwe do sponsor|\bwe (?:are )?(?:happy|able|willing|glad) to sponsor")
# Sponsorship is offered.
_OFFERED = any_of(
    r"\b(?:we|company|employer|team)\b[^.\n?]{0,40}\b(?:do |will |can |also |happily |are able to |"
    r"offer |provide )+[^.\n?]{0,25}sponsor(?! (?:event|health|benefit|program))(?:ship)?",
    r"\b(?:offer|offers|offering|provide|provides|providing)\s[^.\n?]{0,40}\b(?:visa|immigration|"
    r"relocation and visa|h-?1b)\b[^.\n?]{0,15}(?:sponsor|support|assist)",
    r"\b(?:visa|h-?1b|immigration|work permit)[ -](?:and relocation |& relocation )?"
    r"(?:sponsorship|support|assistance)(?: is| are)?(?: also)?"
    r"(?: (?:available|offered|provided|possible|if|for)|[:\s]{1,3}yes\b|[.!]?\s*$)",
    r"\bwe (?:will )?sponsor (?:work |h-?1b )?visas?|\bsponsorship (?:is )?available\b",
    r"\bhelp (?:you )?with (?:your )?(?:visa|work permit)|\bh-?1b transfers? (?:is |are )?"
    r"(?:welcome|accepted|ok)|\bopen (?:for|to) all visas|\bassist in filing[^.\n]{0,40}h-?1b|"
    r"\bvisa (?:and relocation )?support\b",
)

_STATEMENTS: tuple[tuple[Visa, re.Pattern[str]], ...] = (
    ("sponsors", _PROMISED),
    ("no_sponsorship", _RULED_OUT),
    ("sponsors", _OFFERED),
)
_CUES = (
    *("visa", "sponsor", "citizen", "to work", "work permit", "working permit", "h1b", "h-1b"),
    *("usc/", "usc ", "u.s. person", "work authori", "immigration"),
)


def visa(document: Document) -> Fields:
    """Read ``visa``; a refusal outweighs an offer, as it names the exception.

    >>> visa(Document(id="1", title="", description="We are unable to sponsor visas."))
    {'visa': 'no_sponsorship'}
    """
    return {"visa": first(document.description, _STATEMENTS, _CUES) or "unstated"}
