"""HTML of a posting becomes plain text: one line a block, "- " before list items.

Parsing is by selectolax (Lexbor). What it writes out again is regular: every element closed, every
attribute quoted, every ``<`` and ``>`` in words escaped. So the tags are split off by a pattern and
looked up, which takes a fifth of the time of a walk over the nodes.

Lexbor's time grows with the square of the nesting depth (13,000 nested ``div`` take 0.6 s, 52,000
take 18 s), so what is deep or long is stripped of its tags by a linear pass instead: less pretty,
never slow.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from upslope.formats.characters import clean

MAX_CHARS = 2 * 1024 * 1024
"""Longer input is cut here: no posting comes near."""
MAX_TREE_CHARS = 128 * 1024
MAX_DEPTH = 256

_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "section"}
_SPACED |= {"article", "blockquote"}
_BLOCKS = _SPACED | {"address", "aside", "body", "br", "caption", "center", "dd", "details", "div"}
_BLOCKS |= {"dt", "fieldset", "figure", "footer", "form", "header", "hr", "html", "li", "main"}
_BLOCKS |= {"nav", "summary", "tbody", "tfoot", "thead", "tr"}
_DROPPED = {"script", "style", "noscript", "template", "head", "title", "iframe", "svg", "select"}
_DROPPED |= {"textarea", "object", "canvas", "audio", "video", "math", "button"}
_VOID = {"img", "input", "meta", "link", "wbr", "base", "col"}
_INLINE = {"a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label"}
_INLINE |= {"mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "td", "th", "u"}
_CHILDLESS = _VOID | {"br", "hr", "area", "embed", "source", "track", "param", "frame"}
_KNOWN = _BLOCKS | _DROPPED | _VOID | _INLINE
_NEVER_DEEP = _VOID | {"p", "br", "li", "hr", "td", "th", "tr", "dt", "dd", "option"}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>|<!--")
_ESCAPED_TAG = re.compile(r"&lt;/?([a-zA-Z][a-zA-Z0-9]*)(?:\s|/?&gt;)")
_CLOSING = re.compile(r"</(?:p|li|ul|ol|div|strong|b|h[1-6]|span)>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"<(?:{'|'.join(_BLOCKS)})\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_STEP = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|$)",
    re.IGNORECASE,
)
_STYLE = re.compile(r' style="([^"]*)"')
_STRIPPED = re.compile(
    rf"<({'|'.join(_DROPPED)})\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>?",
    re.IGNORECASE | re.DOTALL,
)

# Elements whose words Lexbor writes as they are; without them every "<" begins a tag.
_RAW = "script, style, iframe, noframes, noembed, xmp, plaintext"
_WRITTEN_TAG = re.compile(r"(<[^>]*>)")
_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_PRE = re.compile(r"<pre(?=[ >]).*?</pre>", re.DOTALL)

# Private-use marks that stand for structure until the text is joined.
_MARKS = ("\ue000", "\ue001", "\ue002", "\ue003", "\ue004")
_ITEM, _CELL, _END, _LINE, _BREAK = _MARKS


def to_text(html: str) -> str:
    """Return the words of an HTML fragment or page as lines; plain text stays as it is.

    Scripts, styles and hidden parts are dropped, entities decoded (twice where a source escaped
    twice), invisible characters removed. Input over 2 Mi characters is cut.

    >>> to_text("<p>You will:</p><ul><li>train</li><li>ship&nbsp;models</li></ul>Apply!")
    'You will:\\n- train\\n- ship models\\n\\nApply!'
    >>> to_text("&lt;p&gt;Doubly &amp;amp; escaped&lt;/p&gt;"), to_text("if a < b and c > d")
    ('Doubly & escaped', 'if a < b and c > d')
    """
    text = html[:MAX_CHARS]
    for mark in _MARKS:
        text = text.replace(mark, " ")
    if "<" in text or "&" in text:
        text = _without_tags(text)
    return _tidy(clean(text))


def _without_tags(text: str) -> str:
    if "<" not in text and "&lt;" not in text:
        return _decoded(text)
    for _ in range(2):
        if not _has(_TAG, text) and _has(_ESCAPED_TAG, text):
            text = entities.unescape(text)
    for _ in range(2):  # a second time where escaped tags stood inside real ones
        if _has(_TAG, text):
            text = _words(text)
        if not _CLOSING.search(text):
            break
    return _decoded(text)


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: entities.unescape(entity.group()), text)


def _has(tag: re.Pattern[str], text: str) -> bool:
    """Say whether the text holds a tag of HTML, and not just "a < b" or "List<String>"."""
    return any((found[1] or "p").lower() in _KNOWN for found in tag.finditer(text))


def _words(html: str) -> str:
    """Take the tags out, leaving newlines and marks for the structure."""
    if len(html) > MAX_TREE_CHARS or too_deep(html):
        return _STRIPPED.sub(_line, html)
    root = LexborHTMLParser(html).body
    if root is None:
        return ""
    for node in reversed(root.css(_RAW)):  # inner ones before those around them
        node.decompose() if node.tag in _DROPPED else node.replace_with(node.text())
    page = _REMARK.sub("", root.inner_html or "")
    if _BLOCK_TAG.search(html):
        page = _PRE.sub(_verbatim, page)
        page = page.replace("\n", " ").replace("\r", " ").replace("\f", " ")
    return _read(_WRITTEN_TAG.split(page)).replace(_BREAK, "\n")


def _verbatim(block: re.Match[str]) -> str:
    return f"<pre>{_WRITTEN_TAG.sub('', block.group())}</pre>".replace("\n", _BREAK)


def _read(pieces: list[str]) -> str:
    """Join words (at even places) and what stands for the tags (at odd ones)."""
    signs = list(map(_sign, pieces[1::2]))
    if None in signs:
        text = pieces[0] + "".join(_seen(pieces, signs))
    else:
        pieces[1::2] = signs  # type: ignore[assignment]
        text = "".join(pieces)
    for escaped, letter in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\xa0"), ("&amp;", "&")):
        text = text.replace(escaped, letter)
    return text


def _seen(pieces: Sequence[str], signs: Sequence[str | None]) -> Iterator[str]:
    """Yield what is left without the elements that nobody sees."""
    hides, depth = "", 0
    for tag, sign, words in zip(pieces[1::2], signs, pieces[2::2], strict=True):
        name = _name(tag)
        if depth:
            depth += (name == hides) - (name == "/" + hides)
        elif sign is None:
            hides, depth = name, 1
            continue
        else:
            yield sign
        if not depth:
            yield words


def _name(tag: str) -> str:
    """Return the name of a written tag, with its slash if it closes."""
    return tag[1:-1].split(" ", 1)[0]


@lru_cache(maxsize=4096)
def _sign(tag: str) -> str | None:
    """Return what stands for a written tag, ``None`` if it opens what nobody sees."""
    name = _name(tag)
    if name.startswith("/"):
        return _after(name[1:])
    if name in _DROPPED or _hidden(tag):
        return "" if name in _CHILDLESS else None
    return _before(name)


def _hidden(tag: str) -> bool:
    return " hidden=" in tag or any(
        _HIDING.search(entities.unescape(style)) for style in _STYLE.findall(tag)
    )


def too_deep(html: str) -> bool:
    """Say whether HTML may be nested too deeply for a tree, bounding its depth from above.

    >>> too_deep("<div>" * 300), too_deep("<p>" * 300)
    (True, False)
    """
    if html.count("<") < MAX_DEPTH:
        return False
    depth, opened = 0, Counter[str]()
    for closes, name in _STEP.findall(html):
        tag = name.lower()
        if tag in _NEVER_DEEP or (closes and not opened[tag]):
            continue
        step = -1 if closes else 1
        depth, opened[tag] = depth + step, opened[tag] + step
        if depth > MAX_DEPTH:
            return True
    return False


def _before(tag: str) -> str:
    if tag == "li":
        return "\n" + _ITEM
    return _CELL if tag in {"td", "th"} else _after(tag)


def _after(tag: str) -> str:
    if tag == "li":
        return _END + "\n"
    if tag in _SPACED:
        return "\n\n"
    if tag == "br":
        return "\n"
    return _LINE if tag in _BLOCKS else ""


def _line(tag: re.Match[str]) -> str:
    name = re.match(r"</?([a-zA-Z0-9]+)", tag.group())
    if name is None or name[1].lower() in _DROPPED:
        return " "
    closes = tag.group().startswith("</")
    return _after(name[1].lower()) if closes else _before(name[1].lower())


def _tidy(text: str) -> str:
    """Turn marks into bullets and bars; no blanks at line ends, at most one empty line.

    Each pattern sees runs of white space that the one before has cut short: linear time.
    """
    text = _squeeze(text)
    if _ITEM in text or _CELL in text:
        text = re.sub(f"{_ITEM}\\s*{_END}", "", text).replace(_END, "")
        text = _squeeze(text).replace("\n\n" + _ITEM, "\n" + _ITEM)
        text = re.sub(f"{_ITEM}[{_ITEM}\\s]*(?:[-•·▪●◦*]\\s+)?", "- ", text)
        text = re.sub(f"\\n\\s*{_CELL}\\s*", "\n", text)
        text = re.sub(f"\\s?\\s?{_CELL}\\s*", " | ", text) if _CELL in text else text
        text = _squeeze(re.sub(r"\n(?:-|\|) ?(?=\n)", "\n", text))
    return text.strip()


def _squeeze(text: str) -> str:
    """Leave one space, one line end or one empty line of each run of white space.

    The text is clean: all its white space is spaces, tabs and newlines.
    """
    text = text.replace("\t", " ")
    if " \n" in text or "\n " in text:
        text = "\n".join([line.strip(" ") for line in text.split("\n")])
    while "  " in text:
        text = text.replace("  ", " ")
    if _LINE in text:
        text = _broken_at_blocks(text)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip(" ")


def _broken_at_blocks(text: str) -> str:
    """Put one line end between two blocks; an empty line only where one would be seen."""
    text = text.replace(f" {_LINE}", _LINE).replace(f"{_LINE} ", _LINE)
    while _LINE + _LINE in text:
        text = text.replace(_LINE + _LINE, _LINE)
    text = text.replace(f"{_LINE}\n{_LINE}", "\n\n")  # <div><br></div>
    text = text.replace(f"{_LINE}\n", "\n").replace(f"\n{_LINE}", "\n")
    return text.replace(_LINE, "\n")
