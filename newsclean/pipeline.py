"""clean(): parse a page, then let the rules judge it.

How a page is judged:

1. `parse` splits the source into blocks. It removes none.
2. Each rule is called in order. It sees the blocks that are still kept, and the blocks that it yields are removed
   (`settle`).
3. Whenever a rule removes blocks, all rules are called again, beginning with the next one; the rule itself is the last.
   This ends when no rule finds more. A rule with `once` is called only once.
4. A rule with a method `cut` and without `once` removes text that a paragraph repeats immediately (`without_copies`).
   If a rule cut anything, step 3 follows.
5. The text is parsed again as it will be printed (`read_back`). Where its lines now form other paragraphs, the rules
   judge those too, and what they find is removed.

The rules therefore find nothing in a text that they have cleaned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from newsclean.layout import Layout
from newsclean.limits import Guarded
from newsclean.page import Kind, Page, Removal, Rule
from newsclean.parse import parse
from newsclean.parse.lines import bare, split_lines
from newsclean.parse.text import parse_text
from newsclean.readers.streams import read_bytes
from newsclean.rules import DEFAULT

MAX_CALLS_PER_RULE = 16
"""The maximum number of calls of all rules, divided by the number of rules. Real pages need two.

One removal may lead to another. For example, a footer may become the last block.
"""


def clean(
    source: str | bytes | Path | Guarded,
    url: str | None = None,
    rules: Iterable[Rule] = DEFAULT,
    *,
    kind: Kind = "auto",
    encoding: str | None = None,
) -> Page:
    """Return the page. Each block that is not part of the article, or that repeats another one, is marked as removed.

    - `source`: HTML or plain text. Bytes are decoded as browsers do. A `Path` is read, and unpacked by its suffix (.gz,
      .bz2, .xz, .zst). A `str` is never a path. `Guarded(source, PageLimits(...))` sets the caller's own limits.
    - `url`: the page's URL. The canonical URL is resolved with it; nothing is downloaded.
    - `rules`: called in order, repeatedly, until they remove no more blocks. A rule is any callable that takes a `Page`
      and yields `Removal`s.
    - `kind`: "html" or "text". With "auto" the kind is detected.
    - `encoding`: a web label (`windows-1252`, `gb18030`). It overrides the page's own declaration.

    The result depends on the arguments alone. No content raises an error. A source that is not a page has no blocks,
    and `warnings` says why. A page over its limits is parsed in a simpler form, and `warnings` says so.

    Raises `EncodingError` for an unknown `encoding`, `ValueError` for an unknown `kind`, `InputError` for a file that
    cannot be read, `RuleError` for a removal of a block that the page does not have, and whatever a rule of the
    caller's own raises.
    """
    guarded = source if isinstance(source, Guarded) else Guarded(source)
    page = parse(read(guarded.source), url, kind, encoding, guarded.limits)
    all_rules = tuple(rules)
    settle(page, all_rules)
    repeatable = [rule for rule in all_rules if not is_once(rule)]
    return read_back(without_copies(page, repeatable), repeatable)


def read(source: str | bytes | Path) -> str | bytes:
    """Return the source itself, or the content of the file that it names."""
    return read_bytes(str(source)) if isinstance(source, Path) else source


def is_once(rule: Rule) -> bool:
    """Return whether a rule is called only once (see `page.Rule`)."""
    return getattr(rule, "once", False)


def settle(page: Page, rules: Sequence[Rule]) -> None:
    """Call each rule, and again those that have not seen the latest removals, until none finds more."""
    pending = list(range(len(rules)))
    for _ in range(MAX_CALLS_PER_RULE * len(rules)):
        if not pending:
            return
        turn = pending.pop(0)
        if page.remove(rules[turn](page)):
            around = (*range(turn + 1, len(rules)), *range(turn + 1))
            pending = [at for at in around if at in pending or not is_once(rules[at])]


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
    """Parse the page's own text again, let the rules judge it, and return the page without what they remove.

    The result is another page if a block had to be split.
    """
    while page.layout is not None and page.removed and page.remove(joined(page, rules)):
        settle(page, rules)
    if len(page.kept) == 1 and "\n" in page.kept[0][1].text:  # a reader takes each of its lines for a paragraph
        lines = by_lines(page)
        before = len(lines.removed)
        lines = without_copies(lines, rules)
        settle(lines, rules)
        return lines if len(lines.removed) > before else page
    return page


def joined(page: Page, rules: Sequence[Rule]) -> Iterator[Removal]:
    """Yield removals of lines that form one paragraph after a long line beside them was removed.

    A long line makes each line of its group a paragraph. A block is removed if the rules remove every reparsed
    paragraph that overlaps it.
    """
    reparsed = parse_text(page.text)
    kept = [at for at, _ in page.kept]
    if len(reparsed.blocks) >= len(kept) or page.layout is None or reparsed.layout is None:
        return
    settle(reparsed, rules)
    removals = {removal.at: removal for removal in reparsed.removed}
    if not removals:
        return
    paragraph_ends = list(accumulate(map(len, reparsed.layout.pieces(range(len(reparsed.blocks))))))
    pieces = list(page.layout.pieces(kept))
    end = len(page.text) - sum(map(len, pieces))  # a byte-order mark at the start is not printed
    for at, piece in zip(kept, pieces, strict=True):
        start, end = max(end, 0), end + len(piece)
        overlapping = range(bisect_right(paragraph_ends, start), bisect_left(paragraph_ends, end) + 1)
        found = [removals.get(each) for each in overlapping]
        if found and found[0] is not None and all(found):
            yield Removal(at, found[0].reason, f"read with the lines around it: {found[0].evidence}")


def by_lines(page: Page) -> Page:
    """Return the page with its only kept block split into lines.

    A single block has no blank line around it. When its text is parsed again, each line is a paragraph. The rules must
    therefore see each line as a paragraph.
    """
    ((at, block),) = page.kept
    texts = [line for line in map(bare, block.text.split("\n")) if line or page.layout is not None]
    lines = [block._replace(text=line, link_chars=0, bold_chars=0) for line in texts]
    more = len(lines) - 1
    layout = page.layout
    if layout is not None:
        own = split_lines(layout.lines[at])
        while len(own) > len(lines):  # blank lines at the top belong to the first line
            own[:2] = ["".join(own[:2])]
        gaps = (*[""] * more, layout.gaps[at])
        layout = Layout(
            (*layout.lines[:at], *own, *layout.lines[at + 1 :]), (*layout.gaps[:at], *gaps, *layout.gaps[at + 1 :])
        )
    blocks = (*page.blocks[:at], *lines, *page.blocks[at + 1 :])
    cut = Page(blocks, page.metadata, layout, page.warnings, page.encoding, page.confidence, page.gate_of)
    cut.remove(each._replace(at=each.at + more * (each.at > at)) for each in page.removed)
    return cut
