"""newsclean/integrations/scrapy.py, in crawls of a server on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from newsclean import DEFAULT, SiteIndex, SiteRepeats, clean
from tests.bench.site import DISCLAIMER, composed

pytest.importorskip("scrapy", reason="Scrapy is not installed: pip install 'newsclean[scrapy]'")

FRONT = "<!doctype html><title>News</title><nav>" + "<a href='/x'>Town and country</a> " * 40 + "</nav>"
CRAWL = """
import json, sys
from dataclasses import dataclass

import scrapy
from scrapy.crawler import CrawlerProcess


class Story(scrapy.Item):
    url, html, text, title = scrapy.Field(), scrapy.Field(), scrapy.Field(), scrapy.Field()


@dataclass
class Plain:
    url: str
    html: bytes | None
    text: str = ""
    authors: tuple = ()


class Spider(scrapy.Spider):
    name = "news"

    async def start(self):
        for url in urls:
            yield scrapy.Request(url)

    def parse(self, response):
        kinds = {"dict": dict, "item": Story, "dataclass": Plain}
        yield kinds[kind](url=response.url, html=response.body)
        if kind == "dict":
            yield {"url": response.url + "#none"}


kind, urls, settings = json.loads(sys.argv[1])
process = CrawlerProcess({**settings, "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "INFO"})
crawler = process.create_crawler(Spider)
process.crawl(crawler)
process.start()
stats = {name: value for name, value in crawler.stats.get_stats().items() if name.startswith(("newsclean", "item"))}
print(json.dumps(stats))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server with the pages of a site, and a front page."""

    folder = tmp_path_factory.mktemp("site")
    for number, sample in enumerate(composed(20, html=True)):
        (folder / f"{number}.html").write_bytes(sample.html)
    (folder / "index.html").write_text(FRONT)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def crawl(
    folder: Path, kind: str, urls: list[str], **settings: object
) -> tuple[dict[str, dict[str, Any]], dict[str, int], str]:
    """The items by their addresses, the statistics, the log."""
    out = folder / "items.jsonl"
    settings |= {
        "ITEM_PIPELINES": {"newsclean.integrations.scrapy.NewscleanPipeline": 300},
        "FEEDS": {str(out): {"format": "jsonlines"}},
    }
    done = subprocess.run(
        [sys.executable, "-c", CRAWL, json.dumps((kind, urls, settings))], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    items = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
    return {item["url"]: item for item in items}, json.loads(done.stdout), done.stderr


def test_items_hold_the_article_and_no_html(site: tuple[str, Path], tmp_path: Path) -> None:
    home, pages = site
    urls = [f"{home}/{number}.html" for number in range(5)]
    items, stats, log = crawl(tmp_path, "dict", [*urls, f"{home}/index.html"])
    for number, url in enumerate(urls):
        page = clean((pages / f"{number}.html").read_bytes(), url)
        assert page.text
        assert items[url].pop("confidence") == pytest.approx(page.confidence)
        assert items[url]["text"] == page.text
        assert items[url]["title"] == page.title == f"Story {number}"
        assert "html" not in items[url]
        assert items[f"{url}#none"] == {"url": f"{url}#none"}
    assert f"{home}/index.html" not in items
    assert stats["newsclean/pages"] == 6
    assert stats["newsclean/kind/article"] == 5
    assert stats["newsclean/kind/other"] == stats["item_dropped_count"] == 1
    assert stats["newsclean/without_html"] == 6
    assert stats["newsclean/removed/furniture"] > 5
    assert "no article found" in log
    assert "Town and country" not in log


@pytest.mark.parametrize("kind", ["item", "dataclass"])
def test_items_of_declared_fields_get_no_others(site: tuple[str, Path], tmp_path: Path, kind: str) -> None:
    home, pages = site
    urls = [f"{home}/1.html", f"{home}/index.html"]
    items, _, _ = crawl(tmp_path, kind, urls, NEWSCLEAN_DROP_OTHER=False)
    item = items[urls[0]]
    assert item["text"] == clean((pages / "1.html").read_bytes(), urls[0]).text
    assert item.get("html") is None
    assert set(item) <= {"url", "html", "text", "title", "authors"}
    assert urls[1] in items


def test_a_site_index_is_asked(site: tuple[str, Path], tmp_path: Path) -> None:
    home, pages = site
    sources = [((pages / f"{number}.html").read_bytes(), f"{home}/{number}.html") for number in range(20)]
    index = SiteIndex(tmp_path / "site.idx")
    index.learn_all([clean(*source) for source in sources])
    rules = (*DEFAULT, SiteRepeats(index))
    expected = {url: clean(html, url, rules).text for html, url in sources}
    index.close()
    items, stats, _ = crawl(
        tmp_path, "dict", list(expected), NEWSCLEAN_SITE_INDEX=str(index.path), NEWSCLEAN_METADATA=["date"]
    )
    assert {url: items[url]["text"] for url in expected} == expected
    assert not any(DISCLAIMER in text for text in expected.values())
    assert stats["newsclean/removed/site"] >= 20
    assert set(items[f"{home}/0.html"]) == {"url", "text", "date"}


def test_wrong_settings_are_named_at_the_start(site: tuple[str, Path], tmp_path: Path) -> None:
    home, _ = site
    for settings, message in (
        ({"NEWSCLEAN_SITE_INDEX": str(tmp_path / "missing.idx")}, "missing.idx"),
        ({"NEWSCLEAN_METADATA": ["titel"]}, "pages have no titel"),
    ):
        items, stats, log = crawl(tmp_path, "dict", [f"{home}/1.html"], **settings)
        assert message in log
        assert not items
        assert not stats
