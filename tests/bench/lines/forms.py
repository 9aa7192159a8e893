"""Forms in which scrapers give a page's text: whole pages, which are dumps, and articles that a tool found.

Each form is made by a library that is in wide use. A whole page has its menus, teasers and footers; an article has few
of them or none.
"""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Callable, Mapping

COLUMNS = 80
"""Of wrapped text."""

INVISIBLE = ("script", "style", "noscript", "template", "svg")


def selectolax(page: bytes) -> str:
    """The body's text nodes, a line feed between two, with the white space that they have."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    for node in tree.css(", ".join(INVISIBLE)):
        node.decompose()
    return tree.body.text(separator="\n") if tree.body is not None else ""


def _soup(page: bytes, parser: str = "lxml") -> object:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page, parser)
    for node in soup(INVISIBLE):
        node.decompose()
    return soup.body or soup


def beautifulsoup(page: bytes) -> str:
    """The body's text nodes, a line feed between two, without the white space around them."""
    return _soup(page).get_text("\n", strip=True)  # type: ignore[attr-defined]


def beautifulsoup_as_is(page: bytes) -> str:
    """The body's text nodes as they follow one another, with nothing between two."""
    return _soup(page).get_text()  # type: ignore[attr-defined]


def resiliparse(page: bytes) -> str:
    """A line for each block, blank lines between some, marks of lists."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    text = bytes_to_str(page, detect_encoding(page) or "utf-8")
    return extract_plain_text(text, main_content=False, alt_texts=False, preserve_formatting=True)


def inscriptis(page: bytes) -> str:
    """The page laid out as a text browser would, never wrapped."""
    from inscriptis import get_text

    return get_text(page.decode("utf-8", "replace"))


def wrapped(page: bytes) -> str:
    """The same, wrapped."""
    lines = inscriptis(page).split("\n")
    return "\n".join(part for line in lines for part in (textwrap.wrap(line, COLUMNS) or [""]))


def html2text(page: bytes) -> str:
    """Markdown without links, never wrapped."""
    import html2text as package

    maker = package.HTML2Text()
    maker.body_width, maker.ignore_links, maker.ignore_images = 0, True, True
    return maker.handle(page.decode("utf-8", "replace"))


def markdown(page: bytes) -> str:
    """Markdown with links and pictures, wrapped as the package does by default."""
    import html2text as package

    return package.html2text(page.decode("utf-8", "replace"))


def trafilatura(page: bytes) -> str:
    """The article that trafilatura finds."""
    from trafilatura import extract

    return extract(page, include_comments=False) or ""


def newspaper(page: bytes) -> str:
    """The article that newspaper4k finds."""
    from newspaper import Article

    article = Article("http://example.org/", fetch_images=False)
    article.download(input_html=page.decode("utf-8", "replace"))
    article.parse()
    return article.text


Form = Callable[[bytes], str]
DUMPS: Mapping[str, Form] = {
    each.__name__: each
    for each in (selectolax, beautifulsoup, beautifulsoup_as_is, resiliparse, inscriptis, wrapped, html2text, markdown)
}
"""Group pages."""

ARTICLES: Mapping[str, Form] = {each.__name__: each for each in (trafilatura, newspaper)}
"""What extractors give."""


def made(form: Form, page: bytes) -> str:
    """A page in a form; empty where its library fails."""
    logging.disable()
    try:
        return form(page)
    except Exception:
        return ""
