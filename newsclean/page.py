"""The vocabulary: what a reader yields, what parse makes of it, what a rule says about it.

Nothing here is ever deleted. A `Page` holds every block that its source had, in order, and the marks that
rules put on them; what is kept is what carries no mark.
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
"""The attributes that say what an element is for."""
STATED = "script"
"""The tag of the box that holds an article which a page's JSON-LD says and the page does not display."""
MIN_ARTICLE_CHARS = 60
"""Characters. Where no model judged the page, a text with fewer is no article."""

Kind = Literal["auto", "html", "text"]
"""What a source is: told apart by looking, or known."""


class Fields(NamedTuple):
    """The names, in a row, of its HTML or text and of its address."""

    html: str = "html"
    text: str = "text"
    url: str = "url"


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Which row of which batch (pyarrow's) of which group a record is. Pickled, it goes without its batch."""

    batch: Any
    at: int
    group: tuple[str, int]
    fields: Fields

    def __reduce__(self) -> tuple[Any, ...]:
        return Cells, (None, self.at, self.group, self.fields)


@dataclass(frozen=True)  # without slots it is pickled in a tenth of the time
class Record:
    """One input as a reader found it: where it stood, what it holds, and what is known beside it.

    `source` is a page, or the path of the file that holds it, to be read by whoever cleans it; with `row` it is a JSON
    object on one line, in which a page stands in the fields that `row` names; with `cells` it is the page that stands
    in a row of a table. `encoding` is what a server said that the page's is; `codings` are the transfer and content
    codings of HTTP that it stands in, the outermost first.
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
    """An input, or a part of one, of which no record came, and why; `part` is what is known of the record.

    `kind` is that of the `Failure` which it becomes.
    """

    name: str
    message: str
    kind: str = "unreadable"
    part: Record | None = None


@dataclass(slots=True, eq=False)
class Box:
    """One block-level element. Parents chain up to the body, so that ancestors are shared, not copied; paragraphs in
    one element that no attribute tells apart share a box, and so do headings of one level.

    `purpose` is for `names.purpose_of` to keep its answer in. `hidden` is true where the element or one of its
    ancestors is not displayed. Two boxes are equal only if they are the same element. Treat a box as
    immutable: it is not frozen because a page has hundreds, and frozen ones take three times as long to make.
    """

    tag: str
    attributes: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    parent: Box | None = field(default=None, repr=False)
    hidden: bool = False
    purpose: int | None = field(default=None, repr=False)

    @property
    def names(self) -> frozenset[str]:
        """The lower-cased tokens of its class, id, role and itemprop."""
        return frozenset(" ".join(filter(None, map(self.attributes.get, NAMING))).lower().split())

    def ancestors(self) -> Iterable[Box]:
        """This box, then its parent, and so on up."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


class Block(NamedTuple):
    """One paragraph, heading, list item, table row or the like, as the page printed it.

    `text` has its white space collapsed as a browser would; a line feed in it is a line break of the page, a tab
    parts the cells of a table row. `link_chars` and `bold_chars` count the characters of `text` that stand in
    links and in bold. Blocks of plain text have a text and nothing else.
    """

    text: str
    box: Box | None = None
    link_chars: int = 0
    bold_chars: int = 0


class Removal(NamedTuple):
    """One block's mark: its index in `Page.blocks`, a one-word reason, and what speaks for it."""

    at: int
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A number that is known, in the place of how to reckon it."""

    value: float

    def __call__(self) -> float:
        return self.value


@dataclass(slots=True)
class Page(Described):
    """A page's blocks, what it says about itself, and which of its blocks were removed, by what reason.

    `layout` is there for plain text only. `warnings` says, a sentence each, what was odd about the input.
    `encoding` names the encoding that the bytes were read in; `None` where the source was a `str`.
    `confidence`, 0 to 1, is the F1 that may be expected of the text; `None` where no model judged the page. `gate_of`
    gives the learned score for whether there is an article at all, for `gate`.
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
        """The blocks that carry no mark, each with its index, in the page's order."""
        if self._kept is None:
            self._kept = [(at, block) for at, block in enumerate(self.blocks) if at not in self._marks]
        return self._kept.copy()

    @property
    def removed(self) -> list[Removal]:
        """The marks, in the page's order."""
        return [self._marks[at] for at in sorted(self._marks)]

    @property
    def text(self) -> str:
        """The kept blocks. From HTML, a blank line stands between two; plain text keeps its own lines and ends.
        No byte-order mark begins it."""
        if self.layout is not None:
            return self.layout.join([at for at, _ in self.kept]).lstrip("\ufeff")
        return "\n\n".join(block.text for _, block in self.kept)

    @property
    def gate(self) -> float | None:
        """The learned score for whether there is an article at all; `None` where no model judged the page.

        Log-odds, which are 0 where 0.5 % of articles have less. It is reckoned when it is asked for.
        """
        if self.gate_of is None:
            return None
        found = self.gate_of()
        self.gate_of = Reckoned(found)
        return found

    @property
    def kind(self) -> Literal["article", "other"]:
        """What the page holds: an article, or something else (a front page, a list of stories, an error, a player).

        Plain text is an article unless nothing is left of it.
        """
        if self.layout is not None:
            return "article" if self.kept else "other"
        gate = self.gate
        if gate is not None:
            return "article" if self.kept and gate >= 0 else "other"
        return "article" if len(self.text) >= MIN_ARTICLE_CHARS else "other"

    def remove(self, removals: Iterable[Removal]) -> int:
        """Mark blocks as removed; a block that is marked already keeps its first reason.

        Returns how many blocks were newly marked. Raises `RuleError` for an index that the page does not have.
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
        """Boxes as a flat table: pickling their chain as it is would recurse as deep as the page is nested."""
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
"""A rule looks at a page and yields what should go; it changes nothing itself. Any callable will do.

`pipeline` asks a rule again after blocks have gone. A rule may have two attributes, which are read there alone:

- `once: ClassVar[bool]`: if true, the rule judges the whole page, whatever is removed. It is asked in its turn, and
  never again.
- `cut(page: Page) -> Page`: for what a `Removal` cannot do, to take a part out of a paragraph. It gives the same page
  if there is nothing to cut, else another one in which each part is a block of its own, removed.
"""
