"""The data model: records of readers, pages and blocks of the parser, and removals of rules.

No block is ever deleted. A `Page` has every block of its source, in order, and the marks of rules. A block without a
mark is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from newsclean.errors import RuleError
from newsclean.layout import Layout
from newsclean.metadata import Described
from newsclean.metadata import Metadata as Metadata
from newsclean.metadata import Stated as Stated

NAMING = ("class", "id", "role", "itemprop")
"""The attributes that name the purpose of an element."""

STATED = "script"
"""The tag of the box for an article from a page's JSON-LD that the page does not display."""

MIN_ARTICLE_CHARS = 60
"""The minimum number of characters of an article, if no model judged the page."""

Kind = Literal["auto", "html", "text"]
"""The kind of a source; "auto" means that it is detected."""


ERROR, LINE = "error", "line"
"""The fields of a failed row: the error message and the line number."""


class Fields(NamedTuple):
    """The names of the fields of a row for the HTML, the text and the address of its page."""

    html: str = "html"
    text: str = "text"
    url: str = "url"


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The position of a record in a table: its pyarrow batch, row and row group.

    It is pickled without the batch.
    """

    batch: Any
    at: int
    group: tuple[str, int]
    fields: Fields

    def __reduce__(self) -> tuple[Any, ...]:
        return Cells, (None, self.at, self.group, self.fields)


@dataclass(frozen=True)  # pickling it takes a tenth of the time without slots
class Record:
    """One input, as a reader found it.

    `source` is a page, or the path of a file with a page that is read later. With `row`, `source` is a line with a JSON
    object, and `row` names the fields with the page. With `cells`, `source` is the page in a row of a table. `encoding`
    is the encoding that the server declared. `codings` are the HTTP transfer and content codings of `source`, the
    outermost first.
    """

    name: str
    source: bytes | Path
    url: str | None = None
    encoding: str | None = None
    kind: Kind = "auto"
    row: Fields | None = None
    cells: Cells | None = None
    codings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """An input, or a part of one, that could not be read, with the reason.

    `kind` is the kind of the resulting `Failure`. `part` is the record as far as it is known.
    """

    name: str
    message: str
    kind: str = "unreadable"
    part: Record | None = None


@dataclass(slots=True, eq=False)
class Box:
    """One block-level element.

    `parent` links boxes up to the root, so that ancestors are shared and not copied. Paragraphs with equal attributes
    in one parent share a box; so do headings of one level. `hidden` is true if the element or an ancestor is not
    displayed. `purpose` caches the result of `names.purpose_of`.

    Two boxes are equal only if they are the same object. Treat a box as immutable: it is not frozen, because a page has
    hundreds of boxes, and creating frozen ones takes three times as long.
    """

    tag: str
    attributes: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    parent: Box | None = field(default=None, repr=False)
    hidden: bool = False
    purpose: int | None = field(default=None, repr=False)

    @property
    def names(self) -> frozenset[str]:
        """The lower-cased tokens of the class, id, role and itemprop attributes."""
        return frozenset(" ".join(filter(None, map(self.attributes.get, NAMING))).lower().split())

    def ancestors(self) -> Iterable[Box]:
        """Yield this box, its parent, and so on up to the root."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


class Block(NamedTuple):
    """One paragraph, heading, list item, table row or similar, as the page displays it.

    `text` has collapsed white space, as in a browser. A line feed in it is a line break of the page; a tab separates
    the cells of a table row. `link_chars` and `bold_chars` count the characters of `text` in links and in bold. A block
    of plain text has only `text`.
    """

    text: str
    box: Box | None = None
    link_chars: int = 0
    bold_chars: int = 0


