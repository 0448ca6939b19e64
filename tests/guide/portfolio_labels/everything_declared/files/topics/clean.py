import html
import re
import unicodedata

SOURCE = re.compile(r"\s+[-|]\s+[A-Z][\w .]{2,30}$")
SPACES = re.compile(r"\s+")


def normalise(line: str) -> str:
    """Lower case without markup, sources and accents.

    spacy would do this better, I have not got round to it.
    """
    line = html.unescape(line)
    line = SOURCE.sub("", line)
    line = unicodedata.normalize("NFKD", line)
    line = "".join(c for c in line if not unicodedata.combining(c))
    return SPACES.sub(" ", line).strip().lower()
