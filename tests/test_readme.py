"""The pages of documentation: their commands and code, run on the samples; their links."""

from __future__ import annotations

import gzip
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from newsclean.cli.clean import command
from tests.readers.test_warc import response

ROOT = Path(__file__).resolve().parent.parent
PLACES = (
    *("README.md", "CHANGELOG.md", "newsclean/README.md", "newsclean/cli/README.md", "samples/README.md"),
    *("tests/bench/README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"),
)
PAGES = {place: (ROOT / place).read_text("utf-8") for place in PLACES}
README, REFERENCE = PAGES["README.md"], PAGES["newsclean/cli/README.md"]
RUN = README + REFERENCE + PAGES[".github/CONTRIBUTING.md"]
"""What `test_recipes` does not run."""

SHOWN = re.findall(r"```console\n(.*?)```", RUN, re.DOTALL)
CODE = re.findall(r"```python\n(.*?)```", RUN, re.DOTALL)
MAX_LINES = 250


def commands() -> list[tuple[str, str]]:
    """Each `$ command` of the documentation with the output that it shows."""
    found = []
    for block in SHOWN:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def test_readme_opens_with_the_two_commands() -> None:
    first, second = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)[:2]
    assert "pip install" in first
    assert "samples/" in first
    assert "pytest" in second


def test_readme_is_one_page() -> None:
    assert len(README.splitlines()) <= MAX_LINES


@pytest.mark.parametrize("place", PLACES)
def test_links_lead_to_files_and_headings(place: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", PAGES[place]):
        path, _, heading = link.partition("#")
        target = (ROOT / place).parent / path if path else ROOT / place
        assert target.exists(), link
        if heading:
            headings = re.findall(r"^#+ (.*)", target.read_text("utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}, link


def test_options_in_readme_are_those_of_the_command() -> None:
    rows = (
        README.partition("| group | options |")[2].partition("\n\n")[0]
        + README.partition("`newsclean --help`")[2][:2000]
    )
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", rows))
    switches = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    assert named <= switches
    missing = {each.name for each in command.params if not named & {*each.opts, *each.secondary_opts}}
    assert missing == {"paths", "version"}


@pytest.mark.parametrize(("command", "output"), commands(), ids=[command for command, _ in commands()])
def test_commands_print_what_readme_shows(command: str, output: str) -> None:
    script = command.replace("newsclean ", f"{shlex.quote(sys.executable)} -m newsclean ", 1)
    done = subprocess.run(
        ["bash", "-c", f"{{ {script}; }} 2>&1"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    shown = output.split("...\n")
    assert done.stdout.startswith(shown[0])
    assert done.stdout.endswith(shown[-1])


@pytest.mark.parametrize("code", CODE)
def test_code_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "documentation", "exec"), {})


def schemas() -> dict[str, dict[str, object]]:
    """The schemas that are shown, by their titles."""
    blocks = map(json.loads, re.findall(r"```json\n(.*?)```", README + REFERENCE, re.DOTALL))
    return {block["title"]: block for block in blocks}


def validated(title: str, *args: str, source: bytes = b"") -> list[dict[str, object]]:
    """The lines that the command prints, each of which is what a schema says."""
    done = subprocess.run([sys.executable, "-m", "newsclean", *args], input=source, capture_output=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for line in lines:
        Draft202012Validator(schemas()[title]).validate(line)
    return lines


def test_real_output_is_what_the_schemas_say(tmp_path: Path) -> None:
    for schema in schemas().values():
        Draft202012Validator.check_schema(schema)
    pages = [str(ROOT / "samples" / name) for name in ("doubled.html", "ferries.html", "scraped.txt")]
    assert len(validated("page", "--to", "json", *pages)) == 3
    html = (ROOT / "samples" / "ferries.html").read_text("utf-8")
    rows = [{"id": 1, "html": html}, {"id": 2, "text": "A text that is short."}, {"id": 3}, {"id": 4, "html": ""}]
    source = "\n".join(map(json.dumps, rows)).encode() + b'\n{"torn": 1, "te'
    for metadata in ([], ["--metadata"]):
        found = validated("row", *metadata, source=source)
        assert [bool(row["text"]) for row in found] == [True, True, False, False, False]
        assert ("title" in found[0]) == bool(metadata)
    for form, title in (("text", "row"), ("json", "page")):
        out = tmp_path / f"{form}.jsonl"
        subprocess.run([sys.executable, "-m", "newsclean", "--to", form, "-o", out, *pages], check=True, stderr=-3)
        for line in out.read_text("utf-8").splitlines():
            Draft202012Validator(schemas()[title]).validate(json.loads(line))
            assert json.loads(line)["name"] in pages
    with pytest.raises(ValidationError):
        Draft202012Validator(schemas()["row"]).validate({"text": None})


def test_commands_over_many_pages_run(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    html = (ROOT / "samples" / "ferries.html").read_bytes()
    for name in ("pages/index.html", "pages/a/b.html", "shards/c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(html)
    rows = json.dumps({"html": html.decode()}).encode() + b"\n"
    warc = gzip.compress(response("https://a.example/", b"200 OK\r\nContent-Type: text/html", html))
    for name, content in (
        ("crawl.jsonl.gz", gzip.compress(rows * 3)),
        ("crawl.warc.gz", warc),
        ("shards/a.warc.gz", warc),
    ):
        (tmp_path / name).write_bytes(content)
    pq.write_table(pa.table({"html": [html.decode()] * 3}), tmp_path / "crawl.parquet")
    chapter = REFERENCE.partition("These commands are run by a test:")[2].partition("```\n")[2].partition("```")[0]
    lines = chapter.splitlines()
    assert len(lines) >= 7
    for line in lines:
        script = line.replace("newsclean ", f"{shlex.quote(sys.executable)} -m newsclean ", 1)
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, (line, done.stderr)
    for name in ("articles/a/b.txt", "articles/index.txt", "clean/a.jsonl.gz", "clean/c.txt", "clean.parquet"):
        assert (tmp_path / name).is_file(), name
    assert (tmp_path / "clean.jsonl").read_bytes().count(b"\n") == 3
