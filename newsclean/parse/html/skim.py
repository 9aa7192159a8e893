"""What is told of a page before the walk over it, by the parser alone, which is many times faster than a walk.

A page is mostly not its article. Where its paragraphs are is found first; boxes apart from them are then taken as one
block each, by their lines, and their elements are never visited.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.parse.html.facts import FACTS, NOTES, note_element, note_script
from newsclean.parse.html.walk import Walk

DROPPED = "script, style, noscript, svg"
"""The common elements that are no text, with all that is in them."""
FIELDS = ("select", "textarea", "iframe")
"""Fields and frames with text in them that is not the page's: each gives way to a space."""
MARKS = ("p", "h1")
"""Paragraphs, and the heading that stands above them."""
LOOKED_AT = ", ".join((FACTS, *FIELDS, *MARKS))
MIN_PARAGRAPH_CHARS = 80
"""A shorter `<p>` may be a label, a name or a notice."""
MIN_PROSE_CHARS = 500
"""A page with less of it in paragraphs that are no shorter is walked wholly, but for furniture without any."""
NEAR_SHARE = 0.85
"""The box that holds so much of the paragraphs, while no box in it does, is walked wholly."""
MAX_MARKS = 5000
"""Paragraphs and headings; a page with more than any real one is walked wholly."""


def skim(walk: Walk) -> None:
    """Note what elements say about the page, drop what is no text, and find where the paragraphs are."""
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
    """Take away what is no text, but for what JSON-LD says."""
    for node in walk.root.css(DROPPED):
        if node.tag == "script":
            note_script(walk, node)
        node.decompose(recursive=False)


def _note(walk: Walk) -> list[tuple[str, LexborNode]]:
    """Note facts, take form fields away, and give the marks, each with its tag."""
    fields: list[LexborNode] = []
    marks: list[tuple[str, LexborNode]] = []
    before = 0
    for node in walk.root.css(LOOKED_AT):
        tag = node.tag or ""
        number = node.mem_id
        if number == before:  # it comes once for each selector that it meets
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
    for node in fields:
        node.replace_with(" ")
    return marks


def _held(marks: list[tuple[LexborNode | None, int]]) -> dict[int, int]:
    """For each element with marks below it, by its number, the characters of them: as they are met on the way up."""
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
    """The characters right in each of these elements, added up for all that hold them."""
    held: dict[int, int] = {}
    above: dict[int, int] = {}  # outer elements come before those in them
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
