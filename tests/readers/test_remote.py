"""newsclean/readers/remote.py: addresses, on a real server."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from newsclean import InputError
from newsclean.errors import MissingExtraError
from newsclean.readers.remote import open_remote
from newsclean.readers.streams import Meter, open_bytes

pytest.importorskip("fsspec", reason="needs newsclean[remote]")
pytest.importorskip("aiohttp", reason="needs newsclean[remote]")
ROW = b'{"text": "The ferry sails at noon."}\n'
CUT = "cut.jsonl"
"""The server breaks off in the middle of a file of this name."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and breaks off in the middle of `CUT`."""

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if not self.path.endswith(CUT):
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 24))
        self.end_headers()
        self.wfile.write(ROW)
        self.close_connection = True


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_file_is_read_unpacked_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ROW * 1000))
    meter = Meter()
    with served(tmp_path) as address, open_bytes(f"{address}/a.jsonl.gz?token=b.c", meter) as file:
        assert file.read() == ROW * 1000
    assert meter.read == (tmp_path / "a.jsonl.gz").stat().st_size


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with served(tmp_path) as address, pytest.raises(InputError, match="no such file"):
        open_remote(f"{address}/none.jsonl")
    with pytest.raises(InputError, match="Protocol not known: nowhere"):
        open_remote("nowhere://a/b.jsonl")


def test_an_answer_that_breaks_off_is_an_error(tmp_path: Path) -> None:
    (tmp_path / CUT).write_bytes(ROW)
    with (
        served(tmp_path) as address,
        open_bytes(f"{address}/{CUT}") as file,
        pytest.raises(OSError, match=r"payload|closed|broken|Connection"),
    ):
        file.read()


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(MissingExtraError, match=r"s3:// addresses .* pip install 'newsclean\[remote\]'"):
        open_remote("s3://bucket/a.jsonl")
