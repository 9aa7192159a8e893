"""A folder that mirrors its inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import OutputError
from newsclean.batch.inputs import Inputs
from newsclean.batch.tree import Tree
from newsclean.readers import ONE_PAGE, PARQUET, ROWS


def test_places_mirror_the_inputs(tmp_path: Path) -> None:
    for folder in ("in/a", "x"):
        (tmp_path / folder).mkdir(parents=True)
    paths = [str(tmp_path / "in"), str(tmp_path / "x" / "y.html")]
    tree, top = Tree(Path("out"), "text", Inputs(), paths), f"{tmp_path}/"
    assert tree.place(f"{top}in/a/b.html", ONE_PAGE) == Path("out/in/a/b.txt")
    assert tree.place(f"{top}x/y.html.gz", ONE_PAGE) == Path("out/x/y.txt")
    assert tree.place(f"{top}in/../x/v.html", ONE_PAGE) == Path("out/x/v.txt")
    assert tree.place(f"{top}in/./c//.w.d.HTML.gz", ONE_PAGE) == Path("out/in/c/.w.d.txt")
    assert tree.place(f"{top}in/story.php", ONE_PAGE) == Path("out/in/story.php.txt")
    with pytest.raises(OutputError, match="is taken by an earlier input"):
        tree.place(f"{top}in/a/b.htm", ONE_PAGE)


@pytest.mark.parametrize(
    ("name", "reader", "place"),
    [
        ("crawl.warc.gz", "newsclean.readers.warc", "crawl.jsonl.gz"),
        ("crawl.warc", "newsclean.readers.warc", "crawl.jsonl"),
        ("crawl", "newsclean.readers.warc", "crawl.jsonl"),
        ("rows.jsonl.zst", ROWS, "rows.jsonl.zst"),
        ("rows.ndjson", ROWS, "rows.ndjson"),
        ("rows.json", ROWS, "rows.jsonl"),
        ("table.parquet", PARQUET, "table.parquet"),
    ],
)
def test_files_of_many_pages_keep_their_names(name: str, reader: str, place: str) -> None:
    assert Tree(Path(), "text", Inputs(), ["."]).named(name, reader) == place


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(OutputError, match=f"{tmp_path}/a.txt: would be overwritten by the result of {tmp_path}/a.txt"):
        Tree(tmp_path, "text", Inputs(), [str(tmp_path)]).check()
