"""newsclean/batch/remains.py and `newsclean similar --drop`: real files, real processes."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean import OutputError
from newsclean.batch.inputs import Inputs
from newsclean.batch.remains import Remains
from tests.bench.similar import composed, stream
from tests.bench.site import composed as site

COMMAND = [sys.executable, "-m", "newsclean", "similar"]
TEXTS = [text for text, original in stream(40, seed=9) if original < 0][:12]
COPY = TEXTS[0].replace(TEXTS[0].split()[40], "instead")
LONG = f"{TEXTS[1]} {' '.join(TEXTS[2].split()[:40])}"


def run(*args: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent)}
    return subprocess.run(
        [*COMMAND, *map(str, args)], capture_output=True, check=False, timeout=120, cwd=cwd, env=environment
    )


def lines(*texts: str) -> bytes:
    """Rows as nobody would write them, each with its number."""
    rows = (f'{{"id" :  {at}, "n": 1.10, "text": {json.dumps(text)}}}\n' for at, text in enumerate(texts))
    return "".join(rows).encode()


def ids(data: bytes) -> list[int]:
    return [json.loads(line)["id"] for line in data.splitlines()]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Three texts, a copy of the first, a longer copy of the second, and the third once more, at the end without a
    line's end."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(TEXTS[0], TEXTS[1], COPY, TEXTS[3], LONG, TEXTS[3])[:-1])
    return path


def test_rows_that_stay_are_printed_as_they_were(rows: Path) -> None:
    done = run("--drop", rows)
    assert done.returncode == 0
    before = rows.read_bytes().splitlines(keepends=True)
    assert done.stdout == b"".join(before[at] for at in (0, 1, 3))
    assert done.stderr == b"newsclean: 6 texts compared, 3 near copies dropped\n"


def test_the_longest_stays(rows: Path) -> None:
    assert ids(run("--drop", "--keep", "longest", rows).stdout) == [0, 3, 4]
    assert ids(run("--drop", "--keep", "first", "-q", rows).stdout) == [0, 1, 3]


@pytest.mark.parametrize("jobs", [(), ("-j", "2"), ("--no-clean",)])
def test_what_stays_does_not_depend_on_processes(rows: Path, jobs: tuple[str, ...]) -> None:
    assert ids(run("--drop", *jobs, rows).stdout) == [0, 1, 3]


def test_each_dropped_text_is_told_with_the_one_that_stays(rows: Path) -> None:
    told = run("--drop", "--explain", rows).stderr.decode().splitlines()
    assert told[:-1] == [
        f"newsclean: {rows}:{copy}: near copy of {rows}:{stays}" for copy, stays in ((3, 1), (5, 2), (6, 4))
    ]


def test_rows_into_a_compressed_file(rows: Path, tmp_path: Path) -> None:
    output = tmp_path / "unique.jsonl.gz"
    done = run("--drop", "-o", output, rows)
    assert (done.returncode, done.stdout) == (0, b"")
    assert ids(gzip.decompress(output.read_bytes())) == [0, 1, 3]
    assert run("--drop", output).stdout == gzip.decompress(output.read_bytes())


def test_parquet_keeps_its_columns(tmp_path: Path) -> None:
    texts = [TEXTS[0], COPY, TEXTS[3], TEXTS[3], *composed(40, seed=3)]
    table = pa.table(
        {
            "id": pa.array(range(len(texts)), pa.int16()),
            "text": pa.array(texts, pa.large_string()),
            "html": pa.array([None] * len(texts), pa.string()),
            "tags": pa.array([[{"a": at}] for at in range(len(texts))]),
        },
        metadata={"about": "news"},
    )
    path, output = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(table, path, row_group_size=20)
    table = pq.read_table(path)
    done = run("--drop", "--no-clean", "-o", output, path)
    assert done.returncode == 0, done.stderr
    found = pq.read_table(output)
    assert found.schema.equals(table.schema, check_metadata=True)
    stay = found.column("id").to_pylist()
    assert stay[:2] == [0, 2]
    assert 20 < len(stay) < 42
    assert found.equals(table.take(stay))
    again = run("--drop", "--no-clean", output)
    assert [json.loads(line)["id"] for line in again.stdout.splitlines()] == stay
    mixed = run("--drop", "--no-clean", "-o", tmp_path / "mixed.parquet", path, other_rows(tmp_path))
    assert mixed.returncode == 2
    assert b"other.jsonl:1: is not a row of a Parquet file" in mixed.stderr
    assert not (tmp_path / "mixed.parquet").exists()


def other_rows(folder: Path) -> Path:
    path = folder / "other.jsonl"
    path.write_bytes(lines(TEXTS[5]))
    return path


def test_a_folder_of_pages_and_shards(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    pages = [sample.html for sample in site(3, html=True)]
    for name, page in (("a.html", pages[0]), ("b.html", pages[1]), ("deep/c.html", pages[0] + b"<!-- again -->")):
        (folder / name).write_bytes(page)
    (folder / "deep" / "rows.jsonl.gz").write_bytes(gzip.compress(lines(TEXTS[0], COPY, TEXTS[1])))
    (folder / "more.jsonl").write_bytes(lines(TEXTS[1], TEXTS[2]))
    printed = run("--drop", folder)
    assert printed.returncode == 0
    assert printed.stdout.splitlines() == [
        f"{folder}/a.html".encode(),
        f"{folder}/b.html".encode(),
        *lines(TEXTS[0], "", TEXTS[1]).splitlines()[::2],
        lines("", TEXTS[2]).splitlines()[1],
    ]
    output = folder / "unique"
    for _ in range(2):
        done = run("-j", "2", "--drop", "-o", f"{output}/", folder)
        assert done.returncode == 0, done.stderr
        there = {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}
        assert {name: data for name, data in there.items() if name.endswith("html")} == {
            "a.html": pages[0],
            "b.html": pages[1],
        }
        assert ids(gzip.decompress(there["deep/rows.jsonl.gz"])) == [0, 2]
        assert ids(there["more.jsonl"]) == [1]


def test_what_cannot_be_compared_stays_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    odd = b'{"id": 1, "text": ""}\nno row at all\n{"id": 3, "other": 4}\n'
    path.write_bytes(lines(TEXTS[0]) + odd + lines(TEXTS[0]) + lines(TEXTS[3]))
    done = run("--drop", path, tmp_path / "gone.jsonl")
    assert done.returncode == 2
    assert done.stdout == lines(TEXTS[0]) + odd + lines(TEXTS[3])
    assert b"rows.jsonl:2: empty input" in done.stderr
    assert b"gone.jsonl: no such file" in done.stderr
    path.write_bytes(odd.splitlines(keepends=True)[0] + lines(TEXTS[3]))
    assert run("--drop", path).returncode == 3
    assert run("--drop", "--allow-empty", path).returncode == 0


def test_a_file_that_breaks_off_is_no_success(rows: Path, tmp_path: Path) -> None:
    packed = tmp_path / "cut.jsonl.gz"
    packed.write_bytes(gzip.compress(b"".join(lines(text) for text in composed(60, seed=2)))[:-2000])
    output = tmp_path / "unique.jsonl"
    done = run("--drop", "--no-clean", "-o", output, rows, packed)
    assert done.returncode == 2
    assert b"cut.jsonl.gz" in done.stderr
    assert ids(output.read_bytes())[:3] == [0, 1, 3]


def test_what_is_there_stays_if_nothing_came(rows: Path, tmp_path: Path) -> None:
    done = run("--drop", "-o", rows, tmp_path / "gone.jsonl")
    assert done.returncode == 2
    assert b"rows.jsonl: not written, because no input gave a text" in done.stderr
    assert len(rows.read_bytes().splitlines()) == 6


def test_the_same_file_twice_stays_once(rows: Path) -> None:
    assert ids(run("--drop", rows, rows).stdout) == [0, 1, 3]


def test_options_that_do_not_go_together(rows: Path) -> None:
    for args in (["-o", "x.jsonl"], ["--keep", "longest"], ["--explain"], ["--drop", "--clusters"]):
        assert run(*args, rows).returncode == 2
    done = run("--drop", "-")
    assert (done.returncode, b"reads its inputs twice" in done.stderr) == (2, True)


def test_no_input_is_written_over(rows: Path, tmp_path: Path) -> None:
    before = rows.read_bytes()
    assert run("--drop", "-o", rows, rows).returncode == 2
    assert run("--drop", "-o", f"{tmp_path}/", rows).returncode == 2
    assert rows.read_bytes() == before


def test_outputs_that_cannot_be_written(rows: Path, tmp_path: Path) -> None:
    done = run("--drop", "-o", tmp_path / "no" / "unique.jsonl", rows)
    assert (done.returncode, done.stdout) == (2, b"")
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            code = subprocess.run([*COMMAND, "--drop", rows], stdout=full, stderr=subprocess.PIPE, check=False)
        assert code.returncode == 2


def test_fields_of_other_names(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines(TEXTS[0], COPY).replace(b'"text"', b'"body"'))
    assert run("--drop", path).returncode == 2
    assert ids(run("--drop", "--text-field", "body", path).stdout) == [0]


def test_inputs_that_have_changed_meanwhile(rows: Path) -> None:
    remains = Remains(Inputs(), [str(rows)], {2: f"{rows}:9"})
    with pytest.raises(OutputError, match="changed since it was compared"):
        remains.write(rows.with_name("out.jsonl"))
    assert not rows.with_name("out.jsonl").exists()


def test_nothing_after_a_changed_input_is_written(rows: Path, tmp_path: Path) -> None:
    """The numbers of its records are no longer those that were compared."""
    later = tmp_path / "z.jsonl"
    later.write_bytes(lines(TEXTS[0], TEXTS[1]))
    remains = Remains(Inputs(), [str(rows), str(later)], {2: f"{rows}:9", 7: f"{later}:2"})
    with pytest.raises(OutputError, match="changed since it was compared"):
        list(remains.write_folder(tmp_path / "out"))
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_a_table_that_loses_all_its_rows_keeps_its_columns(tmp_path: Path) -> None:
    tables = {
        "a.parquet": pa.table({"text": [TEXTS[0]], "A": [1]}),
        "b.parquet": pa.table({"text": pa.array([], pa.string()), "B": pa.array([], pa.int32())}),
        "c.parquet": pa.table({"text": [COPY], "C": ["x"]}),
    }
    for name, table in tables.items():
        pq.write_table(table, tmp_path / name)
    done = run("--drop", "--no-clean", "-o", f"{tmp_path}/out/", *(tmp_path / name for name in tables))
    assert done.returncode == 0, done.stderr
    found = {name: pq.read_table(tmp_path / "out" / name) for name in tables}
    assert {name: (table.num_rows, table.column_names) for name, table in found.items()} == {
        "a.parquet": (1, ["text", "A"]),
        "b.parquet": (0, ["text", "B"]),
        "c.parquet": (0, ["text", "C"]),
    }


def test_a_file_that_cannot_be_written_costs_no_other(tmp_path: Path) -> None:
    for name in ("deep", "other"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "rows.jsonl").write_bytes(lines(TEXTS[0] if name == "deep" else TEXTS[1]))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "deep").write_text("a file where a folder is needed")
    done = run("--drop", "-o", f"{tmp_path}/out/", tmp_path / "in")
    assert done.returncode == 2
    assert b"out/deep/rows.jsonl: " in done.stderr
    assert ids((tmp_path / "out" / "other" / "rows.jsonl").read_bytes()) == [0]


def test_a_corpus_is_deduplicated_as_the_library_would(tmp_path: Path) -> None:
    from newsclean import copies, similar

    texts = [text for text, _ in stream(600, seed=4)]
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(lines(*texts))
    dropped = copies(similar(texts))
    assert 100 < len(dropped) < 200
    done = run("--drop", "--no-clean", "-j", "2", path)
    assert ids(done.stdout) == [at for at in range(600) if at not in dropped]
    assert run("--no-clean", path).stdout.count(b"\n") == len(similar(texts))
