"""newsclean and its peers: each is a function of a page's bytes and URL that returns the article's text.

    python -m tests.bench.peers CORPUS...

This prints the table of `tests.bench.score` for all of them that are installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

Extract = Callable[[bytes, "str | None"], str]

NEWSCLEAN = "newsclean"
INSTALL = "pip install 'newsclean[bench]'"

BREAKING_TAGS = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p"
    " pre section table td th tr ul"
).split()
"""The tags at which readability-lxml's HTML breaks into lines."""

HEAD_BYTES = 20_000
"""How far into a page its `lang` is looked for."""

_LANG = re.compile(rb"<html\b[^>]{0,4000}?\slang\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z]{2,3})\b", re.IGNORECASE)
_STOPLISTS = (
    "af Afrikaans an Aragonese ar Arabic ast Asturian az Azerbaijani be Belarusian bg Bulgarian bn Bengali br Breton"
    " bs Bosnian ca Catalan ceb Cebuano cs Czech cv Chuvash cy Welsh da Danish de German el Greek eo Esperanto"
    " es Spanish et Estonian eu Basque fa Persian fi Finnish fr French fy West_Frisian ga Irish gl Galician gu Gujarati"
    " he Hebrew hi Hindi hr Croatian ht Haitian hu Hungarian hy Armenian id Indonesian ig Igbo io Ido is Icelandic"
    " it Italian iw Hebrew jv Javanese ka Georgian kk Kazakh ko Korean ku Kurdish ky Kyrgyz la Latin lb Luxembourgish"
    " lt Lithuanian lv Latvian mk Macedonian ml Malayalam mr Marathi ms Malay mt Maltese nb Norwegian_Bokmal ne Nepali"
    " nl Dutch nn Norwegian_Nynorsk no Norwegian_Bokmal oc Occitan pl Polish pt Portuguese qu Quechua ro Romanian"
    " ru Russian sh Serbo_Croatian sk Slovak sl Slovenian sq Albanian sr Serbian su Sundanese sv Swedish sw Swahili"
    " te Telugu tk Turkmen tl Tagalog tr Turkish uk Ukrainian ur Urdu uz Uzbek vi Vietnamese vo Volapuk yo Yoruba"
).split()
STOPLISTS = dict(zip(_STOPLISTS[::2], _STOPLISTS[1::2], strict=True))
"""jusText's names for its stoplists, by the language's code."""


def stoplist_of(html: bytes) -> str:
    """The name of jusText's stoplist for the language that `<html lang>` states; English without one.

    >>> stoplist_of(b'<html class="x" lang="de-AT">'), stoplist_of(b'<html lang="ja">'), stoplist_of(b'<p>')
    ('German', 'English', 'English')
    """
    found = _LANG.search(html[:HEAD_BYTES])
    return STOPLISTS.get(found[1].decode().lower(), "English") if found else "English"


# Each of these imports its package and gives the function; ImportError goes to the caller. The packages come by name
# because most have no types.


def _newsclean() -> Extract:
    from newsclean import clean

    return lambda html, url: clean(html, url).text


def _trafilatura() -> Extract:
    extract = import_module("trafilatura").extract
    return lambda html, url: extract(html, url=url, include_comments=False) or ""


def _trafilatura_fast() -> Extract:
    extract = import_module("trafilatura").extract
    return lambda html, url: extract(html, url=url, include_comments=False, fast=True) or ""


def _resiliparse() -> Extract:
    plain = import_module("resiliparse.extract.html2text").extract_plain_text
    encoding = import_module("resiliparse.parse.encoding")

    def extract(html: bytes, url: str | None) -> str:
        text: str = plain(
            encoding.bytes_to_str(html, encoding.detect_encoding(html)), main_content=True, alt_texts=False
        )
        return text

    return extract


def _readability_lxml() -> Extract:
    document = import_module("readability").Document
    parse = import_module("lxml.html").fromstring

    def extract(html: bytes, url: str | None) -> str:
        tree = parse(document(html, url=url).summary(html_partial=True))
        for element in tree.iter(BREAKING_TAGS):
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
        text: str = tree.text_content()
        return text

    return extract


def _justext() -> Extract:
    justext = import_module("justext")
    read: dict[str, frozenset[str]] = {}

    def extract(html: bytes, url: str | None) -> str:
        name = stoplist_of(html)
        if name not in read:
            read[name] = justext.get_stoplist(name)
        return "\n\n".join(each.text for each in justext.justext(html, read[name]) if not each.is_boilerplate)

    return extract


TOOLS: dict[str, Callable[[], Extract]] = {
    NEWSCLEAN: _newsclean,
    "trafilatura": _trafilatura,
    "trafilatura_fast": _trafilatura_fast,
    "resiliparse": _resiliparse,
    "readability_lxml": _readability_lxml,
    "justext": _justext,
}
"""What imports a tool and gives its function, by the tool's name."""


def load_tools(names: Iterable[str] = tuple(TOOLS)) -> dict[str, Extract]:
    """The tools of these names, imported; one that is not installed is left out, and a line on stderr says so.

    Raises `KeyError` for a name that is not in `TOOLS`.
    """
    tools: dict[str, Extract] = {}
    for name in names:
        try:
            tools[name] = TOOLS[name]()
        except ImportError as error:
            print(f"without {name} ({error}): {INSTALL}", file=sys.stderr)
    return tools


def main() -> None:
    """Score newsclean and every peer."""
    from tests.bench.score import run

    run(__doc__, tuple(TOOLS))


if __name__ == "__main__":
    main()
