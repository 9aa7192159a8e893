"""Clean one record of a run, in a worker or in the main process."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal

from newsclean.batch.outcome import Outcome, failed_outcome, with_line
from newsclean.batch.rows import (
    fields_of,
    fills,
    json_object,
    name_and_url,
    row_bytes,
    updated_row,
    without_stale_error,
)
from newsclean.batch.source import Source, source_of
from newsclean.limits import DEFAULT_LIMITS, Failure, Guarded, PageLimits
from newsclean.metadata import FIELDS
from newsclean.page import ERROR, Fields, Kind, Page, Record, Rule
from newsclean.pipeline import clean
from newsclean.writers import writer

if TYPE_CHECKING:
    from newsclean.index import SiteIndex
    from newsclean.writers.report import Entry

EXPLAINED_CHARS = 60
"""The maximum number of characters of a removed block in an explanation."""


@dataclass(frozen=True, slots=True)
class Job:
    """How to clean a record and what to write. `kind`, `encoding` and `url` apply to all records."""

    rules: tuple[Rule, ...]
    form: str = "text"
    kind: Kind = "auto"
    url: str | None = None
    encoding: str | None = None
    max_bytes: int | None = None
    doubtful: bool = False
    explain: bool = False
    metadata: bool = False
    keep_html: bool = False
    diff: bool = False
    in_place: bool = False
    rows: Literal["", "members", "all"] = ""
    """Which pages outside rows become rows, also if they fail: those in a file of many pages, such as WARC ("members"),
    or all."""
    text_field: str = Fields().text
    """The field with the article, of rows that pages become."""
    report: bool = False
    index: SiteIndex | None = None
    """The index that learns each page."""
    limits: PageLimits = DEFAULT_LIMITS

    def __call__(self, record: Record) -> Outcome:
        source = source_of(record, self.max_bytes)
        if isinstance(source, Failure):
            return failed_outcome(record, source, self)
        page = clean(
            Guarded(source.content, self.limits),
            source.url or self.url,
            self.rules,
            kind=source.kind if self.kind == "auto" or fields_of(record) is not None else self.kind,
            encoding=self.encoding or source.encoding,
        )
        if self.index is not None:
            self.index.learn(page)
        failure = self.verdict(page)
        if self.in_place and not failure and page.layout is None:
            failure = Failure("html", "is HTML, which is not rewritten; use -o FILE or -o FOLDER for the article")
        output: bytes | None = None
        if self.makes_row(record):
            output = self.row(record, source, page, failure)
        elif not failure:
            output = self.text(page, source)
        if self.in_place and output is None:
            failure = failure or Failure("encoding", f"cannot be written in its own encoding, {page.encoding}")
        changed = bool(page.removed) and not failure
        return Outcome(
            output,
            failure,
            changed,
            self.difference(record.name, page) if self.diff and changed else "",
            len(page.kept),
            len(page.blocks),
            counts(page),
            () if failure else (*page.warnings, *(explanations(page) if self.explain else ())),
            *(self.reported(record.name, page) if self.report else ()),
        )

    def makes_row(self, record: Record) -> bool:
        """Return whether the output of a record is a row."""
        if fields_of(record) is not None or self.rows == "all":
            return True
        return self.rows == "members" and isinstance(record.source, bytes)

    def reported(self, name: str, page: Page) -> tuple[str, Entry]:
        """Return the page's report and its entry in the index."""
        from newsclean.writers.report import Entry, report

        return report(page, name), Entry.of(page, name)

    def verdict(self, page: Page) -> Failure | None:
        """Return the reason why the page is not printed; `None` if it is printed."""
        if not page.kept:
            why = page.warnings[0] if page.warnings else "no article found" if page.blocks else "empty input"
            return Failure("empty", why)
        if page.kind != "article" and not self.doubtful:
            sure = "" if page.confidence is None else f" (confidence {page.confidence:.2f})"
            return Failure("empty", f"no article found{sure}; --doubtful prints what may be one")
        return None

    def text(self, page: Page, source: Source) -> bytes | None:
        """Return the output for a page that is a file. In place, it has the encoding of the input."""
        if self.in_place:
            return encoded(page, source.content)
        mark = b"\xef\xbb\xbf" if page.layout is not None and page.encoding == "utf-8-sig" else b""
        head = front_matter(page) if self.metadata and self.form != "json" else ""
        body = writer(self.form)(page)
        return (mark if self.form == "text" else b"") + (head + body).encode("utf-8", "replace")

    def difference(self, name: str, page: Page) -> str:
        """Return the changes to a text as a unified diff."""
        from difflib import unified_diff

        assert page.layout is not None
        old, new = (list(StringIO(text, newline="\n")) for text in (page.layout.source, page.text))
        lines = unified_diff(old, new, name, f"{name} (clean)")
        return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)

    def row(self, record: Record, source: Source, page: Page, failure: Failure | None) -> bytes:
        """Return the row with the article. For a row of a table, return only the new values."""
        values = self.values(record, page, failure)
        if source.row is None or record.row is None:
            return row_bytes(values)
        own = (record.row.text, ERROR)
        row = {name: value for name, value in values.items() if name in own or fills(name, value, source.row)}
        before = source.row if failure else without_stale_error(source.row)
        unchanged = page.layout is not None and not page.removed and source.row == {**before, **row}
        if isinstance(record.source, bytes) and (unchanged or (self.in_place and failure)):
            line = record.source.removeprefix(BOM_UTF8)
            return line if line.endswith(b"\n") else line + b"\n"
        if failure:
            row = with_line(row, record, before)
        return row_bytes(updated_row(before, record.row, row, self.keep_html), source.row)

    def values(self, record: Record, page: Page, failure: Failure | None) -> dict[str, Any]:
        """Return the values of a page for its row."""
        fields = fields_of(record)
        if fields is None and self.form == "json" and not failure:
            return json_object(page, record)
        values = name_and_url(record, page.url)
        text = writer(self.form)(page) if self.form == "markdown" and not self.in_place else page.text
        values[fields.text if fields else self.text_field] = None if failure else text
        if self.metadata:
            values |= {name: getattr(page, name) for name in FIELDS if name not in values}
        if failure:
            values[ERROR] = failure.message
        return values


