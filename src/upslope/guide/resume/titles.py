"""What the title of a position held says: our role, the level, and whether it is related work."""

from __future__ import annotations

import re

from upslope.records.understanding import Role, Seniority

# The first that matches decides: the special before the general.
_ROLES: tuple[tuple[Role, str], ...] = (
    (
        "mlops_engineer",
        r"ml ?ops|(?:ml|machine learning|ai) (?:platform|infra\w*)|devops|site reliability|"
        r"platform engineer|cloud engineer",
    ),
    (
        "ai_engineer",
        r"(?:gen(?:erative)? ?ai|llm|prompt|agent\w*|ai|ki|ia|"
        r"artificial intelligence)(?: ?/ ?llm)?[ -]"
        r"(?:\w+ )?(?:engineer|developer|specialist|entwickler|ingenieur)|ing[ée]nieure? ia\b",
    ),
    ("applied_scientist", r"(?:applied|machine learning|ml|ai) (?:research )?scientist"),
    (
        "research_scientist",
        r"research (?:scientist|engineer|fellow|associate)|post-?doc\w*|researcher",
    ),
    (
        "ml_engineer",
        r"(?:machine[- ]learning|ml|ai/ml|deep learning|computer vision|nlp|perception|"
        r"recommend\w+)\b.{0,20}(?:engineer|developer|specialist|entwickler|ingenieur)|"
        r"ing[ée]nier?[uor]\w* (?:de |en )?machine learning|ing[ée]nieure? machine learning",
    ),
    (
        "data_engineer",
        r"(?:data|etl|hadoop|big data|spark|database|warehouse|analytics)(?: \w+)? "
        r"(?:engineer|developer|architect)|data[- ]ingenieur\w*|ing[ée]nieure? (?:de )?donn[ée]es|"
        r"ingenier[oa] de datos",
    ),
    (
        "data_scientist",
        r"data[- ]scien(?:tist|ce)|cient[íi]fic[oa] de datos|statisti(?:cian|ker\w*)|"
        r"quant(?:itative)? (?:analyst|researcher)|"
        r"statistics (?:intern|consultant)|biostatistician",
    ),
    (
        "data_analyst",
        r"(?:data|business|bi|reporting|insights?|marketing|product|financial|risk|analytics|"
        r"research)(?: \w+)? analyst|datenanalyst\w*|analyste (?:de )?(?:donn[ée]es|data)|"
        r"analista de datos|"
        r"(?:business intelligence|analytics) "
        r"(?:consultant|specialist|associate|lead|manager|intern)",
    ),
    (
        "software_engineer",
        r"(?:software|back-?end|front-?end|full[- ]?stack|web|java|python|\.net|c\+\+|systems?|"
        r"mobile|embedded|application|api)\b.{0,20}(?:engineer|developer|programmer)|programmer|"
        r"sde\b|developer|(?:software|web|anwendungs|backend|frontend)-?(?:entwickler|"
        r"ingenieur)\w*|"
        r"d[ée]veloppeu(?:r|se)|desarrollador[a]?|programador[a]?",
    ),
)
_ROLE = tuple((role, re.compile(rf"\b(?:{p})", re.IGNORECASE)) for role, p in _ROLES)

