"""Reports in a real browser: Debian's Chromium, without a window."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from newsclean import Block, Page, Removal, clean
from newsclean.page import Stated
from newsclean.writers.report import Entry, index, report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
HOSTILE = "<script>document.title='ran'</script><img src='https://other.example/x' onerror=\"document.title='ran'\">"
CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const bytes = colour => {
    canvas.fillStyle = '#000'; canvas.fillStyle = colour; canvas.clearRect(0, 0, 1, 1); canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = colour => {
    const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const [r, g, b] = [...bytes(colour)].map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (bytes(colour)[3]) return colour;
    }
    return 'white';
  };
  const found = [];
  for (const node of document.body.querySelectorAll('*')) {
    if (![...node.childNodes].some(each => each.nodeType === 3 && each.data.trim())) continue;
    const [one, two] = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
    found.push([(one + .05) / (two + .05), node.outerHTML.slice(0, 80)]);
  }
  return found;
}"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Seen:
    """Opens documents, and keeps what the browser complained of and asked for."""

    def __init__(self, browser, folder: Path) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.folder = folder
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def open(self, document: str, width: int = 1280, scheme: str = "light"):
        file = self.folder / "report.html"
        file.write_text(document, "utf-8")
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())
        return page


@pytest.fixture
def seen(browser, tmp_path: Path) -> Iterator[Seen]:
    seen = Seen(browser, tmp_path)
    yield seen
    seen.context.close()


def everything() -> Page:
    """Each reason, shape, direction and warning, and words that are too long for any line."""
    html = (
        "<h2>A heading</h2><ul><li>One<ul><li>Two</ul></ul><ol><li>Three</ol><blockquote><p>Said</blockquote>"
        f"<pre>{'x' * 300}</pre><table><tr>{'<td>wide cell' * 30}<tr><td>1</table><p>{'y' * 400}"
        f"<p>قال المسؤول يوم الثلاثاء<p>{'p<p>' * 40}end"
    )
    stated = Stated("z" * 200, (), ("w" * 200,), "2025-01-01", "en", "v" * 200, "https://a.example/" + "u" * 200)
    page = clean(html, rules=())
    page = Page(page.blocks, stated, None, ("t" * 300,), "utf-8", 0.5)
    reasons = [
        *"furniture hidden title label caption policy repeat site".split(),
        "s" * 100,
        "one",
        "two",
        "three",
        "four",
    ]
    last = len(page.blocks) - 1
    page.remove(Removal(last - at, reason, f"in <div> {'r' * 200}") for at, reason in enumerate(reasons))
    page.remove(Removal(last - at, "furniture", "in <nav>") for at in range(20, 28))
    return page


def many() -> str:
    pages = [Entry.of(everything(), "q" * 200 + ".html", "a.html"), Entry("b", error="e" * 300)]
    return "".join(index([*pages, Entry.of(Page(()), "c")]))


@pytest.mark.parametrize("width", [320, 768, 1000, 1280])
@pytest.mark.parametrize("what", ["sample", "everything", "index", "arabic"])
def test_no_complaint_no_request_and_no_scrolling_sideways(seen: Seen, what: str, width: int) -> None:
    documents = {
        "sample": lambda: report(clean((SAMPLES / "doubled.html").read_bytes()), "doubled.html"),
        "everything": lambda: report(everything(), "n" * 300),
        "index": many,
        "arabic": lambda: report(clean("<p>قال المسؤول يوم الثلاثاء<li>بند أول<p>" + "م" * 300, rules=())),
    }
    page = seen.open(documents[what](), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.complaints == []
    assert [url.partition(":")[0] for url in seen.requests] == ["file"]


def test_the_scripts_of_a_hostile_page_do_not_run(seen: Seen) -> None:
    stated = Stated(HOSTILE, (), (HOSTILE,), HOSTILE, HOSTILE, HOSTILE, "javascript:document.title='ran'")
    hostile = Page((Block(HOSTILE), Block(HOSTILE)), stated, warnings=(HOSTILE,), encoding=HOSTILE)
    hostile.remove([Removal(1, HOSTILE, HOSTILE)])
    page = seen.open(report(hostile, HOSTILE))
    assert page.title() != "ran"
    assert page.locator("script, img, a[href^='javascript']").count() == 0
    page = seen.open("".join(index([Entry.of(hostile, HOSTILE, "javascript:document.title='ran'")])))
    assert page.title() != "ran"
    assert page.evaluate("document.querySelector('.entries a').protocol") == "file:"
    assert {url.partition(":")[0] for url in seen.requests} == {"file"}
    assert seen.complaints == []


def test_the_policy_would_stop_a_script_that_got_in(seen: Seen) -> None:
    document = report(Page((Block("a"),)), "name").replace("</article>", f"{HOSTILE}</article>")
    page = seen.open(document)
    assert page.locator("script").count() == 1
    page.wait_for_timeout(200)
    assert page.title() != "ran"
    assert len([each for each in seen.complaints if "Content Security Policy" in each]) >= 2


def test_boxes_hide_and_show_by_mouse_and_by_keyboard(seen: Seen) -> None:
    page = seen.open(report(clean((SAMPLES / "scraped.txt").read_bytes()), "scraped.txt"))
    repeat, policy, all_parts = (page.get_by_role("checkbox", name=name) for name in ("repeat", "policy", "removed"))
    shown = page.locator("del:visible").count
    assert shown() == 16
    repeat.uncheck()
    assert shown() == 8
    policy.focus()
    page.keyboard.press("Space")
    assert shown() == 2
    page.keyboard.press("Space")
    repeat.check()
    all_parts.uncheck()
    assert shown() == 0
    assert page.locator("article p:visible").count() == 9


def test_a_folded_run_goes_when_all_of_its_reasons_are_hidden(seen: Seen) -> None:
    blocks = Page(tuple(Block(f"line {at}") for at in range(9)))
    blocks.remove(Removal(at, "hidden" if at % 2 else "furniture") for at in range(8))
    page = seen.open(report(blocks))
    folded = page.locator("details")
    assert page.locator("del:visible").count() == 0
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("del:visible").count() == 8
    page.get_by_role("checkbox", name="furniture").uncheck()
    assert page.locator("del:visible").count() == 4
    page.get_by_role("checkbox", name="hidden").uncheck()
    assert not folded.is_visible()


def test_the_link_of_a_repeat_leads_to_its_copy(seen: Seen) -> None:
    page = seen.open(report(clean((SAMPLES / "scraped.txt").read_bytes())), 320)
    page.get_by_role("link", name="block 3").click()
    assert page.evaluate("document.querySelector(':target').textContent").startswith("Council leader")
    assert page.evaluate(
        "(box => box.top >= 0 && box.top < innerHeight)(document.querySelector(':target').getBoundingClientRect())"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", ["page", "index"])
def test_every_text_stands_out_in_both_schemes(seen: Seen, what: str, scheme: str) -> None:
    page = seen.open(report(everything()) if what == "page" else many(), scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 150) == (scheme == "dark")
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > 20
    assert [each for each in contrasts if each[0] < 4.5] == []


def test_what_a_screen_reader_goes_by(seen: Seen) -> None:
    page = seen.open(report(everything(), "name"))
    for role, count in (("main", 1), ("banner", 1), ("article", 1), ("region", 2)):
        assert page.get_by_role(role).count() == count, role
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => +each.tagName[1])")
    assert levels[:3] == [1, 2, 2]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.get_by_role("checkbox").count() == 14
    folded = page.locator("details del").count()
    assert page.get_by_role("deletion").count() == page.locator("del").count() - folded > 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "article"


def test_the_index_shows_and_hides_kinds_and_opens_reports(seen: Seen) -> None:
    (seen.folder / "a.html").write_text(report(everything(), "the page"), "utf-8")
    page = seen.open(many())
    assert page.locator(".entries > li:visible").count() == 3
    page.get_by_role("checkbox", name="articles").uncheck()
    page.get_by_role("checkbox", name="no article").uncheck()
    assert page.locator(".entries > li:visible").count() == 1
    assert "failed" in page.locator(".entries > li:visible").inner_text()
    totals, entries = page.locator(".summary").bounding_box(), page.locator("main").bounding_box()
    assert totals["y"] < entries["y"]
    page.get_by_role("checkbox", name="articles").check()
    page.get_by_role("checkbox", name="no article").check()
    page.locator(".entries a").first.click()
    page.wait_for_url("**/a.html")
    assert page.locator(".name").inner_text() == "the page"


def test_the_browser_builds_the_tree_that_was_written(seen: Seen) -> None:
    document = report(everything(), "name")
    page = seen.open(document)
    tags = page.evaluate("[...document.querySelectorAll('*')].map(each => each.localName)")
    assert tags == [node.tag for node in LexborHTMLParser(document).css("*")]
