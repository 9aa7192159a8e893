"""Spark: clean a column of pages, count the blocks of sites, find near-duplicates.

    from newsclean.integrations.spark import clean_pages

    articles = clean_pages(spark.read.parquet("pages/"), keep=("warc_file",))

It works with pyspark 3.5 and 4. Pages reach Python as Arrow batches of up to 10,000 rows. A page has a hundred times
the size of a usual row, so set `spark.sql.execution.arrow.maxRecordsPerBatch` to about 200. The Python of the workers
must have newsclean and pyarrow; `PYSPARK_PYTHON` names it.

A page becomes a row with `error` if it exceeds its time limit, raises `MemoryError`, or a rule of the caller raises an
exception. A page that kills its worker ends the job after `spark.task.maxFailures` (4); none is known.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import newsclean
from newsclean import DEFAULT, Pair, Rule, SiteRepeats, clean
from newsclean.errors import MissingExtraError
from newsclean.index.keys import PageKeys, page_keys
from newsclean.integrations import about, reasons
from newsclean.integrations.clock import PageTimeoutError, time_limit
from newsclean.integrations.counts import site_repeats
from newsclean.similar import MIN_SIMILARITY

try:
    from pyspark import cloudpickle
    from pyspark.sql import functions as f
    from pyspark.sql import types as t
except ImportError:
    raise MissingExtraError("a function for Spark", "spark") from None

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

TIMEOUT = 30.0
"""The default time limit of a page in seconds, the same as on the command line."""

ROWS = 64
"""The number of rows in an Arrow batch of results."""

_SPECIAL = {
    "authors": t.ArrayType(t.StringType()),
    "tags": t.ArrayType(t.StringType()),
    "free": t.BooleanType(),
    "confidence": t.DoubleType(),
    "removed": t.MapType(t.StringType(), t.LongType()),
}
_NAMES = (
    "url text title authors date modified language site publisher description image section tags type free kind"
    " confidence removed error"
).split()
SCHEMA = t.StructType([t.StructField(name, _SPECIAL.get(name, t.StringType())) for name in _NAMES])
"""The columns of `clean_pages`. `url` is the canonical URL, else the given one. `kind` is `article` or `other`.
`removed` has the number of removed blocks by reason. If a page failed, `error` is set and all but `url` is null."""

_ASKED = [name for name in _NAMES if name not in ("text", "removed", "error")]


class Work(NamedTuple):
    """The instructions for a worker: the names of the columns, and how to clean."""

    html: str
    url: str | None
    keep: tuple[str, ...]
    names: Sequence[str]
    rules: tuple[Rule, ...]
    timeout: float | None


def clean_pages(  # noqa: PLR0913  four name columns, two set how to clean
    df: DataFrame,
    html: str = "html",
    url: str | None = "url",
    keep: Sequence[str] = (),
    rules: Iterable[Rule] = DEFAULT,
    *,
    timeout: float | None = TIMEOUT,
) -> DataFrame:
    """Return a row for each page: the columns to `keep`, unchanged, then those of `SCHEMA`.

    `html` names a column of strings or binary values, `url` one of strings, or `None` if there is none. A kept column
    replaces the column of `SCHEMA` with its name. `timeout` is the time limit of a page in seconds. Raises `ValueError`
    for a missing column.
    """
    own = [field for field in SCHEMA.fields if field.name not in keep]
    schema = t.StructType([*(df.schema[name] for name in keep if name in df.columns), *own])
    work = Work(html, url, tuple(keep), [field.name for field in own], tuple(rules), timeout)
    return mapped(df, "cleaned", work, schema)


def mapped(df: DataFrame, name: str, work: Work, schema: t.StructType) -> DataFrame:
    """Apply the function `name` of `TASKS` to the columns that `work` names."""
    asked = list(dict.fromkeys([work.html, *filter(None, [work.url]), *work.keep]))
    if missing := [name for name in asked if name not in df.columns]:
        raise ValueError(f"no column {', '.join(map(repr, missing))}, but {', '.join(map(repr, df.columns))}")
    return df.select(*asked).mapInArrow(in_worker(name, cloudpickle.dumps(work)), schema)


def in_worker(name: str, task: bytes) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return a function that applies a function of `TASKS` in a worker.

    It reports a worker without newsclean. It refers to nothing of newsclean until it runs, and `task` is pickled:
    otherwise unpickling would fail in such a worker before it could report.
    """
    driver, said = sys.executable, os.environ.get("PYSPARK_PYTHON", "not set")

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pickle
        import sys

        try:
            from newsclean.integrations.spark import TASKS
        except ImportError as error:
            raise ImportError(
                f"the workers' Python, {sys.executable}, lacks what newsclean needs ({error}): set PYSPARK_PYTHON"
                f" (it is {said}) to one that has it, as {driver}, before the session starts"
            ) from None
        yield from TASKS[name](batches, pickle.loads(task))  # noqa: S301  pickled by the driver

    return run