class Removal(NamedTuple):
    """The removal of one block: its index in `Page.blocks`, a reason in one word, and the evidence for it."""

    at: int
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A known number with the interface of a function that computes it."""

    value: float

    def __call__(self) -> float:
        return self.value


@dataclass(slots=True)
class Page(Described):
    """A page: its blocks, its metadata, and the removals with their reasons.

    `layout` exists for plain text only. `warnings` has a sentence for each problem of the input. `encoding` is the
    encoding of the bytes; `None` if the source was a `str`. `confidence`, 0 to 1, is the expected F1 of the text;
    `None` if no model judged the page. `gate_of` computes `gate`.
    """

    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Stated)
    layout: Layout | None = None
    warnings: tuple[str, ...] = ()
    encoding: str | None = None
    confidence: float | None = None
    gate_of: Callable[[], float] | None = field(default=None, repr=False, compare=False)
    _marks: dict[int, Removal] = field(default_factory=dict, repr=False)
    _kept: list[tuple[int, Block]] | None = field(default=None, repr=False, compare=False)

    @property
    def kept(self) -> list[tuple[int, Block]]:
        """The blocks that are not removed, each with its index, in document order."""
        if self._kept is None:
            self._kept = [(at, block) for at, block in enumerate(self.blocks) if at not in self._marks]
        return self._kept.copy()

    @property
    def removed(self) -> list[Removal]:
        """The removals, in document order."""
        return [self._marks[at] for at in sorted(self._marks)]

    @property
    def text(self) -> str:
        """The text of the kept blocks, without a byte-order mark.

        Blocks of HTML are separated by blank lines. Plain text keeps its own lines and line ends.
        """
        if self.layout is not None:
            return self.layout.join([at for at, _ in self.kept]).lstrip("\ufeff")
        return "\n\n".join(block.text for _, block in self.kept)

    @property
    def gate(self) -> float | None:
        """The learned score for whether the page has an article; `None` if no model judged the page.

        The score is in log-odds. It is shifted so that 0.5 % of articles are below 0. It is computed on first use.
        """
        if self.gate_of is None:
            return None
        found = self.gate_of()
        self.gate_of = Reckoned(found)
        return found

    @property
    def kind(self) -> Literal["article", "other"]:
        """The kind of page: "article" or "other".

        Other pages are front pages, lists of stories, error pages or players, for example. Plain text is an article
        unless all of it was removed.
        """
        if self.layout is not None:
            return "article" if self.kept else "other"
        gate = self.gate
        if gate is not None:
            return "article" if self.kept and gate >= 0 else "other"
        return "article" if len(self.text) >= MIN_ARTICLE_CHARS else "other"

    def remove(self, removals: Iterable[Removal]) -> int:
        """Mark blocks as removed. A block that is already removed keeps its first reason.

        Returns the number of newly removed blocks. Raises `RuleError` for an index that the page does not have.
        """
        before = len(self._marks)
        for removal in list(removals or ()):
            if not 0 <= removal.at < len(self.blocks):
                raise RuleError(f"no block {removal.at} to remove: the page has {len(self.blocks)} blocks")
            self._marks.setdefault(removal.at, removal)
        if len(self._marks) > before:
            self._kept = None
        return len(self._marks) - before

    def __getstate__(self) -> dict[str, Any]:
        """Pickle boxes as a flat table.

        Pickling the chain of boxes would recurse as deep as the page is nested.
        """
        numbers: dict[Box, int] = {}
        table: list[tuple[str, dict[str, str | None], int | None, bool]] = []
        rows = []
        for block in self.blocks:
            chain = [box for box in (block.box.ancestors() if block.box else ()) if box not in numbers]
            for box in reversed(chain):
                numbers[box] = len(table)
                parent = numbers[box.parent] if box.parent is not None else None
                table.append((box.tag, dict(box.attributes), parent, box.hidden))
            at = numbers[block.box] if block.box is not None else None
            rows.append((block.text, at, block.link_chars, block.bold_chars))
        self.gate_of = None if (gate := self.gate) is None else Reckoned(gate)
        rest = ("metadata", "layout", "warnings", "encoding", "confidence", "gate_of", "_marks")
        return {"boxes": table, "rows": rows, **{name: getattr(self, name) for name in rest}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        boxes: list[Box] = []
        for tag, attributes, parent, hidden in state.pop("boxes"):
            boxes.append(Box(tag, attributes, None if parent is None else boxes[parent], hidden))
        self.blocks = tuple(
            Block(text, None if at is None else boxes[at], links, bold) for text, at, links, bold in state.pop("rows")
        )
        for name, value in state.items():
            setattr(self, name, value)
        self._kept = None


Rule = Callable[[Page], Iterable[Removal]]
"""A rule is any callable that takes a page and yields removals. It does not change the page.

`pipeline` calls a rule again after blocks were removed. A rule may have two attributes, which only `pipeline` reads:

- `once: ClassVar[bool]`: if true, the rule judges the whole page, whatever was removed. It is called once.
- `cut(page: Page) -> Page`: takes a part out of a paragraph, which a `Removal` cannot do. It returns the same page if
  there is nothing to cut, else another one in which each part is a block of its own, removed. A rule with `once` has
  none.
"""
