"""clean(): parse, then ask each rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsclean.page import Page, Rule
from newsclean.parse import Kind, parse
from newsclean.rules import DEFAULT

MAX_ASKED = 16
"""One removal may bring another, as when a footer comes to stand at the end; real pages settle in two rounds."""


def clean(
    source: str | bytes,
    url: str | None = None,
    rules: Iterable[Rule] = DEFAULT,
    *,
    kind: Kind = "auto",
    encoding: str | None = None,
) -> Page:
    """The page, with every block marked that is not its article or that repeats one.

    `source` is HTML or plain text, told apart by looking unless `kind` says "html" or "text". Bytes are decoded as
    browsers do; `encoding` is a label of the web (`windows-1252`, `gb18030`) that beats the page's own declaration.
    `url` is where it came from; it helps to resolve the canonical URL, nothing is fetched. `rules` are asked in
    their order, again and again until no block more goes; a rule is any callable that takes a `Page` and gives
    `Removal`s.

    The result depends on the arguments alone. No input raises; one that is no page has no blocks, and `warnings` says
    why. Raises `EncodingError` for an unknown `encoding`, and what a rule of the caller's own raises.
    """
    page = parse(source, url, kind, encoding)
    settle(page, tuple(rules))
    return page


def settle(page: Page, rules: Sequence[Rule]) -> None:
    """Ask each rule, and again those that have not seen what was removed since, until nothing more goes.

    A rule may say of itself `once = True`: it judges the whole page, so asking again changes nothing; or
    `steady = True`: right after its own removals it finds nothing more.
    """
    behind = list(range(len(rules)))
    for _ in range(MAX_ASKED * len(rules)):
        if not behind:
            return
        turn = behind.pop(0)
        if page.remove(rules[turn](page)):
            behind = [
                at
                for at in (*range(turn + 1, len(rules)), *range(turn + 1))
                if at in behind
                or not (getattr(rules[at], "once", False) or (at == turn and getattr(rules[at], "steady", False)))
            ]