def cleaned(batches: Iterator[pyarrow.RecordBatch], work: Work) -> Iterator[pyarrow.RecordBatch]:
    """Clean batches of pages in a worker. Yield batches of the kept columns and those of `SCHEMA`."""
    import pyarrow

    types = arrow_types()
    for batch in parts(batches):
        rows = [row(source, url, work) for source, url in pages_of(batch, work)]
        kept = [column(batch, name) for name in work.keep]
        new = [pyarrow.array([each.get(name) for each in rows], types[name]) for name in work.names]
        yield pyarrow.RecordBatch.from_arrays([*kept, *new], [*work.keep, *work.names])


def parts(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Yield the batches in parts of `ROWS` rows, so that their results are soon returned."""
    for batch in batches:
        for start in range(0, len(batch), ROWS):
            yield batch.slice(start, ROWS)


def column(batch: pyarrow.RecordBatch, name: str) -> pyarrow.Array:
    """Return a column by its name."""
    return batch.column(batch.schema.get_field_index(name))


def pages_of(batch: pyarrow.RecordBatch, work: Work) -> Iterator[tuple[Any, Any]]:
    """Yield the page and the address of each row."""
    for at, source in enumerate(column(batch, work.html)):
        yield source.as_py(), column(batch, work.url)[at].as_py() if work.url else None


def row(source: bytes | str | None, url: str | None, work: Work) -> dict[str, Any]:
    """Return the values of `SCHEMA` for a page."""
    if not source:
        return {"url": url, "error": "the page is empty"}
    try:
        with time_limit(work.timeout):
            page = clean(source, url, work.rules, kind="html")
            return {"text": page.text, "removed": list(reasons(page).items()), **about(page, _ASKED)}
    except PageTimeoutError as error:
        return {"url": url, "error": str(error)}
    except Exception as error:  # noqa: BLE001  one page must not end a job of a million pages
        return {"url": url, "error": repr(error)}


def arrow_types() -> dict[str, Any]:
    """Return the types of pyarrow for the columns of `SCHEMA`."""
    import pyarrow as pa

    texts = pa.list_(pa.string())
    counts = pa.map_(pa.string(), pa.int64())
    special = {"authors": texts, "tags": texts, "free": pa.bool_(), "confidence": pa.float64(), "removed": counts}
    return {name: special.get(name, pa.string()) for name in _NAMES}


PAGE_KEYS = t.StructType(
    [
        *(t.StructField(name, t.StringType() if name == "site" else t.LongType()) for name in PageKeys._fields[:-1]),
        t.StructField("key", t.ArrayType(t.LongType())),
    ]
)
"""The fields of a `PageKeys`, as columns."""


def site_counts(
    df: DataFrame, html: str = "html", url: str | None = "url", rules: Iterable[Rule] = DEFAULT
) -> DataFrame:
    """Count the pages of a site on which each block of an article stands.

    Columns are `site`, `key`, `pages`, `site_pages`, as for `SiteIndex.add_counts`. A `SiteIndex` that learnt the pages
    has the same counts. Pages of a site with one URL, or with the same blocks, count once. Pages without an article, of
    no known site or over `TIMEOUT` do not count. The pages' keys stay persisted until the session or its cache ends.
    """
    work = Work(html, url, (), (), tuple(rules), TIMEOUT)
    pages = mapped(df, "learnt", work, PAGE_KEYS)
    of_url = pages.groupBy("site", "url_digest").agg(
        f.min("text_digest").alias("text_digest"), f.min_by("key", "text_digest").alias("key")
    )
    pages = of_url.groupBy("site", "text_digest").agg(f.first("key").alias("key")).persist()
    whole = pages.groupBy("site").agg(f.count("*").alias("site_pages"))
    counts = pages.select("site", f.explode("key").alias("key")).groupBy("site", "key").agg(f.count("*").alias("pages"))
    return counts.join(whole, "site").select("site", "key", "pages", "site_pages")


def learnt(batches: Iterator[pyarrow.RecordBatch], work: Work) -> Iterator[pyarrow.RecordBatch]:
    """Yield the keys of batches of pages, in a worker."""
    import pyarrow

    for batch in parts(batches):
        found: list[PageKeys] = []
        for source, url in pages_of(batch, work):
            # clean_pages reports a page that fails; here it is not counted.
            with suppress(Exception), time_limit(work.timeout):
                each = page_keys(clean(source or b"", url, work.rules, kind="html"))
                found += [each] if each else []
        columns = list(zip(*found, strict=True)) or [(), (), (), ()]
        types = [pyarrow.string(), pyarrow.int64(), pyarrow.int64(), pyarrow.list_(pyarrow.int64())]
        arrays = [pyarrow.array(list(each), kind) for each, kind in zip(columns, types, strict=True)]
        yield pyarrow.RecordBatch.from_arrays(arrays, PAGE_KEYS.fieldNames())


def site_rule(counts: DataFrame) -> SiteRepeats:
    """Return a rule for `clean_pages` from `site_counts`: `rules=(*DEFAULT, site_rule(counts))`.

    The counts that may be high enough for the rule are collected on the driver and sent to the workers with each task:
    some hundreds for each site. The rule may only be applied to the pages that were counted.
    """
    enough = counts.where("pages >= 2 and pages > site_pages * 0.02")
    return site_repeats(tuple(each) for each in enough.collect())


def similar(
    df: DataFrame,
    text: str = "text",
    id: str = "id",  # noqa: A002
    min_similarity: float = MIN_SIMILARITY,
) -> DataFrame:
    """Return the pairs that `newsclean.similar` finds: `one`, `other` (the greater id) and `similarity`.

    `id` names a column of unique values with an order. MinHash bands propose pairs. The Jaccard similarity of the
    hashed shingles verifies them. The time is proportional to the number of texts and to the number of pairs. The
    hashes stay persisted until the session ends or its cache is cleared.
    """
    kind = df.schema[id].dataType
    longs = t.ArrayType(t.LongType())
    schema = t.StructType([t.StructField("id", kind), t.StructField("bands", longs), t.StructField("shingles", longs)])
    work = Work(text, None, (id,), (), (), None)
    texts = mapped(df, "hashed", work, schema).persist()
    bands = texts.select("id", f.explode("bands").alias("band"))
    one, other = bands.withColumnRenamed("id", "one"), bands.withColumnRenamed("id", "other")
    proposed = one.join(other, "band").where("one < other").select("one", "other").distinct()
    left = texts.select(f.col("id").alias("one"), f.col("shingles").alias("left"))
    right = texts.select(f.col("id").alias("other"), f.col("shingles").alias("right"))
    shared = f.size(f.array_intersect("left", "right"))
    return (
        proposed.join(left, "one")
        .join(right, "other")
        .select("one", "other", (shared / (f.size("left") + f.size("right") - shared)).alias("similarity"))
        .where(f.col("similarity") >= min_similarity)
    )


def hashed(batches: Iterator[pyarrow.RecordBatch], work: Work) -> Iterator[pyarrow.RecordBatch]:
    """Yield the ids, MinHash bands and hashed shingles of batches of texts, in a worker."""
    import pyarrow

    from newsclean.sketches import shingle_numbers, sketch

    longs = pyarrow.list_(pyarrow.int64())
    for batch in parts(batches):
        found = [sketch(each.as_py() or "") for each in column(batch, work.html)]
        bands = [memoryview(each.bands).cast("q").tolist() if each else [] for each in found]
        sets = [shingle_numbers(each.words).view("int64").tolist() if each else [] for each in found]
        arrays = [column(batch, work.keep[0]), pyarrow.array(bands, longs), pyarrow.array(sets, longs)]
        yield pyarrow.RecordBatch.from_arrays(arrays, ["id", "bands", "shingles"])


def clusters(pairs: DataFrame) -> DataFrame:
    """Return the connected components of the pairs: `id` and `cluster`, the least id of a component.

    The driver joins the pairs, about ten million at most. For more, use the connected components of GraphFrames.
    """
    kind = pairs.schema["one"].dataType
    joined = newsclean.clusters([Pair(*each) for each in pairs.select("one", "other", "similarity").collect()])
    rows = [(each, group[0]) for group in joined for each in group]
    schema = t.StructType([t.StructField("id", kind), t.StructField("cluster", kind)])
    return pairs.sparkSession.createDataFrame(rows, schema)


TASKS: dict[str, Callable[..., Iterator[Any]]] = {each.__name__: each for each in (cleaned, learnt, hashed)}
"""The functions that workers can apply."""
