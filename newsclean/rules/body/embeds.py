"""Embedded posts of social networks. Gold texts disagree on whether they belong to the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.page import Block
from newsclean.rules.body.outline import Outline

NAMES = frozenset(
    "twitter-tweet twitter-video twitter-embed instagram-media tiktok-embed fb-post fb-video reddit-embed"
    " reddit-embed-bq reddit-card bluesky-embed mastodon-embed text-post-media imgur-embed-pub telegram-post"
    " vk_post tumblr-post".split()
)
"""The classes of embedded posts in the social networks' own code for embedding."""


class Post(NamedTuple):
    """An embedded post: its blocks `first` to `end` (exclusive), and the class of its element."""

    first: int
    end: int
    name: str


def posts(out: Outline) -> Iterator[Post]:
    """Yield the embedded posts of a page, without those inside another."""
    end = 0
    for row, box in enumerate(out.boxes):
        if out.first[row] < end or not box.attributes:
            continue
        names = NAMES.intersection((box.attributes.get("class") or "").lower().split())
        if names:
            end = out.end[row]
            yield Post(out.first[row], end, min(names))


def amid(post: Post, gone: Sequence[bool], blocks: Sequence[Block]) -> bool:
    """Return whether a post stands in the article: kept blocks stand before it, and one is next to it."""
    near = [at for at in (post.first - 1, post.end) if 0 <= at < len(blocks)]
    return any(not gone[at] for at in near) and not all(gone[: post.first])
