"""Words of gender become neutral, because they say nothing of what a person can do."""

from __future__ import annotations

import re

# The name of a society ("Women in Machine Learning") says nothing of skills.
_SOCIETY = re.compile(
    r"\b(?:(?:wom|m)en|girls|boys|ladies)(?:['’]s)? (?:in|who|of|for)"
    r"(?-i:(?: (?:and|&|of|in|the|[A-Z][\w+&/-]*))+)",
    re.IGNORECASE,
)
_NEUTRAL = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), word)
    for pattern, word in (
        (r"(?:she|he|they|ze)/(?:her|him|them|hir)s?(?:/\w+)?", ""),
        (r"(chair|spokes|business|sales|fore|crafts)(?:wo)?m[ae]n", r"\1person"),
        (r"alumn(?:us|a|ae|i)", "alum"),
        (r"(?-i:[Ss]he|[Hh]e|[Tt]hey)", "they"),  # in capitals they are something else: HIS, HER2
        (r"(?-i:[Hh]im|[Hh]is|[Hh]ers?|[Tt]hem|[Tt]heirs?)", "their"),
        (r"(?:him|her)self|themsel(?:f|ves)", "themself"),
        (r"(?:wo)?men(?:['’]s)?", "people"),
        (r"woman|man(?![- ](?:hour|day|month|power))|(?:fe)?males?|lady|gentleman", "person"),
        (r"girls|boys|(?<!& )(?<!and )(?:sons|daughters)", "children"),
        (r"girl|boy|son|daughter", "child"),
        (r"mother|father", "parent"),
        (r"husband|wife", "spouse"),
        (r"sorority|fraternity", "society"),
        (r"maternity|paternity", "parental"),
    )
)


def neutral(line: str) -> str:
    """Return a line in neutral words.

    >>> neutral("Chairwoman, Women in Robotics. She trains models (she/her)")
    'Chairperson, a society. they trains models ()'
    """
    bare = _SOCIETY.sub("a society", line)
    for pattern, word in _NEUTRAL:
        bare = pattern.sub(word, bare)
    return bare
