"""Addresses that a page states, made whole."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from newsclean.parse.characters import shown


def canonical(stated: str, given: str | None, base: str = "") -> str | None:
    """A page's own address, as it states it, if it is on the site that the page came from; else the one that is given.

    `base` is what `<base href>` says.
    """
    found = absolute(stated, given, base)
    return shown(found) if found and (given is None or same_site(host(found), host(given))) else given


def absolute(stated: str, given: str | None, base: str = "") -> str | None:
    """An address with its scheme and host; `None` where that is not known, or it is none of the web."""
    try:
        whole = _whole("".join(stated.split()), given, base.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def _whole(stated: str, given: str | None, base: str) -> str:
    if not stated or stated.lower().startswith(("http://", "https://")):
        return stated
    first = stated.partition("/")[0].lower()
    if "." in first.strip(".") and ":" not in first and _is_of(first, given):
        return f"{urlsplit(given or '').scheme or 'https'}://{stated}"  # it lacks the scheme alone
    return urljoin(urljoin(given or "", base), stated)


def _is_of(name: str, given: str | None) -> bool:
    """Whether a name that may be a host's is that of the site that the page came from."""
    return given is None or same_site(host(f"https://{name}/"), host(given))


def host(url: str) -> str:
    """A URL's host, less what only tells how it is to be shown; empty for what is no URL."""
    try:
        parts = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    return ".".join(parts[1:] if parts[0] in ("www", "m", "amp", "mobile") and len(parts) > 2 else parts)


def name_of(url: str | None) -> str:
    """A site's name, as its host has it: without the top domain; empty where there is none.

    >>> name_of("https://www.quaypost.co.uk/a"), name_of(None)
    ('quaypost', '')
    """
    parts = host(url or "").split(".")
    while len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in ("info", "news", "example", "online")):
        parts.pop()
    return parts[-1]


def same_site(one: str, other: str) -> bool:
    """Whether two hosts are one site's."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def bare(url: str) -> str:
    """An address without what may differ between two ways to write it."""
    url = url.strip().partition("#")[0].partition("?")[0].rstrip("/")
    return url.partition("://")[2].removeprefix("www.") if "://" in url else url
