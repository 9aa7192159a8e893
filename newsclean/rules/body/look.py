"""The rules of the body finder: they find the container of the article, and what cannot be a part of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from newsclean.names import AWAY, BODY, CAPTION, COMMENTS
from newsclean.page import Block, Box
from newsclean.parse.lines import width
from newsclean.rules.body.gallery import gallery
from newsclean.rules.body.groups import Group, groups_of
from newsclean.rules.body.other_articles import other_articles
from newsclean.rules.body.outline import HEADINGS, PROSE, Outline, outline
from newsclean.rules.body.sections import side_sections
from newsclean.rules.body.verdict import ANOTHER, FIRST, LAST, LINKED, LUMP, NAMED, NOT_SHOWN, OUTSIDE, SAID, Verdict
from newsclean.rules.shape import ends_sentence, is_prose

MIN_SHARE = 0.8
"""The minimum share of a box's prose in an inner box into which the search for the container goes on."""

MIN_BODY_SHARE = 0.5
"""The minimum share of all prose in a box that is the container because it is named as the body of an article."""

MAX_LINK_DENSITY, MAX_LONG_DENSITY = 0.5, 0.8
"""The maximum share of characters in links of a block that is shorter than `LONG`, and of a long block.

A block with a larger share is mostly links and no prose.
"""

LONG = 80
"""The minimum number of characters of a long block.

A shorter block below the last prose goes, unless it ends a sentence.
"""

MIN_LEAD_WIDTH = 40
"""The minimum number of columns of a sentence above the first prose that stays."""


def look(
    blocks: Sequence[Block], headlines: Callable[[], Sequence[str]] = tuple
) -> tuple[Outline, int, list[Verdict | None]]:
    """Return the outline of a page, the row of the container in it, and a verdict on each block.

    `headlines` returns the titles that the page states. It is called only if the page has several `h1`.
    """
    out = outline(blocks)
    top = container(out)
    sections = side_sections(blocks, out, top, headlines) | dict(gallery(blocks))
    if sections:
        out.pass_over(sections)
        top = container(out)
    boxes = verdicts(out, top, other_articles(blocks, out, headlines))
    found = [
        boxes[row] or sections.get(at) or (links(block) if block.link_chars else None)
        for at, (row, block) in enumerate(zip(out.rows, blocks, strict=True))
    ]
    out.groups = groups_of(blocks, out)
    release_groups(out.groups, found)
    ends(out, blocks, found, out.groups)
    return out, top, found


def release_groups(groups: Sequence[Group], found: list[Verdict | None]) -> None:
    """Remove the verdict `LINKED` from tables, and from lists that a sentence of the article introduces."""
    for group in groups:
        if group.is_table or (group.led and found[group.first - 1] is None):
            for at in range(group.first, group.end):
                verdict = found[at]
                found[at] = None if verdict is not None and verdict.code == LINKED else verdict


def container(out: Outline) -> int:
    """Return the row of the box that holds the article."""
    prose, parents = out.prose, out.parent
    best = [-1] * len(parents)
    for row in range(len(parents) - 1, 0, -1):
        if held := prose[row]:
            rival = best[parents[row]]
            if rival < 0 or held >= prose[rival]:
                best[parents[row]] = row
    row = 0
    while (inner := best[row]) >= 0 and not (out.own[row] & BODY and prose[row] >= MIN_BODY_SHARE * prose[0]):
        if prose[inner] < MIN_SHARE * prose[row] or out.boxes[inner].tag in PROSE:
            break
        row = inner
    return row


def verdicts(out: Outline, top: int, apart: Collection[int] = ()) -> list[Verdict | None]:
    """Return for each box why its text cannot be the article's; `None` if it can.

    `top` is the row of the container, `apart` are the rows of boxes that hold other articles.
    """
    found: list[Verdict | None] = []
    for row, (own, hides, parent) in enumerate(zip(out.own, out.hides, out.parent, strict=True)):
        above = found[parent] if parent >= 0 else OUTSIDE
        if above is not None and above is not OUTSIDE:
            found.append(above)
        elif hides:
            found.append(NOT_SHOWN)
        elif row in apart:
            found.append(ANOTHER)
        elif own & AWAY:
            comments = bool(own & COMMENTS)
            found.append(Verdict(SAID if comments else NAMED, "furniture", describe(out.boxes[row], comments)))
        else:
            found.append(None if row == top else above)
    return found


def links(block: Block) -> Verdict | None:
    """Return the verdict on a block that is mostly links; `None` for any other."""
    density = block.link_chars / len(block.text)
    if density == 1 and "\n" in block.text:
        return LUMP
    limit = MAX_LINK_DENSITY if len(block.text) < LONG else MAX_LONG_DENSITY
    return Verdict(LINKED, "furniture", f"{density:.0%} of it is links") if density > limit else None


def ends(out: Outline, blocks: Sequence[Block], found: list[Verdict | None], groups: Sequence[Group] = ()) -> None:
    """Add verdicts on blocks above the first prose and below the last. A list that a sentence introduces is prose."""
    prose = [verdict is None and weight > 0 for verdict, weight in zip(found, out.weights, strict=True)]
    first = next((at for at, each in enumerate(prose) if each and is_prose(blocks[at].text)), -1)
    if first < 0:
        return
    last = next(at for at in range(len(prose) - 1, -1, -1) if prose[at] and is_prose(blocks[at].text))
    for at in range(first):
        row = out.rows[at]
        if found[at] is not None or out.purpose[row] & CAPTION or out.boxes[row].tag in HEADINGS:
            continue
        if not (ends_sentence(blocks[at].text) and width(blocks[at].text) >= MIN_LEAD_WIDTH):
            found[at] = FIRST
    last = led_from(last, groups, found)
    for at in range(last + 1, len(blocks)):
        if found[at] is None and len(blocks[at].text) < LONG and not ends_sentence(blocks[at].text):
            found[at] = LAST


def led_from(last: int, groups: Sequence[Group], found: Sequence[Verdict | None]) -> int:
    """Return the place of the last block of a list that a sentence near `last` introduces; `last` without a list."""
    for group in groups:
        near = group.first - 2 <= last < group.end  # the sentence, or the block above it
        if group.led and found[group.first - 1] is None and near:
            last = group.end - 1
    return last


def describe(box: Box, comments: bool = False) -> str:
    """Return the tag and names of a box, for evidence."""
    names = " ".join(sorted(box.names))
    return f"{'comments: ' if comments else ''}in <{box.tag}> {names}".rstrip()
