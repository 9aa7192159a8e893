"""LlamaIndex: a transformation for an `IngestionPipeline` that replaces a page by its article.

IngestionPipeline(transformations=[NewscleanTransform(), SentenceSplitter()]).run(documents=documents)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsclean import DEFAULT, clean
from newsclean.errors import MissingExtraError
from newsclean.integrations import usual

try:
    from llama_index.core.schema import BaseNode, TransformComponent
except ImportError:
    raise MissingExtraError("the transformation for LlamaIndex", "llama-index") from None


class NewscleanTransform(TransformComponent):
    """A transformation that replaces the HTML of nodes by the article.

    It adds what the page states about itself to their metadata. `rules` are as for `clean`. `url_key` names the
    metadata with a page's address. Metadata that a node already has does not change. With `drop_other`, a page that
    holds no article gives no node.
    """

    rules: tuple[Any, ...] = DEFAULT
    url_key: str = "url"
    drop_other: bool = True

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        """Return new nodes with the ids of the given ones. The given nodes do not change."""
        found = []
        for node in nodes:
            page = clean(node.get_content(), node.metadata.get(self.url_key), self.rules, kind="html")
            if page.kind == "article" or not self.drop_other:
                new = node.model_copy(update={"metadata": {**usual(page), **node.metadata}}, deep=True)
                new.set_content(page.text)
                found.append(new)
        return found
