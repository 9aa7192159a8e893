"""clean(): parse, then ask each rule."""

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
"""One removal may bring another, as when a footer comes to stand at the end; real pages settle in two rounds."""


def clean(
    source: str | bytes | Path | Guarded,
    url: str | None = None,
    rules: Iterable[Rule] = DEFAULT,
    *,
    kind: Kind = "auto",
    encoding: str | None = None,
) -> Page:
    """The page, with every block marked that is not its article or that repeats one.

    `source` is HTML or plain text, told apart by looking unless `kind` says "html" or "text". Bytes are decoded as
    browsers do; `encoding` is a label of the web (`windows-1252`, `gb18030`) that beats the page's own declaration.
    A `Path` is read, unpacked by its suffix (.gz, .bz2, .xz, .zst); a `str` is never taken for a path.
    `url` is where it came from; it helps to resolve the canonical URL, nothing is fetched. `rules` are asked in
    their order, again and again until no block more goes; a rule is any callable that takes a `Page` and gives
    `Removal`s. `Guarded(source, PageLimits(...))` in the source's place sets limits of the caller's own.

    The result depends on the arguments alone. No input raises; one that is no page has no blocks, and `warnings` says
    why. A page over its limits is read in a simpler form, and `warnings` says so. Raises `EncodingError` for an
    unknown `encoding`, `InputError` for a file that cannot be read, and what a rule of the caller's own raises.
    """
    content, limits = source if isinstance(source, Guarded) else Guarded(read(source))
    page = parse(content, url, kind, encoding, limits)
    asked = tuple(rules)
    settle(page, asked)
    while page.layout is None and page.remove(printed(page, asked)):
        settle(page, asked_again(asked))
    page = without_copies(page, asked)
    if page.layout is not None and page.removed:
        while read_back(page, asked):
            settle(page, asked)
    if asked and len(page.kept) == 1 and "\n" in page.kept[0][1].text:
        lines = by_lines(page)
        cut = without_copies(lines, asked)
        if cut is not lines or settle(cut, asked_again(asked)):
            return cut
    return page


def read(source: str | bytes | Path) -> str | bytes:
    """A source, or what is in the file that it names."""
    return read_bytes(str(source)) if isinstance(source, Path) else source


def asked_again(rules: Iterable[Rule]) -> list[Rule]:
    """Those that judge more than the whole page as it was first."""
    return [rule for rule in rules if not getattr(rule, "once", False)]


def printed(page: Page, rules: Iterable[Rule]) -> Iterator[Removal]:
    """What goes from HTML because it would go from its text, without markup, by the rules that know (`printed`)."""
    for rule in rules:
        if (look := getattr(rule, "printed", None)) is not None:
            yield from look(page)


def without_copies(page: Page, rules: Sequence[Rule]) -> Page:
    """The page with what its paragraphs say twice in themselves cut out, by the rules that know how (`cut`)."""
    cut = page
    for rule in rules:
        if (cutter := getattr(rule, "cut", None)) is not None:
            cut = cutter(cut)
    if cut is not page:
        settle(cut, asked_again(rules))
    return cut


def read_back(page: Page, rules: Sequence[Rule]) -> bool:
    """Let the rules see what is left of plain text as its next reader will see it; say whether anything went.

    Lines that were a paragraph each beside a long one are one paragraph once the long one is gone.
    """
    again = parse_text(page.text)
    kept = page.kept
    if len(again.blocks) >= len(kept):
        return False
    settle(again, rules)
    reasons = {removal.at: removal for removal in again.removed}
    found: list[Removal] = []
    place = 0
    for at, block in enumerate(again.blocks):
        size, chars = 1, len(kept[place][1].text)
        while chars < len(block.text) and place + size < len(kept):
            chars += 1 + len(kept[place + size][1].text)
            size += 1
        if at in reasons:
            evidence = f"read with the lines around it: {reasons[at].evidence}"
            found += [Removal(original, reasons[at].reason, evidence) for original, _ in kept[place : place + size]]
        place += size
    return page.remove(found) > 0


def by_lines(page: Page) -> Page:
    """The page with its only kept block cut into lines.

    Where nothing else is left there is no blank line either, so whoever reads the text back takes each line for a
    paragraph; the rules must have seen what they will see then.
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


def settle(page: Page, rules: Sequence[Rule]) -> bool:
    """Ask each rule, and again those that have not seen what was removed since; say whether anything was.

    A rule may say of itself `once = True`: it judges the whole page, so asking again changes nothing; or
    `steady = True`: right after its own removals it finds nothing more.
    """
    behind = list(range(len(rules)))
    removed = False
    for _ in range(MAX_ASKED * len(rules)):
        if not behind:
            break
        turn = behind.pop(0)
        if page.remove(rules[turn](page)):
            removed = True
            behind = [
                at
                for at in (*range(turn + 1, len(rules)), *range(turn + 1))
                if at in behind
                or not (getattr(rules[at], "once", False) or (at == turn and getattr(rules[at], "steady", False)))
            ]
    return removed
