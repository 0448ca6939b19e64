"""HTML of a posting becomes plain text: one line a block, "- " before list items.

Parsing is by selectolax (Lexbor). Its time grows with the square of the nesting depth (13,000
nested ``div`` take 0.6 s, 52,000 take 18 s), so what is deep or long is stripped of its tags by a
linear pass instead: less pretty, never slow.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
_KNOWN = _BLOCKS | _DROPPED | _VOID | _INLINE
_NEVER_DEEP = _VOID | {"p", "br", "li", "hr", "td", "th", "tr", "dt", "dd", "option"}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>|<!--")
_ESCAPED_TAG = re.compile(r"&lt;/?([a-zA-Z][a-zA-Z0-9]*)(?:\s|/?&gt;)")
_CLOSING = re.compile(r"</(?:p|li|ul|ol|div|strong|b|h[1-6]|span)>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"<(?:{'|'.join(_BLOCKS)})\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ONE_LINE = dict.fromkeys(map(ord, "\t\n\r\f"), " ")
_STEP = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|$)",
    re.IGNORECASE,
)
_STRIPPED = re.compile(
    rf"<({'|'.join(_DROPPED)})\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>?",
    re.IGNORECASE | re.DOTALL,
)

# Private-use marks that stand for structure until the text is joined.
_ITEM, _CELL, _END, _LINE = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile(f"[{_ITEM}{_CELL}{_END}{_LINE}]")
_GAP = re.compile(f"[\\s{_LINE}]+")


def to_text(html: str) -> str:
    """Return the words of an HTML fragment or page as lines; plain text stays as it is.

    Scripts, styles and hidden parts are dropped, entities decoded (twice where a source escaped
    twice), invisible characters removed. Input over 2 Mi characters is cut.

    >>> to_text("<p>You will:</p><ul><li>train</li><li>ship&nbsp;models</li></ul>Apply!")
    'You will:\\n- train\\n- ship models\\n\\nApply!'
    >>> to_text("&lt;p&gt;Doubly &amp;amp; escaped&lt;/p&gt;"), to_text("if a < b and c > d")
    ('Doubly & escaped', 'if a < b and c > d')
    """
    text = _MARK.sub(" ", html[:MAX_CHARS])
    for _ in range(2):
        if not _has(_TAG, text) and _has(_ESCAPED_TAG, text):
            text = entities.unescape(text)
    for _ in range(2):  # a second time where escaped tags stood inside real ones
        if _has(_TAG, text):
            text = _words(text)
        if not _CLOSING.search(text):
            break
    return _tidy(clean(_ENTITY.sub(lambda entity: entities.unescape(entity.group()), text)))


def _has(tag: re.Pattern[str], text: str) -> bool:
    """Say whether the text holds a tag of HTML, and not just "a < b" or "List<String>"."""
    return any((found[1] or "p").lower() in _KNOWN for found in tag.finditer(text))


def _words(html: str) -> str:
    """Take the tags out, leaving newlines and marks for the structure."""
    if len(html) > MAX_TREE_CHARS or _too_deep(html):
        return _STRIPPED.sub(_line, html)
    root = LexborHTMLParser(html).body
    if root is None:
        return ""
    keep_lines = not _BLOCK_TAG.search(html)
    return "".join(_walk(root, keep_lines, "hidden" in html or "style" in html))


def _too_deep(html: str) -> bool:
    """Bound the nesting from above; tags that close themselves do not count."""
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


def _walk(root: LexborNode, keep_lines: bool, may_hide: bool) -> Iterator[str]:
    """Yield the text pieces of a tree in reading order, without recursion."""
    stack: list[LexborNode | str | None] = [root.child]
    while stack:
        node = stack.pop()
        if node is None:
            continue
        if isinstance(node, str):
            yield node
            continue
        stack.append(node.next)
        tag = node.tag or "-"
        if tag == "-text":
            words = node.text_content or ""
            yield words if keep_lines else words.translate(_ONE_LINE)
        elif tag == "pre":
            yield f"\n\n{node.text()}\n\n"
        elif tag[0] not in "-!" and tag not in _DROPPED and not (may_hide and _hidden(node)):
            yield _before(tag)
            stack += ("" if tag == "br" else _after(tag), node.child)


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


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style") or ""))


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
    text = _GAP.sub(_gap, text) if _LINE in text else _squeeze(text)
    if _ITEM in text or _CELL in text:
        text = re.sub(f"{_ITEM}\\s*{_END}", "", text).replace(_END, "")
        text = _squeeze(text).replace("\n\n" + _ITEM, "\n" + _ITEM)
        text = re.sub(f"{_ITEM}[{_ITEM}\\s]*(?:[-•·▪●◦*]\\s+)?", "- ", text)
        text = re.sub(f"\\n\\s*{_CELL}\\s*", "\n", text)
        text = re.sub(f"\\s?\\s?{_CELL}\\s*", " | ", text) if _CELL in text else text
        text = _squeeze(re.sub(r"\n(?:-|\|) ?(?=\n)", "\n", text))
    return text.strip()


def _gap(run: re.Match[str]) -> str:
    """Return what stands between two blocks: an empty line only where one would be seen."""
    gap = run.group()
    if gap == " " or not ("\n" in gap or _LINE in gap):
        return " "
    empty_block = gap.find(_LINE) < gap.find("\n") < gap.rfind(_LINE)  # <div><br></div>
    return "\n\n" if gap.count("\n") > 1 or empty_block else "\n"


def _squeeze(text: str) -> str:
    lines = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    return re.sub(r"\n{3,}", "\n\n", lines)
