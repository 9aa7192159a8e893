"""Clean the same pages in one engine: `python -m tests.bench.engines.runs NAME FOLDER JOBS`.

It runs in a process of its own. FOLDER holds `pages.parquet` and `pages.jsonl` with columns `id`, `url` and `html`, and
`pages/` with a file for each page. The last line that it prints is the number of articles.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BATCH_ROWS = 200
Run = Callable[[Path, int], int]
"""What runs an engine over a folder, in so many processes where it can; how many articles came out."""


def article(html: str, url: str) -> str | None:
    """What an engine's own function makes of a page."""
    from newsclean import clean

    page = clean(html, url, kind="html")
    return page.text if page.kind == "article" else None


def there(texts: Iterable[str | None]) -> int:
    """How many articles there are."""
    return sum(isinstance(text, str) and bool(text) for text in texts)


def texts_in(path: Path) -> int:
    """How many articles are in a Parquet file, or a folder of them."""
    import pyarrow.parquet

    return there(pyarrow.parquet.read_table(path, columns=["text"]).column("text").to_pylist())


def newsclean(folder: Path, jobs: int) -> int:
    """The command line, Parquet to Parquet."""
    output = folder / "out.parquet"
    command = [sys.executable, "-m", "newsclean", "-q", "--allow-empty", "-j", str(jobs), "-o", str(output)]
    subprocess.run([*command, str(folder / "pages.parquet")], check=True, stderr=subprocess.DEVNULL)
    return texts_in(output)


def datatrove(folder: Path, jobs: int) -> int:
    """`Newsclean`, the pipeline step, JSON Lines to JSON Lines."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from newsclean.integrations.datatrove import Newsclean

    out = folder / "datatrove"
    reader = JsonlReader(str(folder / "shards"), text_key="html")
    LocalPipelineExecutor(
        [reader, Newsclean(timeout=30), JsonlWriter(str(out), compression=None)],
        tasks=jobs,
        workers=jobs,
        logging_dir=str(folder / "logs"),
    ).run()
    return there(json.loads(line)["text"] for path in out.glob("*.jsonl") for line in path.open("rb"))


def session(jobs: int, failures: int = 1) -> Any:
    """A Spark session on this machine, whose Python is this one."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{jobs},{failures}]").config("spark.ui.enabled", "false")
    for name in ("spark.driver.host", "spark.driver.bindAddress"):
        builder = builder.config(name, "127.0.0.1")
    found = (
        builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH_ROWS)
        .config("spark.sql.shuffle.partitions", 2 * jobs)
        .config("spark.sql.files.maxPartitionBytes", "8m")
        .config("spark.driver.memory", "4g")
        .getOrCreate()
    )
    found.sparkContext.setLogLevel("OFF")
    return found


def spark(folder: Path, jobs: int) -> int:
    """`clean_pages`, by mapInArrow, Parquet to Parquet."""
    from newsclean.integrations.spark import clean_pages

    running = session(jobs)
    out = folder / "spark"
    clean_pages(running.read.parquet(str(folder / "pages.parquet"))).where("kind = 'article'").write.parquet(str(out))
    running.stop()
    return texts_in(out)


