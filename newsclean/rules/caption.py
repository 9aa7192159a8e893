"""Captions: remove the texts under pictures, and photo credits."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from newsclean.names import CAPTION, caption_around, purpose_of
from newsclean.page import Block, Box, Page, Removal
from newsclean.parse.lines import SENTENCE_ENDS, bare
from newsclean.rules.body.look import describe
from newsclean.rules.credit import closing_credit, credit_phrases, credit_words
from newsclean.rules.shape import is_prose

BEFORE_CREDIT = frozenset(".!?…。！？؟۔।,;|/([{（［【〔-–—•·*\n")
"""Signs that may precede a credit: a sentence end, a bracket, a bar. A mere space means running text."""

SEPARATORS = ":：=＝"
"""Signs between a word for picture and a name."""

STEM = 5
"""The number of characters of a piece that several words share. The first search looks for pieces only."""

FOREIGN = 1.25
"""The number of UTF-8 bytes per character above which a text may be in a script other than Latin.

Text in Latin script has fewer bytes per character, except Vietnamese.
"""

WORD_CHARS = 40
"""The number of characters before the name that are reserved for a word for picture and its separator."""


@dataclass(frozen=True, slots=True)
class Captions:
    """Mark captions and photo credits.

    On an HTML page, a caption is the text of a caption element. A caption element is one of the block's `max_boxes`
    innermost elements. If it holds more than `max_share` of the text and more than `max_chars`, it is the article,
    whatever its name.

    In any text, a block of at most `max_chars` characters that ends in a credit, such as `Photo: Jane Doe`, is a
    caption. A credit is a word for picture (`data/openings`), set off from the sentence before it, then a separator and
    a name of at most `max_name_chars` characters. A block of more than `max_short_chars` characters that ends a
    sentence needs the separator.

    A block that is nothing but a credit goes above the first prose. Below it, such a block goes only on an HTML page,
    and only with the separator. Above the first prose, a caption may also end with just an agency, an owner or `File
    photo` (`closing_credit`).
    """

    max_chars: int = 400
    max_name_chars: int = 60
    max_short_chars: int = 150
    max_boxes: int = 3
    max_share: float = 0.5

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        boxes = self.caption_boxes(kept)
        above, start = True, 0
        while start < len(kept):
            stop = _after_prose(kept, start, boxes) if above else len(kept)
            closed = self.closed(kept, start, stop, boxes) if above else {}
            candidates = self.candidates([block.text for _, block in kept[start:stop]], above)
            held = [place for place in range(stop - start) if kept[start + place][0] in boxes] if boxes else ()
            last = -1
            for place in sorted({*held, *candidates, *(place - start for place in closed)}):
                at, block = kept[start + place]
                if at in boxes:
                    yield Removal(at, "caption", describe(boxes[at]))
                elif credit := closed.get(start + place) or self.sure_credit(block, candidates.get(place, ()), above):
                    yield Removal(at, "caption", f"ends in the credit {credit!r}")
                else:
                    continue
                last = start + place
            above = above and last == stop - 1  # otherwise the prose that ends this stretch stays
            start = stop

    def closed(self, kept: Sequence[tuple[int, Block]], start: int, stop: int, boxes: Container[int]) -> dict[int, str]:
        """Return the places of blocks above the article that end with an agency or the like, with that credit.

        The result is empty if no prose stands below them.
        """
        found: dict[int, str] = {}
        for place in range(start, stop):
            at, block = kept[place]
            if at not in boxes and len(block.text) <= self.max_chars and (credit := closing_credit(bare(block.text))):
                found[place] = credit
                start = place + 1
        return found if found and any(is_prose(block.text) for _, block in kept[start:]) else {}

    def candidates(self, texts: Sequence[str], above: bool = True) -> dict[int, list[str]]:
        """Return the places of texts that may be captions, with the words for picture near their ends.

        Below the first prose, a single word counts only if its tail has a separator.
        """
        tails = {place: tail for place, text in enumerate(texts) if (tail := self.tail(text))}
        separated = tails if above else {place: tail for place, tail in tails.items() if _has_separator(tail)}
        found: dict[int, list[str]] = {}
        for among, words in ((separated, credit_words()), (tails, credit_phrases())):
            lowered = [tail.lower() for tail in among.values()]
            joined, places = "\n".join(lowered), list(among)
            ends = [*accumulate(len(each) + 1 for each in lowered)]
            stems = stems_of(words if is_foreign(joined) else latin(words)) if joined else ()
            for word in {word for stem, those in stems if stem in joined for word in those}:
                at = joined.find(word)
                while at >= 0:
                    place = bisect(ends, at)
                    found.setdefault(places[place], []).append(word)
                    at = joined.find(word, ends[place])
        order = {word: at for at, word in enumerate(credit_words())} if found else {}
        return {place: sorted(set(words), key=order.__getitem__) for place, words in found.items()}

    def tail(self, text: str) -> str:
        """Return the end of a text that may close with a credit, or an empty string for a plain paragraph."""
        if len(text) > self.max_chars:
            return ""
        tail = text[-self.max_name_chars - WORD_CHARS :]
        plain = len(text) > self.max_short_chars and text[-1] in SENTENCE_ENDS
        return "" if plain and not _has_separator(tail) else tail

    def sure_credit(self, block: Block, among: Sequence[str], above: bool) -> str:
        """Return a block's credit with one of these words, or an empty string.

        The credit must show that the block is a caption, in the place where it stands.
        """
        if not among:
            return ""
        block = block._replace(text=bare(block.text))
        credit = self.credit(block.text, among)
        return credit if credit and self.is_sure(block, credit, above) else ""

    def is_sure(self, block: Block, credit: str, above: bool) -> bool:
        """Return whether a credit shows that the block is a caption, in the place where it stands."""
        whole = block.text.lower().startswith(credit.rstrip(SEPARATORS))
        set_off = credit[-1] in SEPARATORS or " " in credit
        if above:
            return whole or set_off
        return set_off and not (whole and block.box is None)

    def caption_boxes(self, kept: Sequence[tuple[int, Block]]) -> dict[int, Box]:
        """Return the caption elements that hold blocks, by the blocks' indices.

        Most blocks have a box of their own in a shared parent, so the boxes above are looked up once for each parent.
        """
        found: dict[int, Box] = {}
        above: dict[Box | None, Box | None] = {}
        for at, block in kept if self.max_boxes > 0 else ():
            box = block.box
            if box is None or box.tag == "body":
                continue
            holder: Box | None = box
            if not purpose_of(box) & CAPTION:
                if (parent := box.parent) not in above:
                    above[parent] = caption_around(parent, self.max_boxes - 1)
                holder = above[parent]
            if holder is not None:
                found[at] = holder
        return self.plausible(kept, found) if found else found

    def plausible(self, kept: Sequence[tuple[int, Block]], boxes: dict[int, Box]) -> dict[int, Box]:
        """Return the same mapping without elements that are too large for a caption.

        They hold more than `max_chars`, and more than `max_share` of the text.
        """
        chars: Counter[Box] = Counter()
        for at, block in kept:
            if at in boxes:
                chars[boxes[at]] += len(block.text)
        most = self.max_share * sum(len(block.text) for _, block in kept)
        large = {box for box, held in chars.items() if held > most and held > self.max_chars}
        return {at: box for at, box in boxes.items() if box not in large} if large else boxes

    def credit(self, text: str, among: Sequence[str]) -> str:
        """Return the word that begins a block's closing credit, with its separator, or an empty string."""
        tail = self.tail(text).lower()
        whole = len(tail) == len(text)
        for word in among:
            at = tail.rfind(word)
            if at >= 0 and self._is_credit(tail, at, word, whole=whole and at == 0):
                rest = tail[at + len(word) :].lstrip(" ")
                return word + (rest[0] if rest[:1] and rest[0] in SEPARATORS else "")
        return ""

    def _is_credit(self, tail: str, at: int, word: str, whole: bool) -> bool:
        """Return whether the word at `at` begins a credit: it is set off, and a name follows."""
        before, name = tail[:at].rstrip(" "), tail[at + len(word) :]
        if not whole and before[-1:] not in BEFORE_CREDIT:
            return False
        if name[:1].isalnum() or len(name) > self.max_name_chars:
            return False
        name = name.lstrip(" " + SEPARATORS)
        sentences = sum(name.count(end + " ") for end in SENTENCE_ENDS)
        return bool(name) and sentences <= 1 and not (whole and len(name.split()) > 8)


