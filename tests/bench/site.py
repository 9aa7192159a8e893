"""Measure the gain and the cost of a site index.

    python -m tests.bench.site [CORPUS...] [--limit N]
    python -m tests.bench.site --pages N

On a corpus, all pages are learnt, then cleaned with the index. The command prints P, R and F1 of `tests.bench.score`
without the index and with it, the number of blocks that the index removed, and how many of them belong to the article.

It does the same on composed sites of 5, 20 and 200 pages, as HTML and as text. Their articles have a menu, a
disclaimer, an author's box and the text of a newsletter between and below the paragraphs; a date or a count in the
newsletter differs from page to page. On some sites, a paragraph of background stands on several pages and belongs to
the article. Where the table says so, each article also has three headings that all other articles have.

At the end, it prints for the blocks of the composed pages and of the corpora: blocks learnt and looked up a second on
one core, and bytes and microseconds an entry.

With `--pages`, `learn_all` learns N composed pages of 500 sites, with 25 blocks each. The command prints a line for an
eighth, a quarter, a half and all of them. It measures only the index on one core, without cleaning.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from time import process_time
from typing import NamedTuple

from newsclean import DEFAULT, Block, Page, Rule, SiteIndex, SiteRepeats, clean
from newsclean.fingerprint import key
from newsclean.page import Stated
from tests.bench.corpora import CorpusError, Sample, corpus_parser, load, name_of
from tests.bench.score import Tally

SIZES = (5, 20, 200)
SITES, CHUNK = 500, 1024
WORDS = (
    "harbour council bridge winter engineer station valley market school theatre orchard tunnel ferry library festival"
    " budget report village meadow signal canal museum garden railway pilot baker tower river captain clinic summer"
    " road island crossing teacher painter lantern quarry workshop stadium bakery archive forest weather kitchen window"
).split()
VERBS = "opened closed repaired described measured visited questioned moved rebuilt postponed praised counted".split()
MONTHS = "January February March April May June July August September October November December".split()
NAMES = "Odile Brandt|Tomas Ferrer|Mirela Osei|Ines Varga|Jonas Lind|Petra Novik|Samir Haddad|Lena Koch".split("|")
MENU = ("Home", "Town and country", "Business", "Sport", "Culture", "Puzzles and games")
HEADINGS = ("Key takeaways", "Background", "What happens next")
DISCLAIMER = (
    "The Courier is editorially independent; it may earn a commission when something is bought through a link here."
)
BACKGROUND = (
    "The strike at Lower Quay began in the first week of May, when the pilots turned down the company's last offer."
)


def sentence(draw: random.Random) -> str:
    """A sentence that no other page has."""
    one, two, three, four = draw.sample(WORDS, 4)
    return (
        f"{draw.choice(NAMES)} {draw.choice(VERBS)} the {one} near the {two} on day {draw.randint(1, 365)}, and"
        f" the {three} {draw.choice(VERBS)} for {draw.randint(2, 90)} weeks beside the {four}"
        f" of {draw.choice(WORDS)} town."
    )


def composed(size: int, html: bool, headings: bool = False) -> list[Sample]:
    """A site of so many pages, each with its article; with `headings`, articles have some that others have, too."""
    draw = random.Random(size)
    samples = []
    for number in range(size):
        article = [" ".join(sentence(draw) for _ in range(draw.randint(1, 4))) for _ in range(draw.randint(5, 14))]
        if number % 12 == 7:
            article.insert(draw.randrange(1, len(article)), BACKGROUND)
        author = NAMES[number % min(len(NAMES), max(2, size // 5))]
        box = f"{author} writes about the town, its harbour and its people, and has been with the Courier since 2011."
        letter = f"Join {12_000 + 7 * number} readers: the Courier's letter comes to your inbox each evening at six."
        stamp = f"This page was last brought up to date on {1 + number % 28} {MONTHS[number % 12]} 2025 by the desk."
        middle = len(article) // 2
        own = dict(zip((0, middle, middle + 1), HEADINGS, strict=True)) if headings else {}
        blocks = [*MENU, DISCLAIMER, *headed(article[:middle], own), letter]
        article = headed(article, own)
        blocks += [*article[len(blocks) - len(MENU) - 2 :], stamp, box]
        url = f"https://courier.example/story-{number}"
        body = "".join(f"<h2>{block}</h2>" if block in HEADINGS else f"<p>{block}</p>" for block in blocks)
        source = (
            f"<!doctype html><title>Story {number}</title><article>{body}</article>" if html else "\n\n".join(blocks)
        )
        samples.append(Sample(f"{size}-{number}", url, source.encode(), ("\n".join(article),)))
    return samples


def headed(article: Sequence[str], headings: dict[int, str]) -> list[str]:
    """An article with headings above some of its paragraphs."""
    return [each for at, text in enumerate(article) for each in ([headings[at], text] if at in headings else [text])]


class Comparison(NamedTuple):
    """Scores without an index and with it; how many blocks went by it, and how many of them are the article's."""

    plain: Tally
    with_index: Tally
    gone: int
    own: int


