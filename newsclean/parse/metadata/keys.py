"""The lower-case names of meta tags for each field, the most reliable first."""

from __future__ import annotations

TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
MORE_TITLE_KEYS = ("citation_title", "dcterms.title", "title", "hdl", "cxenseparse:title")
DATE_KEYS = (
    "article:published_time article:published og:article:published_time og:published_time datepublished"
    " parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date"
    " pubdate publishdate publish-date publish_date publication_date publication-date published_time published-date"
    " date_published published cxenseparse:recs:publishtime cxenseparse:publishtime rnews:datepublished"
    " citation_publication_date citation_online_date citation_date article.published article:post_date date created"
    " dateposted displaydate originalpublicationdate article_date_original ptime pdate"
).split()
MODIFIED_KEYS = (
    "article:modified_time article:modified og:updated_time og:article:modified_time datemodified dc.date.modified"
    " dcterms.modified last-modified lastmod modified_time article:updated updated_time"
).split()
AUTHOR_KEYS = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl byline citation_author"
    " dc.contributor article:author_name authors cxenseparse:author rnews:creator creator og:article:author"
).split()
DESCRIPTION_KEYS = ("og:description", "description", "twitter:description")
SITE_KEYS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "al:iphone:app_name")
LANGUAGE_KEYS = ("content-language", "language", "og:locale", "dc.language", "inlanguage")