def is_foreign(text: str) -> bool:
    """Return whether a text may have words in scripts other than Latin."""
    return len(text.encode("utf-8", "replace")) > FOREIGN * len(text)


@cache
def latin(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that are in Latin script."""
    return tuple(word for word in words if all(char < "\u0370" or "\u1e00" <= char < "\u1f00" for char in word))


@cache
def stems_of(words: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return a few short pieces, each with the words that contain it.

    A text without any piece has none of the words.
    """
    pieces = {word: _pieces(word) for word in words}
    common = Counter(piece for found in pieces.values() for piece in found)
    stems: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(stem in word for stem in stems):
            stems.append(max(pieces[word], key=lambda piece: (common[piece], piece)))
    return tuple((stem, tuple(word for word in words if stem in word)) for stem in stems)


def _pieces(word: str) -> set[str]:
    """Return all substrings of a word that are `STEM` characters long."""
    return {word[at : at + STEM] for at in range(max(1, len(word) - STEM + 1))}


def _has_separator(text: str) -> bool:
    """Return whether a text has one of the `SEPARATORS`."""
    return ":" in text or "：" in text or "=" in text or "＝" in text


def _after_prose(kept: Sequence[tuple[int, Block]], start: int, boxes: Container[int]) -> int:
    """Return the place after the first prose from `start` on that is in no caption element."""
    for place in range(start, len(kept)):
        at, block = kept[place]
        if is_prose(block.text) and at not in boxes:
            return place + 1
    return len(kept)