def counts(page: Page) -> dict[str, tuple[int, int]]:
    """Return the removed blocks and characters by reason."""
    found: dict[str, tuple[int, int]] = {}
    for removal in page.removed:
        blocks, chars = found.get(removal.reason, (0, 0))
        found[removal.reason] = blocks + 1, chars + len(page.blocks[removal.at].text)
    return found


def explanations(page: Page) -> Iterator[str]:
    """Yield a line for each metadata value with a known source, and a line for each removed block."""
    for name, source in page.metadata.sources.items():
        value = getattr(page, name)
        yield f"{name}: {value if isinstance(value, str) else ', '.join(value)} from {source}"
    for at, reason, evidence in page.removed:
        yield f"block {at}: {reason}: {evidence}: {shorten(page.blocks[at].text)}"


def shorten(text: str) -> str:
    """Return the first words of a text."""
    words = " ".join(text[: 4 * EXPLAINED_CHARS].split())
    return words if len(words) <= EXPLAINED_CHARS else words[:EXPLAINED_CHARS].rsplit(" ", 1)[0] + " …"


def front_matter(page: Page) -> str:
    """Return the metadata as YAML between two lines of dashes. Each value is written as JSON."""
    import json

    lines = []
    for name in FIELDS:
        value = getattr(page, name)
        if value or value is False:
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(["---\n", *lines, "---\n\n"]) if lines else ""


def encoded(page: Page, content: str | bytes) -> bytes | None:
    """Return a text in the encoding of its source; `None` if that would change the kept text."""
    if isinstance(content, str):
        return page.text.encode()
    codec = page.encoding or "utf-8"
    assert page.layout is not None
    mark = content[:2] if codec.startswith("utf-16") and content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else b""
    try:
        whole = mark + page.layout.source.encode(codec) == content
        return mark + page.text.encode(codec) if whole else None
    except (LookupError, UnicodeError):
        return None
