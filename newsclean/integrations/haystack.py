"""Haystack: a converter from pages to documents, which replaces `HTMLToDocument`.

pipeline.connect("fetcher.streams", "converter.sources")
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsclean import clean
from newsclean.errors import MissingExtraError
from newsclean.integrations import usual

try:
    from haystack import Document, component, default_from_dict, default_to_dict, logging
    from haystack.components.converters.utils import get_bytestream_from_source, normalize_metadata
    from haystack.dataclasses import ByteStream
except ImportError:
    raise MissingExtraError("the converter for Haystack", "haystack") from None

logger = logging.getLogger(__name__)


@component
class NewscleanConverter:
    """A converter from pages to documents.

    It adds what each page states about itself to the document's `meta`. Pages are decoded as browsers decode them.
    `url_key` names the field of `meta` with the page's address. Fields that `meta` already has do not change. With
    `drop_other`, a page that holds no article gives no document. A source that cannot be read is logged and skipped, as
    in Haystack's own converters.
    """

    def __init__(self, url_key: str = "url", drop_other: bool = True) -> None:
        self.url_key = url_key
        self.drop_other = drop_other

    def to_dict(self) -> dict[str, Any]:
        """Return the component in the form that a pipeline's YAML stores."""
        return default_to_dict(self, url_key=self.url_key, drop_other=self.drop_other)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> NewscleanConverter:
        """Return the component that a pipeline's YAML describes."""
        return default_from_dict(cls, data)

    @component.output_types(documents=list[Document])
    def run(
        self, sources: list[str | Path | ByteStream], meta: dict[str, Any] | list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        """Return the `documents`, in the order of the sources.

        A source is the path of a file, or a stream of bytes that may have a `meta` of its own. `meta` is one dictionary
        for all sources, or a list with one for each.
        """
        documents = []
        for source, given in zip(sources, normalize_metadata(meta, len(sources)), strict=True):
            try:
                stream = get_bytestream_from_source(source)
            except (OSError, ValueError) as error:
                logger.warning("Could not read {source}. Skipping it. Error: {error}", source=source, error=error)
                continue
            known = {**stream.meta, **given}
            page = clean(stream.data, known.get(self.url_key), kind="html")
            if page.kind == "article" or not self.drop_other:
                documents.append(Document(content=page.text, meta={**usual(page), **known}))
        return {"documents": documents}
