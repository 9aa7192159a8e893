"""clean(): parse, then ask each rule."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from newsclean.page import Page, Rule
from newsclean.parse import Kind, parse
from newsclean.rules import DEFAULT

MAX_PASSES = 16
"""One removal may bring another, as when a footer comes to stand at the end; real pages settle in two or three."""


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
    waiting = deque(rules)
    seen_all = 0
    for _ in range(MAX_PASSES * len(waiting)):
        rule = waiting.popleft()
        seen_all = 0 if page.remove(rule(page)) else seen_all + 1
        if not getattr(rule, "once", False):
            waiting.append(rule)
        if seen_all >= len(waiting):
            break
    return page
