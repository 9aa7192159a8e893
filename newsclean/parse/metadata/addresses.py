"""Resolve and compare the addresses that a page states."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from newsclean.parse.characters import shown


def canonical(stated: str, given: str | None, base: str = "") -> str | None:
    """Return the page's stated address if it is on the same site as the given one, or else the given one.

    `base` is the value of `<base href>`.
    """
    found = absolute(stated, given, base)
    return shown(found) if found and (given is None or same_site(host(found), host(given))) else given


def absolute(stated: str, given: str | None, base: str = "") -> str | None:
    """Return an absolute http or https address; `None` for an unknown host or another scheme."""
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
        return f"{urlsplit(given or '').scheme or 'https'}://{stated}"  # only the scheme is missing
    return urljoin(urljoin(given or "", base), stated)


def _is_of(name: str, given: str | None) -> bool:
    """Return whether a possible host name belongs to the site of the given address."""
    return given is None or same_site(host(f"https://{name}/"), host(given))


def host(url: str) -> str:
    """Return a URL's host without a prefix such as `www` or `amp`; empty for text that is not a URL."""
    try:
        parts = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    return ".".join(parts[1:] if parts[0] in ("www", "m", "amp", "mobile") and len(parts) > 2 else parts)


def name_of(url: str | None) -> str:
    """Return a site's name from its host, without the top-level domain; empty without a host.

    >>> name_of("https://www.quaypost.co.uk/a"), name_of(None)
    ('quaypost', '')
    """
    parts = host(url or "").split(".")
    while len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in ("info", "news", "example", "online")):
        parts.pop()
    return parts[-1]


def same_site(one: str, other: str) -> bool:
    """Return whether two hosts belong to the same site."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def bare(url: str) -> str:
    """Return an address without scheme, `www`, query, fragment and final slash, for comparison."""
    url = url.strip().partition("#")[0].partition("?")[0].rstrip("/")
    return url.partition("://")[2].removeprefix("www.") if "://" in url else url