_RELATED = re.compile(
    r"engineer|scientist|\banalyst|architect\b|consultant|(?-i:\bIT\b)|technologist|administrator|"
    r"\bresearcher|programmer|developer|entwickler|ingenieur|ing[ée]nieur|ingenier|"
    r"informatiker|d[ée]veloppeu|desarrollador|analyste|analista",
    re.IGNORECASE,
)
_STUDENT = re.compile(
    r"\b(?:intern(?:ship)?|trainee|co-?op|working student|student|teaching assistant|"
    r"(?:graduate|research) assistant|tutor|mentor|volunteer|apprentice|"
    r"praktik(?:ant|um)\w*|werkstudent\w*|studentische\w? hilfskraft|hiwi|stagiaire|alternante?|"
    r"becari[oa])\b",
    re.IGNORECASE,
)
# Nouns of occupations of any field, by which a line is told to be the title of a position.
_OCCUPATION = re.compile(
    r"\b(?:(?:[a-z]+)?(?:engineer|developer|programmer|manager|analyst|architect|scientist)|"
    r"accountant|actuary|administrator|advis[oe]r|agent|aide|apprentice|artist|assembler|assistant|"
    r"associate|attorney|auditor|author|banker|bartender|biologist|biostatistician|bookkeeper|"
    r"broker|buyer|captain|caregiver|carpenter|cashier|chairperson|chef|chemist|chief|clerk|"
    r"cleaner|"
    r"coach|commissioner|consultant|controller|cook|coordinator|counselor|crew|curator|deputy|"
    r"designer|dentist|director|dispatcher|doctor|drafter|driver|economist|editor|electrician|"
    r"employee|estimator|evangelist|examiner|executive|expert|facilitator|fellow|(?:co-?)?founder|"
    r"generalist|geologist|guard|head|host|housekeeper|illustrator|inspector|instructor|"
    r"intern(?:ship)?|interventionist|interpreter|interviewer|investigator|journalist|judge|"
    r"laborer|lawyer|lead(?:er)?|lecturer|librarian|liaison|lieutenant|machinist|maintainer|"
    r"marketer|mathematician|mechanic|member|mentor|merchandiser|modeler|musician|nurse|officer|"
    r"operator|owner|paralegal|partner|pharmacist|photographer|physician|physicist|pilot|planner|"
    r"plumber|post-?doc\w*|president|principal|producer|professional|professor|promoter|"
    r"psychologist|rater|realtor|receptionist|recruiter|reporter|representative|researcher|"
    r"reviewer|salesperson|secretary|sergeant|server|sde|specialist|statistician|steward|"
    r"strategist|supervisor|surveyor|teacher|technician|technologist|teller|therapist|trader|"
    r"trainee|trainer|translator|treasurer|tutor|underwriter|veterinarian|volunteer|waiter|"
    r"waitress|welder|worker|writer|c[etio]o|vp|mlops|devops|"
    r"\w*(?:entwickler|ingenieur|leiter|berater|mitarbeiter|wissenschaftler|bearbeiter|analytiker|"
    r"assistent|student|praktikant|forscher|techniker|architekt|informatiker)(?:in|:in|\*in)?|"
    r"praktikum|werkstudium|freiberufler|selbstst[äa]ndig\w*|auszubildende\w?|"
    r"ing[ée]nieure?|d[ée]veloppeu(?:r|se)|stagiaire|alternante?|analyste|responsable|"
    r"charg[ée]e? de|"
    r"chef(?:fe)? de projet|chercheu(?:r|se)|directeur|directrice|doctorante?|"
    r"ingenier[oa]|desarrollador[a]?|analista|cient[íi]fic[oa]|becari[oa]|consultor[a]?|jef[ea] de|"
    r"t[ée]cnic[oa]|investigador[a]?|profesor[a]?|programador[a]?|freelance\w*|self-employed|"
    r"contractor)\b",
    re.IGNORECASE,
)
_LEVELS: tuple[tuple[Seniority, str], ...] = (
    ("manager", r"manager\b(?! of)|director|head of|vice president|vp\b"),
    ("staff", r"staff|principal|architect|lead\b"),
    ("senior", r"senior|sr\b|iii\b|s[ée]nior"),
    ("entry", r"junior|jr\b|entry|associate|graduate\b"),
)
_LEVEL = tuple((level, re.compile(rf"\b(?:{p})", re.IGNORECASE)) for level, p in _LEVELS)


def roles(title: str) -> list[Role]:
    """Return our roles for a title; one that names two ("Data Scientist / Engineer") has both.

    >>> roles("Senior Data Engineer"), roles("Data Scientist/ML Engineer"), roles("Nurse")
    (['data_engineer'], ['data_scientist', 'ml_engineer'], [])
    """
    parts = re.split(r"[/,&|(]| and ", title)
    found = (_role(part) for part in (parts if any(map(_role, parts)) else [title]))
    return [role for role in dict.fromkeys(found) if role]


def _role(title: str) -> Role | None:
    return next((role for role, pattern in _ROLE if pattern.search(title)), None)


def level(title: str) -> Seniority | None:
    """Return the level that a title states, if it does.

    >>> level("Sr. Analyst"), level("Analyst")
    ('senior', None)
    """
    return next((level for level, pattern in _LEVEL if pattern.search(title)), None)


def held(text: str) -> bool:
    """Say whether a text names an occupation of any field, as the title of a position does.

    >>> held("Executive Chef"), held("Werkstudent Data Science"), held("Larch & Sons, Denver")
    (True, True, False)
    """
    return bool(_OCCUPATION.search(text) or _role(text))


def related(title: str) -> bool:
    """Say whether a title is related work: technical or analytical. A sales associate's is not."""
    return bool(_role(title) or _RELATED.search(title))


def student(title: str) -> bool:
    """Say whether a title is an internship, a student job or volunteering."""
    return bool(_STUDENT.search(title))
