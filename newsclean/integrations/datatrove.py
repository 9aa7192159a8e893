"""datatrove: a pipeline step that cleans documents, and an extractor that replaces its `Trafilatura`.

    LocalPipelineExecutor([WarcReader(...), Newsclean(), JsonlWriter(...)])

`Newsclean` reads the address of each page, adds metadata and drops pages without an article. It cleans in the process
of the task. A page that takes longer than `timeout` or raises `MemoryError` is dropped. No page is known to kill the
process. If one did, a `LocalPipelineExecutor` with one worker would end, and one with several workers would wait
forever (datatrove 0.10). When it is started again, it does the tasks that are not done.

`NewscleanExtractor` cleans in datatrove's sandbox. A page that hangs or kills the sandbox's process is skipped and
counted as `timeout` or `broken_process`. The extractor adds no metadata, and pages without an article pass with the
text that they have.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

from newsclean import DEFAULT, Page, Rule, clean
from newsclean.errors import MissingExtraError
from newsclean.integrations import reasons, usual
from newsclean.integrations.clock import PageTimeoutError, time_limit

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.extractors.base import BaseExtractor
    from datatrove.pipeline.writers.disk_base import DiskWriter
    from datatrove.utils.typeshelper import StatHints
except ImportError:
    raise MissingExtraError("a step for datatrove", "datatrove") from None

START_SECONDS = 10.0
"""The extractor's default time limit. It also covers the start of its process, which loads the model."""


class Newsclean(PipelineStep):
    """A step that replaces the HTML of each document by the article.

    It adds what the page states about itself to the document's metadata.

    - `rules`: as for `clean`.
    - `url_key`: the metadata key with the page's address.
    - `drop_other`: drop pages that hold no article.
    - `exclusion_writer`: writes the dropped documents with their HTML and a `filter_reason`: `other` (no article),
      `timeout` or `error` (a rule of the caller raised an exception, or memory ran out).
    - `timeout`: the time limit of a page in seconds; `None` sets none.

    Statistics: `total`, `forwarded`, `dropped`, `dropped_REASON` (documents), `removed_REASON` (blocks).
    """

    type = "🛢 - EXTRAC"
    name = "🗞 newsclean"

    def __init__(
        self,
        rules: Iterable[Rule] = DEFAULT,
        url_key: str = "url",
        drop_other: bool = True,
        exclusion_writer: DiskWriter | None = None,
        timeout: float | None = None,
    ) -> None:
        super().__init__()
        self.rules = tuple(rules)
        self.url_key = url_key
        self.drop_other = drop_other
        self.exclusion_writer = exclusion_writer
        self.timeout = timeout

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean the documents of a task, and yield those that are not dropped."""
        with self.exclusion_writer or contextlib.nullcontext() as writer:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    reason = self._cleaned(document)
                if not reason:
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(document)
                    yield document
                    continue
                self.stat_update(StatHints.dropped, f"dropped_{reason}")
                if writer is not None:
                    document.metadata["filter_reason"] = reason
                    writer.write(document, rank)

    def _cleaned(self, document: Document) -> str:
        """Clean a document. Return the reason to drop it, or an empty string.

        A document that is dropped keeps its HTML.
        """
        try:
            with time_limit(self.timeout):
                page = clean(document.text, document.metadata.get(self.url_key), self.rules, kind="html")
                known, text = usual(page), page.text
                if self.drop_other and page.kind == "other":
                    return "other"
        except PageTimeoutError:
            return "timeout"
        except Exception as error:  # noqa: BLE001  one page must not end a task of a million pages
            document.metadata["error"] = repr(error)
            return "error"
        self._count(page)
        document.text = text
        for name, value in known.items():
            document.metadata.setdefault(name, value)
        return ""

    def _count(self, page: Page) -> None:
        for reason, number in reasons(page).items():
            self.stat_update(f"removed_{reason}", value=number)


class NewscleanExtractor(BaseExtractor):
    """An extractor that replaces the HTML of each document by the article.

    It takes the place of `Trafilatura()` in a pipeline. `rules` are as for `clean`. `timeout` is in seconds; it applies
    to each document and to the start of the process that cleans. `options` are those of datatrove's `BaseExtractor`.
    """

    name = "🗞 newsclean"

    def __init__(self, rules: Iterable[Rule] = DEFAULT, timeout: float = START_SECONDS, **options: Any) -> None:
        super().__init__(timeout, **options)
        self.rules = tuple(rules)

    def extract(self, text: str) -> str | Exception:
        """Return the text of a page, or the exception that a rule of the caller raised.

        datatrove raises a returned exception for the page. An exception that is raised in the sandbox would end its
        process, and datatrove would wait five seconds for that.
        """
        try:
            return clean(text, None, self.rules, kind="html").text
        except Exception as error:  # noqa: BLE001
            return RuntimeError(repr(error))
