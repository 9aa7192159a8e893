"""Haystack: a converter of pages to documents, in the place of `HTMLToDocument`.

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
    """Pages in, documents out, with what each page says about itself in its `meta`.

    Pages are decoded as browsers do. `url_key` names the field of `meta` that holds a page's address. What `meta` has
    stays. With `drop_other`, a page that holds no article gives no document. A source that cannot be read is logged and
    passed over, as Haystack's own converters do.
    """

    def __init__(self, url_key: str = "url", drop_other: bool = True) -> None:
        self.url_key = url_key
        self.drop_other = drop_other

    def to_dict(self) -> dict[str, Any]:
        """The component as a pipeline's YAML holds it."""
        return default_to_dict(self, url_key=self.url_key, drop_other=self.drop_other)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> NewscleanConverter:
        """The component from a pipeline's YAML."""
        return default_from_dict(cls, data)

    @component.output_types(documents=list[Document])
    def run(
        self, sources: list[str | Path | ByteStream], meta: dict[str, Any] | list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        """`documents`, in the order of the sources: paths of files, or streams of bytes with a `meta` of their own."""
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
