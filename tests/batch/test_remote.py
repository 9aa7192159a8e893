"""newsclean/batch/remote.py: the command on a real server, and on one that speaks S3."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean import DEFAULT, OutputError
from newsclean.batch.inputs import Inputs
from newsclean.batch.job import Job
from newsclean.batch.remote import committed
from newsclean.batch.run import Run
from tests.readers.test_remote import CUT, ROW, served
from tests.readers.test_warc import response

pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
HTML = (SAMPLES / "ferries.html").read_bytes()


def run(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsclean", *args]
    settings = {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A folder of files of many pages."""
    rows = [{"url": f"https://a.example/{at}", "html": HTML.decode()} for at in range(3)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    page = response("https://a.example/", b"200 OK\r\nContent-Type: text/html", HTML)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(page) * 3)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "c.parquet", row_group_size=2)
    (tmp_path / CUT).write_bytes(ROW)
    (tmp_path / "page.html").write_bytes(HTML)
    return tmp_path


def test_files_of_a_server_come_out_as_those_on_the_disk_do(crawl: Path) -> None:
    for name in ("a.jsonl.gz", "b.warc.gz", "c.parquet"):
        here = run(crawl, "-o", "here.jsonl", name)
        assert here.returncode == 0, here.stderr
        with served(crawl) as address:
            done = run(crawl, "-j", "2", "-o", "there.jsonl", f"{address}/{name}")
        assert (done.returncode, "3 read, 3 written" in done.stderr) == (0, True), done.stderr
        here_rows, there_rows = (
            [{**json.loads(line), "name": ""} for line in (crawl / each).read_text().splitlines()]
            for each in ("here.jsonl", "there.jsonl")
        )
        assert there_rows == here_rows


def test_pages_are_not_fetched_and_what_fails_is_named(crawl: Path) -> None:
    with served(crawl) as address:
        for name, message in (
            ("page.html", f"newsclean does not download pages: curl -sSL '{address}/page.html'"),
            ("none.jsonl", "no such file"),
            (CUT, "after line 0: Response payload is not completed"),
        ):
            done = run(crawl, "-o", "out.jsonl", f"{address}/{name}")
            assert (done.returncode, message in done.stderr, "Traceback" in done.stderr) == (2, True, False), (
                done.stderr
            )
    done = run(crawl, "s3://bucket/page")
    assert (done.returncode, "only files of many pages are read" in done.stderr) == (2, True)


@pytest.fixture
def s3() -> Iterator[dict[str, str]]:
    """The settings of a server that speaks S3, with a bucket."""
    pytest.importorskip("s3fs", reason="needs s3fs")
    server_module = pytest.importorskip("moto.server", reason="needs moto[server]")
    import boto3

    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=endpoint, **keys).create_bucket(Bucket="bucket")
    yield {"FSSPEC_S3_ENDPOINT_URL": endpoint, "FSSPEC_S3_KEY": "a", "FSSPEC_S3_SECRET": "b"}
    server.stop()


@pytest.mark.filterwarnings("ignore")
def test_rows_and_tables_go_to_a_bucket_and_come_back(crawl: Path, s3: dict[str, str]) -> None:
    for name in ("out.jsonl.gz", "out.parquet"):
        done = run(crawl, "-o", f"s3://bucket/{name}", "a.jsonl.gz", **s3)
        assert (done.returncode, "3 read, 3 written" in done.stderr) == (0, True), done.stderr
        back = run(crawl, "-o", "back.jsonl", f"s3://bucket/{name}", **s3)
        assert back.returncode == 0, back.stderr
        texts = [json.loads(line)["text"] for line in (crawl / "back.jsonl").read_text().splitlines()]
        assert len(texts) == 3
        assert texts[0].startswith("From the first Sunday of November")


@pytest.mark.filterwarnings("ignore")
def test_a_run_that_fails_leaves_nothing_in_the_bucket(crawl: Path, s3: dict[str, str]) -> None:
    done = run(crawl, "-o", "s3://bucket/out.jsonl", "none.jsonl", **s3)
    assert (done.returncode, "no input gave a result" in done.stderr) == (2, True), done.stderr
    assert "no such file" in run(crawl, "-o", "back.jsonl", "s3://bucket/out.jsonl", **s3).stderr
    done = run(crawl, "-o", "s3://nobucket/out.jsonl", "a.jsonl.gz", **s3)
    assert (done.returncode, "s3://nobucket/out.jsonl: " in done.stderr) == (2, True), done.stderr
    assert "3 read, 0 written" in done.stderr
    for args in (["--resume", "-o", "s3://bucket/a.jsonl"], ["-o", "s3://bucket/a.txt"]):
        assert run(crawl, *args, "a.jsonl.gz", **s3).returncode == 2


def test_a_fault_that_is_not_the_files_keeps_its_name(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="needs fsspec")
    run_of = Run(Job(DEFAULT), Inputs(), lambda *_: None)
    out = tmp_path / "out.jsonl"

    def write(content: object) -> None:
        with committed(run_of, f"file://{out}") as file:
            file.write(b"{}\n")
            file.write(json.loads(content) if isinstance(content, str) else content)

    with pytest.raises(json.JSONDecodeError):
        write("{")
    with pytest.raises(OutputError, match=r"^file:///.*/out\.jsonl: a bytes-like object is required"):
        write(7)
    assert not [*tmp_path.iterdir()]
    write(b"{}\n")
    assert out.read_bytes() == b"{}\n{}\n"
