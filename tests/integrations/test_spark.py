"""newsclean/integrations/spark.py, in a local Spark session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import DEFAULT, Page, Removal, SiteIndex, clean, clusters, similar
from newsclean.index import page_keys
from newsclean.integrations import about, reasons
from tests.bench.site import DISCLAIMER, composed

pytest.importorskip("pyspark.sql", reason="Spark is not installed: pip install 'newsclean[spark]'")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        not (shutil.which("java") or os.environ.get("JAVA_HOME")),
        reason="Spark needs Java: apt-get install openjdk-17-jre-headless",
    ),
]

FRONT = "<!doctype html><title>News</title><nav>" + "<a href='/x'>Town and country</a> " * 40 + "</nav>"
SAMPLES = composed(200, html=True)


def failing(page: Page) -> Iterable[Removal]:
    if page.title == "Story 3":
        time.sleep(60)
    if page.title == "Story 5":
        raise KeyError("of a rule")
    return ()


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of two workers, whose Python is this one."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def frame(spark: Any, count: int = 200) -> Any:
    """The pages of a site: their numbers, their addresses, their bytes."""
    rows = [(at, sample.url, bytearray(sample.html)) for at, sample in enumerate(SAMPLES[:count])]
    return spark.createDataFrame(rows, "number int, url string, html binary").repartition(2)


def test_each_page_is_a_row_with_its_article(spark: Any) -> None:
    from newsclean.integrations.spark import SCHEMA, clean_pages

    found = clean_pages(frame(spark, 40), keep=["number"])
    assert found.columns == ["number", *SCHEMA.fieldNames()]
    rows = {row["number"]: row.asDict() for row in found.collect()}
    assert len(rows) == 40
    for at, sample in enumerate(SAMPLES[:40]):
        page = clean(sample.html, sample.url)
        expected = {"number": at, "text": page.text, "removed": reasons(page), "error": None}
        expected |= {name: value for name, value in about(page).items() if name in SCHEMA.fieldNames()}
        assert rows[at] == expected
    assert rows[0]["removed"]["furniture"] > 3


def test_strings_front_pages_and_nothing(spark: Any) -> None:
    from newsclean.integrations.spark import clean_pages

    pages = [(SAMPLES[1].html.decode(),), (FRONT,), ("",), (None,)]
    rows = clean_pages(spark.createDataFrame(pages, "page string").coalesce(1), "page", None).collect()
    assert [row["kind"] for row in rows] == ["article", "other", None, None]
    assert [row["error"] for row in rows] == [None, None, "the page is empty", "the page is empty"]
    with pytest.raises(ValueError, match="no column 'html', 'url', but 'page'"):
        clean_pages(spark.createDataFrame(pages, "page string"))


def test_a_page_that_hangs_or_fails_is_a_row_with_its_error(spark: Any) -> None:
    from newsclean.integrations.spark import clean_pages

    found = clean_pages(frame(spark, 20), rules=(*DEFAULT, failing), keep=["number"], timeout=1).collect()
    errors = {row["number"]: row["error"] for row in found if row["error"]}
    assert errors == {3: "took longer than 1 seconds", 5: "KeyError('of a rule')"}
    assert all(row["text"] for row in found if row["number"] not in errors)
    assert len(found) == 20


def test_site_counts_are_those_of_one_machine(spark: Any, tmp_path: Path) -> None:
    from newsclean.integrations.spark import clean_pages, site_counts, site_rule

    pages = [clean(sample.html, sample.url) for sample in SAMPLES]
    index = SiteIndex(tmp_path / "site.idx")
    index.learn_all(pages)
    found = {each.text_digest: each for each in map(page_keys, pages) if each}
    numbers = Counter((each.site, key) for each in found.values() for key in each.keys)
    twice = frame(spark).union(frame(spark, 20))
    counts = site_counts(twice).persist()
    rows = counts.collect()
    assert {(row["site"], row["key"]): row["pages"] for row in rows} == numbers
    assert {row["site"]: row["site_pages"] for row in rows} == index.counts() == {"courier.example": 200}
    assert max(numbers.values()) == 200
    rules = (*DEFAULT, site_rule(counts))
    found = clean_pages(frame(spark), rules=rules, keep=["number"]).collect()
    assert {row["number"]: row["text"] for row in found} == {
        at: clean(sample.html, sample.url, rules).text for at, sample in enumerate(SAMPLES)
    }
    assert all(row["removed"]["site"] >= 1 and DISCLAIMER not in row["text"] for row in found)
    index.close()


def test_similar_finds_the_pairs_of_one_machine(spark: Any) -> None:
    from newsclean.integrations import spark as module

    articles = [sample.golds[0] for sample in SAMPLES]
    edited = [text.replace("town", "city", 3) for text in articles[::7]]
    cut = [text[: 2 * len(text) // 3] for text in articles[::11]]
    texts = [*articles, *edited, *cut, articles[4].upper(), "", None, "Rain.", "rain"]
    expected = similar(text or "" for text in texts)
    assert len(expected) > 30
    frame = spark.createDataFrame(list(enumerate(texts)), "name long, body string").repartition(3)
    pairs = module.similar(frame, "body", "name").persist()
    assert sorted((row["one"], row["other"], row["similarity"]) for row in pairs.collect()) == expected
    groups: dict[int, list[int]] = {}
    for row in module.clusters(pairs).orderBy("id").collect():
        groups.setdefault(row["cluster"], []).append(row["id"])
    assert list(groups.values()) == clusters(expected)


def test_a_python_without_newsclean_is_named(tmp_path: Path) -> None:
    """A worker's Python that has all packages but newsclean, in a session of its own."""
    import pyspark

    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "other")], check=True)
    packages = next((tmp_path / "other").glob("lib/python*/site-packages"))
    for path in Path(pyspark.__file__).parent.parent.iterdir():
        if "newsclean" not in path.name and path.suffix != ".pth":
            (packages / path.name).symlink_to(path)
    python = tmp_path / "other" / "bin" / "python"
    code = """
from pyspark.sql import SparkSession
from newsclean.integrations.spark import clean_pages
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
clean_pages(spark.createDataFrame([("<p>x",)], "html string"), url=None).collect()
"""
    path = str(Path(__file__).resolve().parent.parent.parent)
    script = f"import sys; sys.path.insert(0, {path!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYSPARK_PYTHON": str(python), "SPARK_LOCAL_IP": "127.0.0.1"},
    )
    assert done.returncode
    assert f"the workers' Python, {python}, lacks what newsclean needs" in done.stderr
    assert "set PYSPARK_PYTHON" in done.stderr
