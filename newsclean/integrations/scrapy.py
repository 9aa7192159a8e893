"""Scrapy: an item pipeline that replaces the HTML of an item by the article.

    ITEM_PIPELINES = {"newsclean.integrations.scrapy.NewscleanPipeline": 300}

| setting | default | meaning |
| --- | --- | --- |
| `NEWSCLEAN_HTML_FIELD` | `html` | the field of the item with the page, `bytes` or `str`; it is removed from the item |
| `NEWSCLEAN_TEXT_FIELD` | `text` | the field for the article's text |
| `NEWSCLEAN_URL_FIELD` | `url` | the field with the page's address |
| `NEWSCLEAN_METADATA` | all | names of `ABOUT` in `newsclean.integrations`; fields set by the spider do not change |
| `NEWSCLEAN_DROP_OTHER` | `True` | drop the items of pages that hold no article |
| `NEWSCLEAN_SITE_INDEX` | none | the path of a site index, which must exist |

Pages are cleaned in Twisted's thread pool, so the reactor is not blocked. `REACTOR_THREADPOOL_MAXSIZE` sets the number
of threads. No page ends a thread: `clean` reads a page that exceeds its limits in a simpler form.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsclean import DEFAULT, Page, Rule, SiteIndex, SiteRepeats, clean
from newsclean.errors import MissingExtraError
from newsclean.integrations import ABOUT, about, reasons

try:
    from itemadapter import ItemAdapter
    from scrapy.exceptions import DropItem
    from scrapy.utils.defer import maybe_deferred_to_future
    from twisted.internet.threads import deferToThread
except ImportError:
    raise MissingExtraError("the pipeline for Scrapy", "scrapy") from None

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector
    from twisted.internet.defer import Deferred


class NewscleanPipeline:
    """A pipeline that cleans the page in each item. An item without a page does not change.

    Statistics: `newsclean/pages`, `newsclean/kind/KIND`, `newsclean/removed/REASON` (blocks), `newsclean/without_html`
    (items). At the start, it raises `ValueError` if `NEWSCLEAN_METADATA` has a name that is not in `ABOUT`, and
    `SiteIndexError` if the index cannot be read.
    """

    def __init__(self, settings: BaseSettings, stats: StatsCollector) -> None:
        self.html: str = settings.get("NEWSCLEAN_HTML_FIELD", "html")
        self.text: str = settings.get("NEWSCLEAN_TEXT_FIELD", "text")
        self.url: str = settings.get("NEWSCLEAN_URL_FIELD", "url")
        self.about: list[str] = settings.getlist("NEWSCLEAN_METADATA", ABOUT)
        self.drops_other: bool = settings.getbool("NEWSCLEAN_DROP_OTHER", True)
        self.rules = rules_of(settings.get("NEWSCLEAN_SITE_INDEX"))
        self.stats = stats
        if unknown := set(self.about) - set(ABOUT):
            raise ValueError(f"NEWSCLEAN_METADATA: pages have no {', '.join(sorted(unknown))}")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewscleanPipeline:
        """Return the pipeline for a crawler. Scrapy calls this."""
        return cls(crawler.settings, crawler.stats)

    async def process_item(self, item: Any) -> Any:
        """Return the item after a thread has cleaned its page.

        Raises `DropItem` for a page without an article.
        """
        adapter = ItemAdapter(item)
        source = adapter.get(self.html)
        if not isinstance(source, (bytes, str)):
            self.stats.inc_value("newsclean/without_html")
            return item
        cleaning: Deferred[tuple[Page, dict[str, Any]]] = deferToThread(self._cleaned, source, adapter.get(self.url))
        page, values = await maybe_deferred_to_future(cleaning)
        return self._renewed(item, page, values)

    def _cleaned(self, source: bytes | str, url: str | None) -> tuple[Page, dict[str, Any]]:
        """Clean a page in a thread. Return it with its fields, which are computed here and not later."""
        page = clean(source, url, self.rules, kind="html")
        return page, {self.text: page.text, "kind": page.kind, **about(page, self.about)}

    def _renewed(self, item: Any, page: Page, values: dict[str, Any]) -> Any:
        """Return the item with its new fields.

        The HTML is removed first, so that it is not logged with an item that is dropped.
        """
        adapter = ItemAdapter(item)
        if isinstance(item, MutableMapping):
            del adapter[self.html]
        else:
            adapter[self.html] = None
        self.stats.inc_value("newsclean/pages")
        self.stats.inc_value(f"newsclean/kind/{page.kind}")
        for reason, number in reasons(page).items():
            self.stats.inc_value(f"newsclean/removed/{reason}", number)
        if self.drops_other and page.kind == "other":
            raise DropItem(f"no article found: {adapter.get(self.url) or 'an item without an address'}")
        declared = ItemAdapter.get_field_names_from_class(type(item))
        for name in dict.fromkeys((self.text, *self.about)):
            if name == self.text or ((declared is None or name in declared) and not adapter.get(name)):
                adapter[name] = values[name]
        return item


def rules_of(index: str | None) -> Iterable[Rule]:
    """Return the default rules, and the rule of the site index if one is given.

    Raises `SiteIndexError` if the index is missing or damaged.
    """
    if not index:
        return DEFAULT
    sites = SiteIndex(Path(index), must_exist=True)
    sites.entries()  # raises an error now, not at the first page
    sites.close()
    return (*DEFAULT, SiteRepeats(sites))
