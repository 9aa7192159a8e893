"""Analyse a page with CSS selectors before the walk, which is many times slower.

Most of a page is not its article. The paragraphs are located first. The walk then takes each box apart from them as one
block of lines, and does not visit its elements.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.parse.html.facts import FACTS, NOTES, note_element, note_script
from newsclean.parse.html.walk import Walk

DROPPED = "script, style, noscript, svg"
"""The common elements that are not text. They are removed with their content."""

FIELDS = ("select", "textarea", "iframe")
"""Form fields and frames, whose text does not belong to the page. Each is replaced with a space."""

MARKS = ("p", "h1")
"""Paragraphs and the main heading. They mark the place of the article."""

LOOKED_AT = ", ".join((FACTS, *FIELDS, *MARKS))
_MARKS = ", ".join(MARKS)
MIN_PARAGRAPH_CHARS = 80
"""The minimum number of characters of a paragraph. A shorter `<p>` may be a label, a name or a notice."""

MIN_PROSE_CHARS = 500
"""The minimum number of characters, in paragraphs that are long enough, that locate the article.

With fewer characters, the walk visits the whole page except boilerplate without paragraphs.
"""

NEAR_SHARE = 0.85
"""The minimum share of the characters in paragraphs that the box around the article contains.

The walk visits all of the innermost box that contains this share, except boilerplate without paragraphs.
"""

MAX_MARKS = 5000
"""The maximum number of paragraphs and main headings. No real page has more.

With more of them, the walk visits the whole page except boilerplate of short lines.
"""


def skim(walk: Walk) -> None:
    """Record metadata, remove elements that are not text, and locate the paragraphs."""
    _drop(walk)
    found = _note(walk)
    if len(found) > MAX_MARKS:
        return
    marks = [(node.parent, len(node.text() or "") if tag == "p" else 0) for tag, node in found]
    total = sum(chars for _, chars in marks if chars >= MIN_PARAGRAPH_CHARS)
    enough = total >= MIN_PROSE_CHARS
    if enough:
        marks = [mark for mark in marks if not 0 < mark[1] < MIN_PARAGRAPH_CHARS]
    walk.held = held = _held(marks)
    if enough:
        walk.near = min((number for number in held if held[number] >= NEAR_SHARE * total), key=held.__getitem__)


def _drop(walk: Walk) -> None:
    """Remove elements that are not text. JSON-LD scripts are recorded first."""
    for node in walk.root.css(DROPPED):
        if node.tag == "script":
            note_script(walk, node)
        node.decompose(recursive=False)


def _note(walk: Walk) -> list[tuple[str, LexborNode]]:
    """Record metadata, remove form fields, and return the marks outside them, each with its tag."""
    fields: list[LexborNode] = []
    marks: list[tuple[str, LexborNode]] = []
    before = 0
    for node in walk.root.css(LOOKED_AT):
        tag = node.tag or ""
        number = node.mem_id
        if number == before:  # an element is returned once for each selector that it matches
            if tag in MARKS:
                note_element(walk, node)
            continue
        before = number
        if tag in MARKS:
            marks.append((tag, node))
        elif (note := NOTES.get(tag)) is not None:
            note(walk, node)
        elif tag in FIELDS:
            fields.append(node)
        else:
            note_element(walk, node)
    inside = {mark.mem_id for field in fields for mark in field.css(_MARKS)}
    for node in fields:
        node.replace_with(" ")
    return [mark for mark in marks if mark[1].mem_id not in inside] if inside else marks


def _held(marks: list[tuple[LexborNode | None, int]]) -> dict[int, int]:
    """Return the characters in the marks below each element, by the element's number.

    The order is that in which the elements are met from the marks upwards.
    """
    held: dict[int, int] = {}
    holders: list[LexborNode] = []
    for holder, chars in marks:
        if holder is not None:
            number = holder.mem_id
            if number not in held:
                holders.append(holder)
                held[number] = 0
            held[number] += chars
    return _added_up(held, holders)


def _added_up(own: dict[int, int], holders: list[LexborNode]) -> dict[int, int]:
    """Add the characters directly in each of these elements to all elements around it."""
    held: dict[int, int] = {}
    above: dict[int, int] = {}  # an element comes before the elements within it
    for holder in holders:
        chain: list[tuple[int, int]] = []
        up: LexborNode | None = holder
        number = holder.mem_id
        while up is not None and number not in above:
            held[number] = own.get(number, 0)
            up = up.parent
            outer = 0 if up is None else up.mem_id
            chain.append((number, outer))
            number = outer
        above.update(reversed(chain))
    for number in reversed(above):
        if outer := above[number]:
            held[outer] += held[number]
    return held
