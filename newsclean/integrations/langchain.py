"""LangChain: a document transformer that replaces a page by its article.

documents = NewscleanTransformer().transform_documents(AsyncHtmlLoader(urls).load())
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from newsclean import DEFAULT, Rule, clean
from newsclean.errors import MissingExtraError
from newsclean.integrations import usual

try:
    from langchain_core.documents import BaseDocumentTransformer, Document
except ImportError:
    raise MissingExtraError("the transformer for LangChain", "langchain") from None


class NewscleanTransformer(BaseDocumentTransformer):
    """A transformer that replaces the HTML of documents by the article.

    It adds what the page states about itself to their metadata. `rules` are as for `clean`. `url_key` names the
    metadata with a page's address. Metadata that a document already has does not change. With `drop_other`, a page that
    holds no article gives no document.
    """

    def __init__(self, rules: Iterable[Rule] = DEFAULT, url_key: str = "source", drop_other: bool = True) -> None:
        self.rules = tuple(rules)
        self.url_key = url_key
        self.drop_other = drop_other

    def transform_documents(self, documents: Sequence[Document], **kwargs: Any) -> list[Document]:
        """Return new documents. The given documents do not change."""
        found = []
        for document in documents:
            page = clean(document.page_content, document.metadata.get(self.url_key), self.rules, kind="html")
            if page.kind == "article" or not self.drop_other:
                metadata = {**usual(page), **document.metadata}
                found.append(document.model_copy(update={"page_content": page.text, "metadata": metadata}))
        return found
