"""The kinds of repeats: for each, a page made of an article's paragraphs in which some are said again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from newsclean.fingerprint import words
from tests.bench.repeats.compose import Article, Case, Item, Section, sentences

Kind = Callable[[Article], "Case | None"]
CUT_WORDS = 14
CAPTION = "A crane lifts the last of the old gates out of the lock while schoolchildren watch from the towpath."


def spaced(text: str) -> bool:
    """Whether a text parts its words by spaces."""
    return len(text) < 12 * len(text.split())


def one(article: Article, items: Sequence[Item]) -> Case:
    """All in one container."""
    return Case([Section(items)], article.paragraphs)


def beside(article: Article, *sections: Section) -> Case:
    """In several containers."""
    return Case(sections, article.paragraphs)


def inserted(article: Article, copies: Sequence[Item]) -> Case:
    """The article with copies strewn in, at least one paragraph in between."""
    items = article.items()
    places = sorted(article.draw.sample(range(1, len(items)), len(copies)), reverse=True)
    for place, copy in zip(places, copies, strict=True):
        items.insert(place, copy)
    return one(article, items)


def prefix(text: str, count: int) -> str | None:
    """A text's first words, or characters where it has no spaces; `None` if that is nearly all of it."""
    if not spaced(text):
        return text[: 2 * count] if len(text) > 3 * count else None
    found = text.split()
    return " ".join(found[:count]).rstrip(".,;:") if len(found) >= count + 6 else None


def cuttable(article: Article, end: str) -> list[Item]:
    """The article's paragraphs cut off after some words, those that are long enough."""
    cut = [prefix(each, CUT_WORDS + article.draw.randrange(8)) for each in article.paragraphs]
    return [Item(each + end) for each in cut if each]


def each_twice(article: Article) -> Case:
    return one(article, [item for item in article.items() for _ in range(2)])


def pairs_twice(article: Article) -> Case:
    items = article.items()
    return one(article, [each for at in range(0, len(items), 2) for _ in range(2) for each in items[at : at + 2]])


def nested(article: Article) -> Case:
    return beside(article, Section(article.items(), inside=Section(article.items())))


def summary(article: Article) -> Case:
    return beside(article, Section(article.items()[:2], "div", " class=summary"), Section(article.items()))


def lead_cut(article: Article) -> Case | None:
    cut = prefix(article.paragraphs[0], CUT_WORDS)
    return one(article, [Item(f"{cut}…", "p", " class=standfirst"), *article.items()]) if cut else None


def scattered(article: Article) -> Case:
    return inserted(article, article.draw.sample(article.items(), 3))


def _styled(text: str) -> str:
    for old, new in (("“", '"'), ("”", '"'), ("’", "'"), (" – ", " - "), ("fi", "ﬁ"), ("fl", "ﬂ")):
        text = text.replace(old, new) if old in text else text.replace(new, old)
    middle = len(text) // 2
    if text[middle - 1 : middle + 1].isalpha():
        text = text[:middle] + "\u00ad" + text[middle:]
    return text.replace(" ", "\u00a0", 3)


def typography(article: Article) -> Case:
    return one(article, [*article.items(), *(Item(_styled(each)) for each in article.paragraphs)])


def typography_lone(article: Article) -> Case:
    return inserted(article, [Item(_styled(max(article.paragraphs, key=len)))])


def upper_case(article: Article) -> Case:
    return one(article, [*article.items(), *(Item(each.upper()) for each in article.paragraphs)])


def full_width(article: Article) -> Case:
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return one(article, [*article.items(), *(Item(each.translate(wide)) for each in article.paragraphs)])


