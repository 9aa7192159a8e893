"""What is done with each record of a run, in a worker or in the process itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any, Literal

from newsclean.batch.source import Source, find, parse_row
from newsclean.errors import InputError, TooLargeError
from newsclean.page import Page, Record, Rule
from newsclean.pipeline import clean
from newsclean.workers import Failure
from newsclean.writers import writer

EXPLAINED_CHARS = 60
"""Of a removed block, in an explanation."""
METADATA = ("title", "authors", "date", "language", "site", "url")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a record: what is to be written, what is to be said, and what was counted.

    `output` is the text, or the row; a row that failed has one too. `removed` has blocks and characters by reason.
    """

    output: bytes | None = None
    failure: Failure | None = None
    changed: bool = False
    diff: str = ""
    kept: int = 0
    removed: dict[str, tuple[int, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    values: dict[str, Any] | None = None
    """What a row's new fields hold."""


@dataclass(frozen=True, slots=True)
class Job:
    """How to clean a record, and what to make of its page. `encoding` and `url` are for all records."""

    rules: tuple[Rule, ...]
    form: str = "text"
    url: str | None = None
    encoding: str | None = None
    max_bytes: int | None = None
    doubtful: bool = False
    explain: bool = False
    metadata: bool = False
    keep_html: bool = False
    diff: bool = False

    def __call__(self, record: Record) -> Outcome:
        try:
            source = find(record, self.max_bytes)
        except TooLargeError as error:
            return failed(record, Failure("too large", str(error)))
        except InputError as error:
            return failed(record, Failure("unreadable", str(error)))
        page = clean(
            source.content,
            source.url or self.url,
            self.rules,
            kind=source.kind,
            encoding=self.encoding or source.encoding,
        )
        failure = self.verdict(page)
        if source.row is not None:
            output, values = self.row(record, source, page, failure)
        else:
            output, values = (None if failure else self.text(page)), None
        old = source.content if isinstance(source.content, str) else ""
        if page.layout is not None and isinstance(source.content, bytes):
            old = source.content.decode(page.encoding or "utf-8", "replace")
        new = "" if failure else page.text
        changed = page.layout is not None and bool(page.removed)
        return Outcome(
            output,
            failure,
            changed,
            difference(record.name, old, new) if self.diff and changed else "",
            len(page.kept),
            counts(page),
            (*page.warnings, *(explanations(page) if self.explain else ())),
            values,
        )

    def verdict(self, page: Page) -> Failure | None:
        """Why the page is not to be printed, if it is not."""
        if not page.kept:
            why = page.warnings[0] if page.warnings else "no article found" if page.blocks else "empty input"
            return Failure("empty", why)
        if page.kind != "article" and not self.doubtful:
            sure = "" if page.confidence is None else f" (confidence {page.confidence:.2f})"
            return Failure(
                "empty", f"no article found{sure}; --doubtful prints the {len(page.kept)} blocks that may be of one"
            )
        return None

    def text(self, page: Page) -> bytes:
        """The page as a file of its own."""
        mark = b"\xef\xbb\xbf" if page.layout is not None and page.encoding == "utf-8-sig" else b""
        head = front_matter(page) if self.metadata and self.form != "json" else ""
        body = writer(self.form)(page)
        return (mark if self.form == "text" else b"") + (head + body).encode("utf-8", "replace")

    def row(self, record: Record, source: Source, page: Page, failure: Failure | None) -> tuple[bytes, dict[str, Any]]:
        """The row with the article in it: in the text's field, which takes the HTML's place if there was none."""
        assert source.row is not None
        assert record.row is not None
        values: dict[str, Any] = {record.row.text: None if failure else writer(self.form)(page)}
        if self.form == "text" and not failure:
            values[record.row.text] = page.text
        if self.metadata:
            found = {name: getattr(page, name) for name in METADATA}
            values |= {name: value for name, value in found.items() if not source.row.get(name)}
        if failure:
            values["error"] = failure.message
        unchanged = page.layout is not None and not page.removed and source.row == {**source.row, **values}
        if unchanged and isinstance(record.source, bytes):
            return record.source if record.source.endswith(b"\n") else record.source + b"\n", values
        return row_bytes(renewed(source.row, record, values, self.keep_html)), values


def renewed(row: dict[str, Any], record: Record, values: dict[str, Any], keep_html: bool) -> dict[str, Any]:
    """A row with new values, its order kept; the text takes the place of the HTML."""
    assert record.row is not None
    html, text = record.row.html, record.row.text
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name == html and html in row and html != text:
            if keep_html:
                found[name] = value
            if text not in row:
                found[text] = values[text]
        else:
            found[name] = values.get(name, value)
    for name, value in values.items():
        found.setdefault(name, value)
    return found


def row_bytes(row: dict[str, Any]) -> bytes:
    """A row as a line."""
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def failed(record: Record, failure: Failure) -> Outcome:
    """The outcome of a record that could not be cleaned: a row comes back, with its error and without a text."""
    if record.row is None:
        return Outcome(failure=failure)
    values: dict[str, Any] = {record.row.text: None, "error": failure.message}
    row: dict[str, Any] = {}
    if isinstance(record.source, bytes) and failure.kind != "too large":
        try:
            row = parse_row(record.source)
        except InputError:
            row = {}
    return Outcome(row_bytes(renewed(row, record, values, keep_html=False)), failure, values=values)


def counts(page: Page) -> dict[str, tuple[int, int]]:
    """Blocks and characters removed, by reason."""
    found: dict[str, tuple[int, int]] = {}
    for removal in page.removed:
        blocks, chars = found.get(removal.reason, (0, 0))
        found[removal.reason] = blocks + 1, chars + len(page.blocks[removal.at].text)
    return found


def explanations(page: Page) -> Iterator[str]:
    """A line a removed block."""
    for at, reason, evidence in page.removed:
        yield f"block {at}: {reason}: {evidence}: {shorten(page.blocks[at].text)}"


def shorten(text: str) -> str:
    """The first words of a text."""
    words = " ".join(text[: 4 * EXPLAINED_CHARS].split())
    return words if len(words) <= EXPLAINED_CHARS else words[:EXPLAINED_CHARS].rsplit(" ", 1)[0] + " …"


def front_matter(page: Page) -> str:
    """What the page says about itself, in YAML between two lines of dashes; every value is written as JSON."""
    lines = []
    for name in METADATA:
        value = getattr(page, name)
        if value:
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(["---\n", *lines, "---\n\n"]) if lines else ""


def difference(name: str, old: str, new: str) -> str:
    """A unified diff of a text and what is left of it."""
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), name, f"{name} (clean)")
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


Mode = Literal["print", "check", "diff", "write"]
