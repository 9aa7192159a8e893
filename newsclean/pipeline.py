"""clean(): parse a page, then let the rules judge it.

How a page is judged:

1. `parse` splits the source into blocks. It removes none.
2. Each rule is called in order. It sees the blocks that are still kept, and the blocks that it yields are removed
   (`settle`).
3. Whenever a rule has removed blocks, the rules are called again, from the next one on and around, until none finds
   more. A rule with `once` is called only once.
4. A rule that can `cut` takes out of each paragraph what it repeats in a row (`without_copies`). If a rule cut
   anything, step 3 follows.
5. The text is parsed again as it will be printed (`read_back`). Where its lines now form other paragraphs, the rules
   judge those too, and what they find is removed.

So the rules find nothing in a text that they have cleaned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from newsclean.layout import Layout
from newsclean.limits import Guarded
from newsclean.page import Kind, Page, Removal, Rule
from newsclean.parse import parse
from newsclean.parse.lines import split_lines
from newsclean.parse.text import parse_text
from newsclean.readers.streams import read_bytes
from newsclean.rules import DEFAULT

MAX_ASKED = 16
"""The maximum number of calls for each rule, on average. Real pages settle in two rounds.

One removal may bring another, as when a footer comes to stand at the end.
"""


def clean(
    source: str | bytes | Path | Guarded,
    url: str | None = None,
    rules: Iterable[Rule] = DEFAULT,
    *,
    kind: Kind = "auto",
    encoding: str | None = None,
) -> Page:
    """Return the page with each block marked that is not its article, or that repeats a block of it.

    - `source`: HTML or plain text. Bytes are decoded as browsers do. A `Path` is read, and unpacked by its suffix (.gz,
      .bz2, .xz, .zst). A `str` is never a path. `Guarded(source, PageLimits(...))` sets the caller's own limits.
    - `url`: the page's address. It helps to resolve the canonical URL; nothing is fetched.
    - `rules`: called in order, again and again until no more blocks go. A rule is any callable that takes a `Page` and
      yields `Removal`s.
    - `kind`: "html" or "text". With "auto" the kind is detected.
    - `encoding`: a web label (`windows-1252`, `gb18030`). It overrides the page's own declaration.

    The result depends on the arguments alone. No content raises an error. A source that is no page has no blocks, and
    `warnings` says why. A page over its limits is parsed in a simpler form, and `warnings` says so.

    Raises `EncodingError` for an unknown `encoding`, `InputError` for a file that cannot be read, and whatever a rule
    of the caller's own raises.
    """
    content, limits = source if isinstance(source, Guarded) else Guarded(read(source))
    page = parse(content, url, kind, encoding, limits)
    asked = tuple(rules)
    settle(page, asked)
    again = [rule for rule in asked if not is_once(rule)]
    return read_back(without_copies(page, again), again)


def read(source: str | bytes | Path) -> str | bytes:
    """Return the source itself, or the content of the file that it names."""
    return read_bytes(str(source)) if isinstance(source, Path) else source


def is_once(rule: Rule) -> bool:
    """Return whether a rule is called only once (see `page.Rule`)."""
    return getattr(rule, "once", False)


def settle(page: Page, rules: Sequence[Rule]) -> None:
    """Call each rule, and again those that have not seen the latest removals, until none finds more."""
    turns = list(range(len(rules)))
    for _ in range(MAX_ASKED * len(rules)):
        if not turns:
            return
        turn = turns.pop(0)
        if page.remove(rules[turn](page)):
            around = (*range(turn + 1, len(rules)), *range(turn + 1))
            turns = [at for at in around if at in turns or not is_once(rules[at])]


def without_copies(page: Page, rules: Sequence[Rule]) -> Page:
    """Return the page after the rules that can `cut` paragraphs have done so (see `page.Rule`)."""
    cut = page
    for rule in rules:
        if (cutter := getattr(rule, "cut", None)) is not None:
            cut = cutter(cut)
    if cut is not page:
        settle(cut, rules)
    return cut


def read_back(page: Page, rules: Sequence[Rule]) -> Page:
    """Return the page after the rules have judged its text as a reader would parse it again.

    The result is another page if a block had to be split.
    """
    while page.layout is not None and page.removed and page.remove(joined(page, rules)):
        settle(page, rules)
    if len(page.kept) == 1 and "\n" in page.kept[0][1].text:
        lines = by_lines(page)
        before = len(lines.removed)
        lines = without_copies(lines, rules)
        settle(lines, rules)
        return lines if len(lines.removed) > before else page
    return page


def joined(page: Page, rules: Sequence[Rule]) -> Iterator[Removal]:
    """Yield the removals from a plain text in which separate lines have become one paragraph.

    Each line was a paragraph of its own because it stood beside a long line. That long line has been removed.
    """
    again = parse_text(page.text)
    kept = page.kept
    if len(again.blocks) >= len(kept):
        return
    settle(again, rules)
    reasons = {removal.at: removal for removal in again.removed}
    place = 0
    for at, block in enumerate(again.blocks):
        size, chars = 1, len(kept[place][1].text)
        while chars < len(block.text) and place + size < len(kept):
            chars += 1 + len(kept[place + size][1].text)
            size += 1
        for original, _ in kept[place : place + size] if at in reasons else ():
            yield Removal(original, reasons[at].reason, f"read with the lines around it: {reasons[at].evidence}")
        place += size


def by_lines(page: Page) -> Page:
    """Return the page with its only kept block split into lines.

    If nothing else is left, no blank line is left either. Whoever parses the text again takes each line for a
    paragraph, so the rules must see the same paragraphs.
    """
    ((at, block),) = page.kept
    lines = [block._replace(text=line, link_chars=0, bold_chars=0) for line in block.text.split("\n")]
    more = len(lines) - 1
    layout = page.layout
    if layout is not None:
        own = split_lines(layout.lines[at])
        while len(own) > len(lines):
            own[:2] = ["".join(own[:2])]
        gaps = (*[""] * more, layout.gaps[at])
        layout = Layout(
            (*layout.lines[:at], *own, *layout.lines[at + 1 :]), (*layout.gaps[:at], *gaps, *layout.gaps[at + 1 :])
        )
    blocks = (*page.blocks[:at], *lines, *page.blocks[at + 1 :])
    cut = Page(blocks, page.metadata, layout, page.warnings, page.encoding, page.confidence, page.gate_of)
    cut.remove(each._replace(at=each.at + more * (each.at > at)) for each in page.removed)
    return cut
