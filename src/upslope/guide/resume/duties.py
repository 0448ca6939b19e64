"""Which of the six responsibilities a person's own lines of work and projects speak of.

By words, because the model that reads postings was taught on what employers ask for, and does not
know what people say they did: on the sample resumes it found two of nine.
"""

from __future__ import annotations

import re

from upslope.guide.resume.bullets import bullets
from upslope.records import DUTIES, Resume
from upslope.records.understanding import Duty

_MODEL = (
    r"(?:models?|classifiers?|networks?|forecasts?|recommend\w+|predictors?|detectors?|regression)"
)
_WORDS: dict[Duty, str] = {
    "data": r"clean(?:ed|ing|s)?\b|etl\b|ingest\w*|(?<!ci/cd )(?<!deployment )pipelines?\b|"
    r"data ?sets?\b|labell?(?:ed|ing)\b|annotat\w+|"
    r"data (?:quality|checks?|validation|warehouse|lake|collection)|warehouse\b|"
    r"scrap(?:ed|ing)\b|airflow\b|dbt\b|spark jobs?",
    "modelling": rf"train(?:ed|ing|s)\b|fine-?tun\w+|fit(?:ted)?\b.{{0,30}}{_MODEL}|"
    rf"(?:built|build|develop\w*|design\w*|implement\w*|creat\w*|wrote|rewrote)\b.{{0,60}}\b{_MODEL}\b|"
    r"gradient boosting|random forest|neural network|segmentation with|clustering",
    "tuning": r"tun(?:ed|ing)\b|hyper-?parameters?|cross-?validat\w+|a/b tests?|evaluat\w+|"
    r"ablation\w*|benchmark\w*|compared\b|(?:accuracy|error|auc|f1|precision|recall)\b.{0,40}\d|"
    r"\bfrom \d+\S* (?:%|percent)? ?to \d",
    "deployment": r"deploy\w*|in(?:to)? production|productioni[sz]\w+|serv(?:ed|es|ing|ice|ices)\b|"
    r"\bapis?\b|endpoints?\b|docker\w*|kubernetes|released?\b|rollout|shipped\b",
    "monitoring": r"monitor\w*|drift\b|alert(?:s|ed|ing)?\b|on-?call|incidents?\b|rollback|"
    r"observability|prometheus|grafana|retrain\w*|health checks?",
    "collaboration": r"work(?:ed)? with\b|present(?:ed|ations?)\b|mentor\w*|taught\b|tutor\w*|"
    r"led\b|stakeholders?|document(?:ed|ation)\b|code reviews?|review(?:ed|ing)\b|pull requests?|"
    r"trained (?:\w+ ){0,2}(?:colleagues|users|staff)|together with|cross-functional",
}
_DUTY = {duty: re.compile(rf"\b(?:{_WORDS[duty]})", re.IGNORECASE) for duty in DUTIES}


def duties(resume: Resume) -> dict[Duty, list[str]]:
    """Return the lines of work and projects that speak of each responsibility, in order.

    A line that speaks of it is the person's word, not proof.

    >>> from upslope.guide.resume import resume_of
    >>> resume = resume_of("Experience\\nData Scientist, Quillfish, 2020 - 2022\\n- Trained models")
    >>> duties(resume)["modelling"], duties(resume)["monitoring"]
    (['Trained models'], [])
    """
    lines = [line for one in resume.positions for line in bullets(one.lines)]
    lines += [line for one in resume.projects for line in [one.title, *bullets(one.lines)]]
    return {duty: [line for line in lines if _DUTY[duty].search(line)] for duty in DUTIES}