def _edited(article: Article, text: str, changes: int) -> str:
    """With a few plain words put for others: no number, no name. As it is in a script that does not tell names."""
    found = text.split()
    plain = [at for at, word in enumerate(found) if word.isalpha() and len(word) > 3 and word.islower() and at]
    vocabulary = sorted(
        {word for each in article.paragraphs for word in each.split() if word.isalpha() and word.islower()}
    )
    for at in article.draw.sample(plain, min(changes, len(plain) // 4)) if vocabulary else ():
        found[at] = article.draw.choice(vocabulary)
    return " ".join(found)


def edited(article: Article) -> Case:
    return one(article, [*article.items(), *(Item(_edited(article, each, 2)) for each in article.paragraphs)])


def edited_lone(article: Article) -> Case | None:
    longest = max(article.paragraphs, key=lambda each: len(each.split()))
    copy = _edited(article, longest, 3)
    return one(article, [*article.items(), Item(copy)]) if len(longest.split()) >= 50 and copy != longest else None


def updated(article: Article) -> Case | None:
    """A copy with its counts brought up to date: either may stay, so only the rest is scored."""
    digits = str.maketrans("0123456789", "1234567890")
    copies = [each.translate(digits) for each in article.paragraphs]
    changed = [each for each, copy in zip(article.paragraphs, copies, strict=True) if each != copy]
    if not changed or 2 * len(changed) > len(copies) or any(len(each) < 120 for each in changed):
        return None
    unchanged = [each for each in article.paragraphs if each not in changed]
    return Case([Section([*article.items(), *map(Item, copies)])], unchanged, changed)


def glue(paragraphs: Sequence[str]) -> str:
    return " ".join(paragraphs)


def glued(article: Article) -> Case:
    return one(article, [*article.items(), Item(glue(article.paragraphs))])


def glued_pairs(article: Article) -> Case:
    pairs = [glue(article.paragraphs[at : at + 2]) for at in range(0, len(article.paragraphs), 2)]
    return one(article, [*article.items(), *map(Item, pairs)])


def glued_before(article: Article) -> Case:
    return one(article, [Item(glue(article.paragraphs)), *article.items()])


def in_sentences(article: Article) -> Case:
    cut = [Item(sentence) for each in article.paragraphs for sentence in sentences(each)]
    return one(article, [*article.items(), *cut])


def cut_copy(end: str) -> Callable[[Article], Case | None]:
    """The whole article again, each paragraph cut off."""

    def compose(article: Article) -> Case | None:
        cut = cuttable(article, end)
        return one(article, [*article.items(), *cut]) if cut else None

    return compose


def cut_lone(end: str) -> Callable[[Article], Case | None]:
    """One paragraph again, cut off, before or after itself."""

    def compose(article: Article) -> Case | None:
        cut = cuttable(article, end)
        return inserted(article, [article.draw.choice(cut)]) if cut else None

    return compose


def teasers(article: Article) -> Case | None:
    """Some paragraphs cut off in a box above the article, each with its invitation to read on."""
    cut = cuttable(article, "… Read more")[:3]
    return beside(article, Section(cut, "div", " class=teasers"), Section(article.items())) if cut else None


def pull_quotes(tag: str, attributes: str = "") -> Callable[[Article], Case | None]:
    """Sentences of the article, lifted out."""

    def compose(article: Article) -> Case | None:
        cut = [sentences(each) for each in article.paragraphs]
        quotes = [each for found in cut if len(found) > 1 for each in found if len(words(each)) >= 10]
        if len(quotes) < 2:
            return None
        return inserted(article, [Item(each, tag, attributes) for each in article.draw.sample(quotes, 2)])

    return compose


def captions(article: Article) -> Case:
    items = article.items()
    for place in (4, 2, 1):
        items.insert(place, Item(CAPTION, "figcaption"))
    return Case([Section(items)], article.paragraphs, [CAPTION])


def gallery(article: Article) -> Case:
    slides = Section([Item(CAPTION)] * 6, "div", " class=slides")
    return Case([Section(article.items(), inside=slides)], article.paragraphs, [CAPTION])


def sentence_inside(article: Article) -> Case | None:
    """A long sentence twice in a row in a paragraph, as a scraper's mistake."""
    items = article.items()
    for at, each in enumerate(article.paragraphs):
        cut = sentences(each)
        if len(cut) > 1 and len(cut[1]) >= 60:
            items[at] = Item(" ".join([*cut[:2], *cut[1:]]))
            return one(article, items)
    return None


def paragraph_inside(article: Article) -> Case:
    items = article.items()
    items[2] = Item(f"{items[2].text} {items[2].text}")
    return one(article, items)


def json_body(article: Article) -> Case:
    return beside(article, Section(article.items()), Section([Item("\n".join(article.paragraphs))], "div"))


def json_raw(article: Article) -> Case:
    raw = {"@context": "https://schema.org", "@type": "NewsArticle", "articleBody": " ".join(article.paragraphs)}
    return beside(article, Section(article.items()), Section([Item(json.dumps(raw, ensure_ascii=False))], "div"))


def live_blog(article: Article) -> Case:
    entries = [item for at, each in enumerate(article.items()) for item in (Item(f"{8 + at}:15", "h3"), each)]
    chosen = sorted(article.draw.sample(range(len(article.paragraphs)), 2))
    box = [Item(article.paragraphs[at], "li") for at in chosen]
    labels = [f"{8 + at}:15" for at in range(len(article.paragraphs))]
    return Case([Section(box, "ul", " class=summary"), Section(entries)], article.paragraphs, labels)


def copies(count: int, tag: str = "article", *attributes: str) -> Kind:
    """The body so many times, each in a container of its own."""
    named = (*attributes, *[""] * count)

    def compose(article: Article) -> Case:
        return beside(article, *(Section(article.items(), tag, named[at]) for at in range(count)))

    return compose


def again(start: Callable[[int], int], stop: Callable[[int], int] = lambda size: size) -> Kind:
    """The article, and a part of it once more."""

    def compose(article: Article) -> Case:
        size = len(article.paragraphs)
        return one(article, [*article.items(), *article.items()[start(size) : stop(size)]])

    return compose


KINDS: dict[str, Kind] = {
    "doubled": again(lambda _: 0),
    "mobile and desktop": copies(2, "div", " class=mobile", " class=desktop"),
    "nested article": nested,
    "two articles": copies(2),
    "print copy": copies(2, "div", " class=story", " class=print-version"),
    "tripled": copies(3),
    "from the second on": again(lambda _: 1),
    "from the middle on": again(lambda size: size // 2),
    "each twice": each_twice,
    "pairs twice": pairs_twice,
    "lead as teaser": lambda article: one(article, [Item(article.paragraphs[0], "p", " class=lead"), *article.items()]),
    "lead cut off": lead_cut,
    "summary": summary,
    "teasers": teasers,
    "tail": again(lambda size: size - 2),
    "scattered": scattered,
    "typography": typography,
    "typography, one": typography_lone,
    "upper case": upper_case,
    "full width": full_width,
    "edited": edited,
    "edited, one": edited_lone,
    "updated counts": updated,
    "glued": glued,
    "glued in pairs": glued_pairs,
    "glued, before": glued_before,
    "cut into sentences": in_sentences,
    "cut off": cut_copy(""),
    "cut off, ellipsis": cut_copy(" ..."),
    "cut off, read more": cut_copy("… Read more"),
    "cut off, one": cut_lone(""),
    "cut off, one, read more": cut_lone(" Read more"),
    "pull quotes": pull_quotes("blockquote", " class=pullquote"),
    "pull quotes, bare": pull_quotes("p"),
    "captions": captions,
    "gallery": gallery,
    "sentence inside": sentence_inside,
    "paragraph inside": paragraph_inside,
    "JSON-LD body": json_body,
    "JSON-LD raw": json_raw,
    "live blog": live_blog,
}
"""What must come out once. A kind gives `None` for an article that it cannot be composed of."""