def scrapy(folder: Path, jobs: int) -> int:
    """`NewscleanPipeline`, whose threads share one core; pages are read from files."""
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess

    articles = []

    class Pages(Spider):
        name = "pages"

        async def start(self) -> Any:
            for path in sorted((folder / "pages").iterdir()):
                yield Request(path.as_uri())

        def parse(self, response: Any) -> Any:
            return {"html": response.body, "url": f"https://news.example/{Path(response.url).stem}"}

    class Kept:
        def process_item(self, item: Any) -> Any:
            articles.append(item["text"])
            return item

    pipelines = {"newsclean.integrations.scrapy.NewscleanPipeline": 300, Kept: 400}
    settings = {"ITEM_PIPELINES": pipelines, "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False}
    process = CrawlerProcess(settings)
    process.crawl(Pages)
    process.start()
    return there(articles)


def ray(folder: Path, jobs: int) -> int:
    """Ray Data, `map_batches`."""
    import ray.data

    def cleaned(batch: dict[str, Any]) -> dict[str, Any]:
        texts = [article(html, url) for html, url in zip(batch["html"], batch["url"], strict=True)]
        return {"url": batch["url"], "text": texts}

    ray.init(num_cpus=jobs, include_dashboard=False, log_to_driver=False, logging_level="error")
    ray.data.DataContext.get_current().enable_progress_bars = False
    pages = ray.data.read_parquet(str(folder / "pages.parquet"))
    texts = [row["text"] for row in pages.map_batches(cleaned, batch_size=64).take_all()]
    ray.shutdown()
    return there(texts)


def dask(folder: Path, jobs: int) -> int:
    """Dask's data frame, by processes, with as many parts as there are row groups."""
    import dask.dataframe

    pages = dask.dataframe.read_parquet(folder / "pages.parquet", split_row_groups=True)
    articles = pages.map_partitions(of_part, meta={"url": str, "text": str})
    return there(articles.compute(scheduler="processes", num_workers=jobs)["text"])


def of_part(part: Any) -> Any:
    """A part of a data frame of pages, as articles."""
    texts = [article(html, url) for html, url in zip(part["html"], part["url"], strict=True)]
    return part[["url"]].assign(text=texts)


def polars(folder: Path, jobs: int) -> int:
    """polars, `map_elements`: one thread."""
    import polars

    pages = polars.read_parquet(folder / "pages.parquet")
    text = polars.struct("html", "url").map_elements(
        lambda row: article(row["html"], row["url"]), return_dtype=polars.String
    )
    return there(pages.select(text.alias("text"))["text"].to_list())


def duckdb(folder: Path, jobs: int) -> int:
    """duckdb, a function of Python's: one thread."""
    import duckdb

    database = duckdb.connect()
    text, blob = duckdb.sqltype("VARCHAR"), duckdb.sqltype("BLOB")
    database.create_function("article", article, [blob, text], text, null_handling="special")
    found = database.execute("SELECT article(html, url) FROM read_parquet(?)", [str(folder / "pages.parquet")])
    return there(row[0] for row in found.fetchall())


def pandas(folder: Path, jobs: int) -> int:
    """pandas, a loop over two columns: one thread."""
    import pandas

    pages = pandas.read_parquet(folder / "pages.parquet")
    return there(article(html, url) for html, url in zip(pages["html"], pages["url"], strict=True))


def rows(folder: Path) -> list[tuple[str, str]]:
    """The addresses of the pages, and their HTML as text."""
    from pyarrow import parquet

    table = parquet.read_table(folder / "pages.parquet", columns=["url", "html"])
    return [(row["url"] or "", row["html"].decode("utf-8", "replace")) for row in table.to_pylist()]


def langchain(folder: Path, jobs: int) -> int:
    """LangChain, `transform_documents`: one thread."""
    from langchain_core.documents import Document

    from newsclean.integrations.langchain import NewscleanTransformer

    pages = [Document(html, metadata={"source": url}) for url, html in rows(folder)]
    return there(document.page_content for document in NewscleanTransformer().transform_documents(pages))


def llama_index(folder: Path, jobs: int) -> int:
    """LlamaIndex, an ingestion pipeline of one transformation: one thread."""
    from llama_index.core import Document
    from llama_index.core.ingestion import IngestionPipeline

    from newsclean.integrations.llama_index import NewscleanTransform

    pages = [Document(text=html, metadata={"url": url}) for url, html in rows(folder)]
    nodes = IngestionPipeline(transformations=[NewscleanTransform()]).run(documents=pages)
    return there(node.get_content() for node in nodes)


def haystack(folder: Path, jobs: int) -> int:
    """Haystack, a pipeline of one converter: one thread."""
    from haystack import Pipeline
    from haystack.dataclasses import ByteStream

    from newsclean.integrations.haystack import NewscleanConverter

    pipeline = Pipeline()
    pipeline.add_component("converter", NewscleanConverter())
    sources = [ByteStream(html.encode(), meta={"url": url}) for url, html in rows(folder)]
    found = pipeline.run({"converter": {"sources": sources}})["converter"]["documents"]
    return there(document.content for document in found)


RUNS: dict[str, tuple[Run, str]] = {
    "newsclean": (newsclean, "pyarrow"),
    "datatrove": (datatrove, "datatrove"),
    "Spark": (spark, "pyspark"),
    "Scrapy": (scrapy, "scrapy"),
    "Ray": (ray, "ray"),
    "Dask": (dask, "dask.dataframe"),
    "polars": (polars, "polars"),
    "duckdb": (duckdb, "duckdb"),
    "pandas": (pandas, "pandas"),
    "LangChain": (langchain, "langchain_core"),
    "LlamaIndex": (llama_index, "llama_index.core"),
    "Haystack": (haystack, "haystack"),
}
"""The engines, with the packages that they need."""

if __name__ == "__main__":
    name, folder, jobs = sys.argv[1:]
    print(RUNS[name][0](Path(folder), int(jobs)))
