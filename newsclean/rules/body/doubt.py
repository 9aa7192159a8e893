"""Names in doubt: a box that is called furniture or a caption, but in which the article reads on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from newsclean.names import AWAY, CAPTION, COMMENTS, TAGS, purpose_of
from newsclean.page import Block, Box
from newsclean.rules.body.topic import is_anew, said
from newsclean.rules.shape import ends_sentence, is_prose

MIN_PARAGRAPHS = 2
NEAR = 3
"""So many boxes up from a paragraph of the article, its own counted, stands the box that holds one in doubt."""
MAX_LINKS = 0.3
"""Of a paragraph's characters."""
Named = tuple["Box | None", bool]


def doubted(blocks: Sequence[Block], weights: Sequence[float]) -> Iterator[Box]:
    """The boxes whose names are not believed.

    Such a box stands near other paragraphs, and holds paragraphs and headings alone, two paragraphs or more. They are
    of the matter of those that no such name is around, and none speaks as an outlet's own lines do. Or its id is made
    of its heading.
    """
    held: dict[Box, list[int]] = {}
    rest: list[int] = []
    known: dict[Box | None, Named] = {None: (None, False)}
    for at, (_, box, _, _) in enumerate(blocks):
        named, _ = known[box] if box in known else _named(box, known)
        if named is not None:
            held.setdefault(named, []).append(at)
        elif weights[at]:
            rest.append(at)
    if not held:
        return
    near = _holders({blocks[at].box for at in rest})
    for box, places in held.items():
        prose = [blocks[at].text for at in places if _is_paragraph(blocks[at], weights[at])]
        pure = len(prose) + sum(_is_heading(blocks[at]) for at in places) == len(places)
        if _is_called(box, blocks[places[0]]) or (
            pure
            and len(prose) >= MIN_PARAGRAPHS
            and box.parent in near
            and _reads_on(prose, [blocks[at].text for at in rest])
        ):
            yield box


def _reads_on(prose: Sequence[str], others: Sequence[str]) -> bool:
    article = said(others)
    return bool(article) and not is_anew(said(prose), article) and not _speaks(prose)


def _holders(boxes: Iterable[Box | None]) -> set[Box]:
    """The boxes of these, the boxes around them, and those around these."""
    found: set[Box] = set()
    for box in boxes:
        for each in islice(box.ancestors(), NEAR) if box is not None else ():
            found.add(each)
    return found


def _named(box: Box | None, known: dict[Box | None, Named]) -> Named:
    """The outermost box around that is called furniture or a caption, and whether a tag or a name of comments says so.

    Then it is none. What was found of each box is noted in `known`.
    """
    missing = []
    while box is not None and box not in known:
        missing.append(box)
        box = box.parent
    found = known[box]
    for each in reversed(missing):
        if not found[1] and each.tag != "body":
            purpose = purpose_of(each)
            if purpose & (AWAY | CAPTION):
                sure = bool(purpose & COMMENTS) or each.tag in TAGS
                found = (None, True) if sure else (found[0] or each, False)
        known[each] = found
    return found


def _is_called(box: Box, block: Block) -> bool:
    """Whether a box's id is made of the words of the heading that it begins with."""
    name = box.attributes.get("id") or ""
    return _is_heading(block) and _letters(name).startswith(_letters(block.text)) and not box.attributes.get("role")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _is_paragraph(block: Block, weight: float) -> bool:
    short = not weight or not is_prose(block.text) or "\n" in block.text
    return not short and ends_sentence(block.text) and block.link_chars <= MAX_LINKS * len(block.text)


def _is_heading(block: Block) -> bool:
    return block.box is not None and block.box.tag in ("h2", "h3", "h4", "h5", "h6") and not block.link_chars


def _speaks(texts: Sequence[str]) -> bool:
    """Whether any of a box's paragraphs is an outlet's own line."""
    from newsclean.rules.policy import Policies
    from newsclean.rules.policy.short import is_sure

    policies = Policies()
    return any((evidence := policies.evidence(text)) and is_sure(evidence) for text in texts)
