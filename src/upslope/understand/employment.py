"""How a person is employed: full time, part time, by contract, as an intern, or not stated.

>>> employment(Document(id="1", title="Data Science Intern", description=""))
{'employment_type': 'internship'}
"""

from __future__ import annotations

from upslope.records.understanding import Employment
from upslope.understand.document import Document
from upslope.understand.evidence import any_of, first
from upslope.understand.reader import Fields

_TYPE = (
    r"(?:job|employment|position|contract|work|role)[ /]*(?:contract )?(?:type|status|schedule|"
    r"basis)"
    r"(?:\*\*)?\s{0,3}[:\n–-](?:\*\*)?\W{0,6}(?:independent )?"
)
# In order: the first kind whose row matches title or place decides.
_TITLES: tuple[tuple[Employment, tuple[str, ...]], ...] = (
    (
        "internship",
        (
            r"\bintern(?:s|ship|ships)?\b|\bco-?op\b",
            r"\bpraktik|\bstagiaire|\bstage\b(?! \w*(?:ai|startup|company))|\btirocinio|"
            r"\balternance",
            r"\b(?:master|bachelor|diploma)?\W?(?:thesis|arbeit)\b",
        ),
    ),
    (
        "part_time",
        (
            r"\bpart[- ]?time\b|\bteilzeit\b|\bhalf[- ]time|\bwerkstudent|\bworking student",
            r"\(\d\d ?h(?:ours)?(?:/| per )week\)|\bstudent (?:job|assistant)",
        ),
    ),
    (
        "contract",
        (
            r"\bcontract(?:or)?\b|\bfreelance|\bW2\b|\bC2C\b|\b1099\b|\bfixed[- ]term|"
            r"\btemporary\b",
            r"\bvisiting (?:scientist|researcher|professor)|\bbefristet",
        ),
    ),
    ("full_time", (r"full[- ]?time|\bvollzeit|\btemps plein",)),
)
# What the text states of this job. Contract comes before full time: a contract says its hours.
_TEXT: tuple[tuple[Employment, tuple[str, ...]], ...] = (
    (
        "internship",
        (_TYPE + r"intern", r"\b(?:this|our|a|the) (?:[\w-]+ ){0,3}internship (?:is|will)"),
    ),
    (
        "contract",
        (
            _TYPE + r"(?:contract|freelance|temp|fixed|w-?2|c2c|third)",
            r"\b(?:duration|length)[^\n:]{0,25}:?\s{0,3}\d+\W{0,2}(?:\w+ )?(?:months?|years?|"
            r"weeks?)\b",
            r"^\W*(?:part[- ]time, |full[- ]time, )?(?:temporary|contract|"
            r"freelance)(?:,[\w ,]+)?\W*$",
            r"\b(?:temporary|long[- ]term contract|short[- ]term contract) (?:position|role|"
            r"with)\b",
            r"^\W*type\W{1,3}contract|\bregular/temporary: temporary|\bonly w-?2\b",
            r"\bduration of assignment|^\W*contract\W*(?:$|\d|:|to hire)",
            r"\b\d+\+?[- ]?(?:month|mo|week)s?\+? (?:(?!intern)\w+ )?(?:contract|assignment)\b",
            r"\bw-?2 (?:contract|only|position)|\bour w2\b|\bcontract[- ]to[- ]hire|"
            r"\bcontract only",
            r"\bfor independent contractors|\bfreelance (?:role|position|opportunity|project|"
            r"contract)",
            r"\bthis is an? (?:[\w-]+ ){0,3}(?:contract|freelance|temporary|fixed[- ]term)\b",
            r"\bcontract (?:role|position|opportunity|job|assignment)\b",
            r"\bchance to be(?:come)? an? [\w ]{0,12}full[- ]time employee",
            r"\bfixed[- ]term (?:contract|position|appointment) (?:\(|of|for)|\bbefristet auf",
        ),
    ),
    (
        "part_time",
        (
            _TYPE + r"part",
            r"^\W*part[- ]time\W*$|\bfull ?/ ?part[- ]time\W{1,3}part",
            r"\b(?:is|as) an? (?:\w+ )?part[- ]time\b|\bpart[- ]time (?:role|position|job)\b",
            r"\b\d\d ?(?:h|hours)(?: per |/| a )week\b(?<!40 hours per week)(?<!40 hours a week)"
            r"(?<!37 hours a week)(?<!38 hours a week)",
        ),
    ),
    (
        "full_time",
        (
            _TYPE + r"(?:full|permanent|vollzeit|unbefristet)",
            r"full[- ]?time(?! (?:experience|work experience|degree|student|master|bachelor|"
            r"program|offer|conversion|education|internship|hourly|software|employees? (?:may|"
            r"are|also|and|have)|\w+ degree|"
            r"academic|mba|course|stud|enrol|equivalent|or part|faculty|roles? after))"
            r"(?<!work remotely full-time)(?<!into a full-time)(?<!currently full-time)"
            r"(?<!enrolled full-time)(?<!enrolled in a full-time)"
            r"(?<!for all full time)(?<!for full-time)",
            r"^\W*fulltime\b|\bjob type: ?fulltime|\bvollzeit\b|\btemps plein|\bfull hours\b",
            r"\b(?:type|duration)\W{1,4}permanent|^\W*permanent\W*$|\bpermanent (?:role|position|"
            r"contract|job)|\bunbefristet",
        ),
    ),
)
_CUES = (
    *("full-time", "full time", "fulltime", "part-time", "part time", "parttime", "contract"),
    *("intern ", "interns", "intern\n", "freelanc", "temp", "duration", "permanent", "fixed-term"),
    *(
        "fixed term",
        "w2",
        "w-2",
        "c2c",
        "vollzeit",
        "teilzeit",
        "befristet",
        "temps plein",
        "hours",
    ),
    "assignment",
)
_TITLES_COMPILED = tuple((kind, any_of(*patterns)) for kind, patterns in _TITLES)
_TEXT_COMPILED = tuple((kind, any_of(*patterns)) for kind, patterns in _TEXT)


def employment(document: Document) -> Fields:
    """Read ``employment_type``: title, then text, then the source's own field.

    >>> employment(Document(id="1", title="", description="Job type: Contract, 40 hours"))
    {'employment_type': 'contract'}
    """
    label = f"{document.title} | {document.location}"
    found = next((kind for kind, pattern in _TITLES_COMPILED if pattern.search(label)), None)
    found = found or first(document.description, _TEXT_COMPILED, _CUES)
    return {"employment_type": found or document.employment_type or "unstated"}
