"""Reports of a run, beyond what tests/batch/test_run.py has of them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from newsclean.batch.outcome import Outcome
from newsclean.batch.reports import Reports
from newsclean.limits import Failure
from tests.batch.test_run import HTML, run


def test_a_failure_stands_in_the_index(tmp_path: Path) -> None:
    reports = Reports(tmp_path / "index.html", many=True)
    reports.add("lost.html", Outcome(failure=Failure("timeout", "took longer than 3 seconds")))
    reports.finish()
    text = (tmp_path / "index.html").read_text("utf-8")
    assert "lost.html" in text
    assert "took longer than 3 seconds" in text


def test_an_input_without_a_report_leaves_the_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text("<p>the report of another day")
    done = run("--report", tmp_path / "one.html", tmp_path / "missing.html")
    assert done.returncode == 2
    assert (tmp_path / "one.html").read_text() == "<p>the report of another day"


def test_a_pipe_gets_the_report_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read_by = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    assert run("--report", pipe, HTML).returncode == 0
    assert b"<html" in read_by.communicate(timeout=30)[0]
    assert pipe.is_fifo()
