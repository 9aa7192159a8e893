"""newsclean/rules/site.py: what a site prints on many of its pages."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from newsclean import DEFAULT, Block, Box, Page, SiteIndex, SiteRepeats, clean
from newsclean.page import Stated
from tests.bench.site import BACKGROUND, DISCLAIMER, MENU, composed, sentence

LETTER = "Join {} readers: the letter of the Courier comes to your inbox on each evening at six."


def story(number: int, paragraph: int) -> str:
    draw = random.Random(100 * number + paragraph)
    return f"{sentence(draw)} {sentence(draw)}"


def texts(number: int, *inside: str, below: tuple[str, ...] = ()) -> list[str]:
    first, *rest = (story(number, paragraph) for paragraph in range(4))
    return [first, *inside, *rest, *below]


def page(number: int, lines: list[str], site: str = "courier.example") -> Page:
    return Page(tuple(Block(line, Box("p")) for line in lines), Stated(url=f"https://{site}/{number}"))


@pytest.fixture
def index(tmp_path: Path) -> SiteIndex:
    return SiteIndex(tmp_path / "site.idx")


def left(index: SiteIndex, its_page: Page, **thresholds: float) -> list[str]:
    its_page.remove(SiteRepeats(index, **thresholds)(its_page))
    assert all(removal.reason == "site" for removal in its_page.removed)
    assert not list(SiteRepeats(index, **thresholds)(its_page))
    return [block.text for _, block in its_page.kept]


def test_nothing_goes_by_an_empty_index(index: SiteIndex) -> None:
    assert left(index, page(1, texts(1, DISCLAIMER))) == texts(1, DISCLAIMER)


def test_what_stands_on_three_pages_goes_wherever_it_stands(index: SiteIndex) -> None:
    index.learn(page(1, texts(1, DISCLAIMER)))
    assert left(index, page(3, texts(3, DISCLAIMER))) == texts(3, DISCLAIMER)
    index.learn(page(2, texts(2, DISCLAIMER)))
    assert left(index, page(3, texts(3, DISCLAIMER))) == texts(3)
    assert left(index, page(3, texts(3, DISCLAIMER)), min_pages=4) == texts(3, DISCLAIMER)


def test_the_evidence_says_on_how_many_pages(index: SiteIndex) -> None:
    index.learn_all([page(1, texts(1, DISCLAIMER)), page(2, texts(2, DISCLAIMER)), page(3, texts(3))])
    (removal,) = SiteRepeats(index)(page(4, texts(4, DISCLAIMER)))
    assert removal == (1, "site", "on 3 of 4 pages of the site")


def test_two_pages_are_enough_at_an_article_s_end_on_a_small_site(index: SiteIndex) -> None:
    index.learn(page(1, texts(1, below=(DISCLAIMER,))))
    assert left(index, page(2, texts(2, below=(DISCLAIMER,)))) == texts(2)
    index.learn_all(page(number, texts(number)) for number in range(3, 20))
    assert left(index, page(2, texts(2, below=(DISCLAIMER,)))) == texts(2, below=(DISCLAIMER,))


def test_a_number_may_change(index: SiteIndex) -> None:
    index.learn_all(page(number, texts(number, LETTER.format(number * 13))) for number in range(1, 4))
    assert left(index, page(9, texts(9, LETTER.format(5)))) == texts(9)


def test_a_paragraph_on_few_of_many_pages_stays(index: SiteIndex) -> None:
    index.learn_all(page(number, texts(number, *[BACKGROUND] * (number % 15 == 1))) for number in range(1, 181))
    assert left(index, page(99, texts(99, BACKGROUND))) == texts(99, BACKGROUND)
    assert left(index, page(99, texts(99, BACKGROUND)), min_share=0.01) == texts(99)


def test_a_syndicated_paragraph_stays(index: SiteIndex) -> None:
    sites = [f"{name}.example" for name in ("herald", "echo", "mirror", "courier")]
    index.learn_all(page(number, texts(1, BACKGROUND), site) for number, site in enumerate(sites))
    for number, site in enumerate(sites):
        assert left(index, page(number, texts(1, BACKGROUND), site)) == texts(1, BACKGROUND)
    assert left(index, page(9, texts(1, BACKGROUND), "new.example")) == texts(1, BACKGROUND)


def test_before_and_after_a_page_is_learnt_it_gives_the_same(index: SiteIndex) -> None:
    lines = {number: [*MENU, *texts(number, LETTER.format(number), below=(DISCLAIMER,))] for number in range(1, 8)}
    for number in lines:
        before = left(index, page(number, lines[number]))
        index.learn(page(number, lines[number]))
        assert left(index, page(number, lines[number])) == before
    assert before == texts(7)


def test_short_lines_go_in_a_row_or_at_an_end_and_stay_alone(index: SiteIndex) -> None:
    index.learn_all(page(number, [*texts(number, "Background", *MENU), "Share"]) for number in range(1, 5))
    lines = [*texts(9, *MENU), "Background", story(9, 7), "Share"]
    assert left(index, page(9, lines)) == [*texts(9), "Background", story(9, 7)]


LONG = "What the council decided, and what it means for the town"


@pytest.mark.parametrize(("name", "tag"), [("Key takeaways", "h2"), (LONG, "h2"), (LONG, "h4"), ("Key takeaways", "p")])
def test_a_heading_stays_with_what_it_heads(index: SiteIndex, name: str, tag: str) -> None:
    def headed(number: int, *inside: str) -> Page:
        first, *rest = texts(number)
        lines = [name, first, *inside, name, *rest, name, DISCLAIMER]
        blocks = (
            Block(line, Box(tag if line == name else "p"), bold_chars=len(line) * (line == name)) for line in lines
        )
        return Page(tuple(blocks), Stated(url=f"https://courier.example/{number}"))

    index.learn_all(headed(number) for number in range(1, 30))
    first, *rest = texts(99)
    assert left(index, headed(99)) == [name, first, name, *rest]
    assert left(index, headed(99, DISCLAIMER)) == [name, first, name, *rest]


def test_a_heading_goes_with_what_it_heads(index: SiteIndex) -> None:
    def page_of(number: int) -> Page:
        first, *rest = texts(number)
        lines = [("h2", "Sections"), *(("li", each) for each in MENU), ("h3", "Key takeaways"), ("p", first)]
        lines += [("h2", "About us"), ("h3", "Our rules"), ("p", DISCLAIMER), *(("p", each) for each in rest)]
        return Page(
            tuple(Block(text, Box(tag)) for tag, text in lines), Stated(url=f"https://courier.example/{number}")
        )

    index.learn_all(map(page_of, range(1, 12)))
    assert left(index, page_of(99)) == ["Key takeaways", *texts(99)]


def test_a_heading_of_a_text_stays_and_its_menu_goes(index: SiteIndex) -> None:
    def page_of(number: int) -> Page:
        first, *rest = texts(number)
        lines = [*MENU, DISCLAIMER, "Abstract", first, "Background", *rest, "Share"]
        return Page(tuple(map(Block, lines)), Stated(url=f"https://courier.example/{number}"))

    index.learn_all(map(page_of, range(1, 12)))
    first, *rest = texts(99)
    assert left(index, page_of(99)) == ["Abstract", first, "Background", *rest]


@pytest.mark.parametrize(
    ("others", "of", "goes"), [(2, 2, True), (2, 4, True), (2, 9, False), (5, 11, True), (9, 60, True), (8, 60, False)]
)
def test_between_paragraphs_it_is_on_most_pages_or_on_many(index: SiteIndex, others: int, of: int, goes: bool) -> None:
    """This page and so many others, of so many others of the site."""
    index.learn_all(page(number, texts(number, *[BACKGROUND] * (number <= others))) for number in range(1, of + 1))
    assert left(index, page(99, texts(99, BACKGROUND))) == texts(99, *[BACKGROUND] * (not goes))


def test_a_table_s_row_stays(index: SiteIndex) -> None:
    row = "Place\tTeam\tPlayed\tWon\tDrawn\tLost\tPoints scored"
    index.learn_all(page(number, texts(number, row)) for number in range(1, 5))
    its_page = page(9, texts(9, row))
    cells = tuple(block._replace(box=Box("tr")) if block.text == row else block for block in its_page.blocks)
    assert left(index, Page(cells, its_page.metadata)) == texts(9, row)


def test_a_copy_of_another_page_stays_whole(index: SiteIndex) -> None:
    index.learn_all(page(number, [*texts(1), f"Copy {number}"]) for number in range(1, 5))
    assert left(index, page(9, texts(1))) == texts(1)
    assert left(index, page(9, [*texts(1), story(5, 5)])) == [*texts(1), story(5, 5)]


def test_composed_sites_are_clean(index: SiteIndex) -> None:
    samples = composed(20, html=False)
    index.learn_all(clean(sample.html, sample.url) for sample in samples)
    rules = (*DEFAULT, SiteRepeats(index))
    for sample in samples:
        plain, cleaned = clean(sample.html, sample.url), clean(sample.html, sample.url, rules)
        assert [line for line in cleaned.text.split("\n") if line] == sample.golds[0].split("\n")
        assert plain.text != cleaned.text


def test_the_same_in_html(index: SiteIndex) -> None:
    index.learn_all(clean(sample.html, sample.url) for sample in composed(20, html=True))
    rules = (*DEFAULT, SiteRepeats(index))
    for sample in composed(20, html=True):
        text = clean(sample.html, sample.url, rules).text
        assert not any(
            each in text for each in (DISCLAIMER, "up to date", "comes to your inbox", "writes about the town")
        )


def test_learning_on_the_way_forgets_nothing(index: SiteIndex) -> None:
    rules = (*DEFAULT, SiteRepeats(index))
    for sample in composed(20, html=True):
        cleaned = clean(sample.html, sample.url, rules)
        index.learn(cleaned)
    assert cleaned.text.split("\n\n") == sample.golds[0].split("\n")
    again = clean(sample.html, sample.url, rules)
    assert again.text == cleaned.text
    assert index.counts() == {"courier.example": 20}
