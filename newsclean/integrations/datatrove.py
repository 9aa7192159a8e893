"""datatrove: a pipeline step that cleans documents, and an extractor to take the place of its `Trafilatura`.

    LocalPipelineExecutor([WarcReader(...), Newsclean(), JsonlWriter(...)])

`Newsclean` knows each page's address, gives metadata and drops pages without an article; it cleans in the task's own
process. A page there that takes longer than `timeout` or raises `MemoryError` is dropped. One that kills the process
(which no page is known to do) ends a `LocalPipelineExecutor` of one worker; one of several workers waits forever
(datatrove 0.10). Started again, it does the tasks that are not done. `NewscleanExtractor` cleans in
datatrove's sandbox: a page that hangs or kills the process there is skipped, and counted as `timeout` or
`broken_process`; there is no metadata, and pages without an article come through with what text they have.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

from newsclean import DEFAULT, Page, Rule, clean
from newsclean.errors import MissingExtraError
from newsclean.integrations import reasons, usual
from newsclean.integrations.clock import PageTimeoutError, at_most

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.extractors.base import BaseExtractor
    from datatrove.pipeline.writers.disk_base import DiskWriter
    from datatrove.utils.typeshelper import StatHints
except ImportError:
    raise MissingExtraError("a step for datatrove", "datatrove") from None

START_SECONDS = 10.0
"""The extractor's time limit also covers the start of its process, which loads the model."""


class Newsclean(PipelineStep):
    """Puts the article in the place of each document's HTML, and what the page says about itself in its metadata.

    `url_key` names the metadata that holds the page's address. With `drop_other`, pages that hold no article are
    dropped; they, and pages that took longer than `timeout` seconds or for which a rule of the caller's own raised, go
    to the `exclusion_writer` with their HTML and a `filter_reason`: `other`, `timeout` or `error`. Statistics: `total`,
    `forwarded`, `dropped`, `dropped_REASON` (documents), `removed_REASON` (blocks).
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
        """Clean the documents of a task."""
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
        """Clean a document; say why it is to be dropped, if it is, and leave it as it was."""
        try:
            with at_most(self.timeout):
                page = clean(document.text, document.metadata.get(self.url_key), self.rules, kind="html")
                known, text = usual(page), page.text
                if self.drop_other and page.kind == "other":
                    return "other"
        except PageTimeoutError:
            return "timeout"
        except Exception as error:  # noqa: BLE001  one page is no reason to end a task of a million
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
    """The article of each document's HTML, by itself: for pipelines that have `Trafilatura()` there.

    `timeout` is in seconds, for each document and for the start of the process that cleans.
    """

    name = "🗞 newsclean"

    def __init__(self, rules: Iterable[Rule] = DEFAULT, timeout: float = START_SECONDS, **options: Any) -> None:
        super().__init__(timeout, **options)
        self.rules = tuple(rules)

    def extract(self, text: str) -> str | Exception:
        """The text of a page. What a rule of the caller's own raises is given back: datatrove raises it for the page.

        Raised in the sandbox, it would end its process, and datatrove would wait five seconds for that.
        """
        try:
            return clean(text, None, self.rules, kind="html").text
        except Exception as error:  # noqa: BLE001
            return RuntimeError(repr(error))