def compare(samples: Sequence[Sample], index: SiteIndex) -> Comparison:
    """Learn all pages; score them without the index and with it."""
    plain, with_index = Tally(), Tally()
    gone = own = 0
    pages = [clean(sample.html, sample.url) for sample in samples]
    index.learn_all(pages)
    rules: tuple[Rule, ...] = (*DEFAULT, SiteRepeats(index))
    for sample, page in zip(samples, pages, strict=True):
        cleaned = clean(sample.html, sample.url, rules)
        plain.add(sample, page.text)
        with_index.add(sample, cleaned.text)
        lines = {key(line) for gold in sample.golds for line in gold.split("\n")}
        went = [key(cleaned.blocks[each.at].text) for each in cleaned.removed if each.reason == "site"]
        gone, own = gone + len(went), own + len(lines.intersection(went))
    return Comparison(plain, with_index, gone, own)


def print_comparison(name: str, found: Comparison) -> None:
    """A line: precision, recall and F1 without the index, with it, what recall lost, and the blocks that went."""
    before, after = found.plain.scores(), found.with_index.scores()
    print(
        f"{name:26}{before.P:8.4f}{before.R:8.4f}{before.F1:8.4f}{after.P:10.4f}{after.R:8.4f}{after.F1:8.4f}"
        f"{after.R - before.R:+10.4f}{found.gone:8}{found.own:8}"
    )


def print_speed(name: str, pages: Iterable[Page], path: Path) -> None:
    """Every block of some pages learnt in batches and looked up; processor time, fingerprints included."""
    bare = [Page(page.blocks, page.metadata) for page in pages]
    blocks = sum(len(page.blocks) for page in bare)
    index = SiteIndex(path)
    for page in bare:
        index.site_of(page)
    start = process_time()
    index.learn_all(bare)
    learnt = process_time()
    for page in bare:
        index.seen(page)
    looked_up = process_time()
    entries = index.entries()
    index.close()
    print(
        f"{name:26}{blocks:10}{blocks / (learnt - start):12.0f}{blocks / (looked_up - learnt):14.0f}{entries:10}"
        f"{path.stat().st_size / entries:10.0f}{1e6 * (learnt - start) / entries:10.1f}"
    )


def page_of(number: int) -> Page:
    """A page of one of `SITES` sites: 19 blocks of its own, and six that its site has on all pages."""
    draw = random.Random(number)
    site = f"site{number % SITES}.example"
    blocks = [sentence(draw) for _ in range(19)]
    letter = f"Join {number:,} readers: the letter of {site} comes to your inbox each evening at six."
    stamp = f"Brought up to date on {1 + number % 28} {MONTHS[number % 12]} 2025 by the desk of {site}."
    return Page(
        tuple(map(Block, (*MENU[:3], *blocks, letter, stamp, DISCLAIMER))), Stated(url=f"https://{site}/{number}")
    )


def print_growth(pages: int) -> None:
    """How the rate of learning and the size of an entry change while an index grows."""
    print(f"{'pages':>10}{'ms a page':>12}{'pages/s':>10}{'entries':>12}{'bytes an entry':>16}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        index = SiteIndex(Path(folder, "site.idx"), max_entries=100 * pages)
        done = 0
        for part in (pages // 8, pages // 4, pages // 2, pages):
            spent = 0.0
            for start in range(done, part, CHUNK):
                chunk = [page_of(number) for number in range(start, min(part, start + CHUNK))]
                for page in chunk:
                    index.site_of(page)  # metadata is read when it is asked for
                begin = process_time()
                index.learn_all(chunk)
                spent += process_time() - begin
            begin = process_time()
            index.close()
            spent = (spent + process_time() - begin) / (part - done)
            done, entries, size = part, index.entries(), index.path.stat().st_size
            rate = f"{part:10,}{1000 * spent:12.2f}{1 / spent:10.0f}"
            print(f"{rate}{entries:12,}{size / entries:16.0f}{size / 1e6:8.1f}", flush=True)
        index.close()


def main() -> None:
    """Print both tables, or the curve."""
    parser = corpus_parser(__doc__)
    parser.add_argument("--pages", type=int, metavar="N", help="learn N composed pages")
    args = parser.parse_args()
    if args.pages:
        print_growth(args.pages)
        return
    try:
        sets = {name_of(path): list(load(path, args.limit)) for path in args.corpora}
    except CorpusError as error:
        parser.error(str(error))
    for size, kind, headings in product(SIZES, ("html", "text"), (False, True)):
        name = f"composed {size}, {kind}{', headed' * headings}"
        sets[name] = composed(size, kind == "html", headings)
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':26}{'P':>8}{'R':>8}{'F1':>8}{'P with':>10}{'R':>8}{'F1':>8}{'R change':>10}{'gone':>8}{'own':>8}")
        for number, (name, samples) in enumerate(sets.items()):
            print_comparison(name, compare(samples, SiteIndex(Path(folder, f"{number}.idx"))))
        print(f"\n{'':26}{'blocks':>10}{'learnt/s':>12}{'looked up/s':>14}{'entries':>10}{'bytes':>10}{'us':>10}")
        for number, (name, samples) in enumerate(sets.items()):
            if len(samples) >= max(SIZES) and "headed" not in name:
                pages = [clean(sample.html, sample.url) for sample in samples]
                print_speed(name, pages, Path(folder, f"speed-{number}.idx"))


if __name__ == "__main__":
    main()
