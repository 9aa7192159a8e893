"""LlamaIndex: a transformation that puts the article in the place of a page, for an `IngestionPipeline`.

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
    """Nodes of HTML in, nodes of articles out, with what the page says about itself in their metadata.

    `url_key` names the metadata that holds a page's address; `rules` are those of `clean`. What a node's metadata has
    stays. With `drop_other`, a page that holds no article gives no node.
    """

    rules: tuple[Any, ...] = DEFAULT
    url_key: str = "url"
    drop_other: bool = True

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        """New nodes with the ids of those given, which are left as they are."""
        found = []
        for node in nodes:
            page = clean(node.get_content(), node.metadata.get(self.url_key), self.rules, kind="html")
            if page.kind == "article" or not self.drop_other:
                new = node.model_copy(update={"metadata": {**usual(page), **node.metadata}}, deep=True)
                new.set_content(page.text)
                found.append(new)
        return found
