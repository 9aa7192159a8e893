"""The architecture, as README describes it, held by tests."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "newsclean"
MODULES = sorted(PACKAGE.rglob("*.py"))
FLOORS = [
    {"errors", "layout", "limits", "metadata"},
    {"page"},
    {"data"},
    {"names", "parse.lines"},
    {"fingerprint", "bands", "parse", "readers", "writers", "workers"},
    {"index", "similar", "sketches"},
    {"rules"},
    {"pipeline"},
    {"batch"},
    {""},
    {"cli", "integrations"},
    {"__main__"},
]
"""From the ground up. A module imports its own floor and those below it; the package itself is the ninth."""

SOLE_IMPORTERS = {
    "selectolax": {
        f"parse.html{part}" for part in ("", ".walk", ".boxes", ".tables", ".facts", ".inline", ".shadow", ".skim")
    },
    "datasketch": {"fingerprint"},
    "click": {f"cli{part}" for part in ("", ".clean", ".help", ".learn", ".plan", ".settings", ".similar", ".output")},
    "chardet": {"parse.encoding"},
    "webencodings": {"parse.encoding"},
    "numpy": {
        *("bands", "parse.guard", "sketches"),
        *(f"rules.body.{part}" for part in ("choice", "gate", "lookalikes", "model")),
        *(f"rules.body.features{part}" for part in ("", ".boxes", ".structure", ".around", ".text")),
        *(f"rules.lines{part}" for part in ("", ".features", ".grams", ".model")),
    },
    "sqlite3": {"index", "index.file"},
    "brotli": {"readers.codings"},
    "zstandard": {"readers.compression", "writers.packing"},
    "pyarrow": {"readers.parquet", "writers.columns", "writers.parquet", "integrations.spark"},
    "tqdm": {"cli.progress"},
    "fsspec": {"readers.remote"},
    "datatrove": {"integrations.datatrove"},
    "haystack": {"integrations.haystack"},
    "langchain_core": {"integrations.langchain"},
    "llama_index": {"integrations.llama_index"},
    "pyspark": {"integrations.spark"},
    **{engine: {"integrations.scrapy"} for engine in ("scrapy", "itemadapter", "twisted")},
}
LATE = {
    *("bands", "sketches", "rules.body.choice", "rules.body.gate", "rules.body.lookalikes", "rules.body.model"),
    *(f"rules.body.features{part}" for part in ("", ".boxes", ".structure", ".around", ".text")),
    *(f"rules.lines{part}" for part in (".features", ".grams", ".model")),
}
"""Modules that are imported only inside functions."""

LIGHT = {"selectolax"}
"""Packages that may be loaded by cleaning a page; the command line adds click."""

HEAVY = {
    "datasketch",
    "numpy",
    "scipy",
    "chardet",
    "webencodings",
    "sqlite3",
    "brotli",
    "zstandard",
    "pyarrow",
    "tqdm",
    "tomllib",
    "fsspec",
    "multiprocessing",
}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Each imported module's full name, and whether the import stands at the top of the file."""
    tree = ast.parse(path.read_text("utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or "", id(node) in top


def floor(name: str) -> int:
    """The floor of the longest prefix that is listed."""
    parts = name.split(".")
    for length in range(len(parts), -1, -1):
        prefix = ".".join(parts[:length])
        for number, names in enumerate(FLOORS):
            if prefix in names:
                return number
    raise AssertionError(name)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    own = floor(name_of(path))
    for module, _ in imports(path):
        if module == "newsclean" or module.startswith("newsclean."):
            assert floor(module.removeprefix("newsclean").lstrip(".")) <= own, f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_package_has_its_importer(path: Path) -> None:
    for module, at_top in imports(path):
        package = module.split(".")[0]
        if package in SOLE_IMPORTERS:
            assert name_of(path) in SOLE_IMPORTERS[package], f"{name_of(path)} imports {module}"
            in_types = "TYPE_CHECKING" in path.read_text("utf-8")
            assert (
                not at_top
                or package in LIGHT | {"click"}
                or in_types
                or name_of(path) in LATE
                or name_of(path).startswith("integrations.")
            )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_are_short_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= 300
    assert not {"utils", "helpers", "common", "manager", "base", "core"} & set(name_of(path).split("."))


def test_public_names_have_docstrings() -> None:
    import newsclean

    for name in newsclean.__all__:
        assert getattr(newsclean, name).__doc__ or name in ("DEFAULT", "Rule"), name


def loaded(code: str) -> set[str]:
    """The packages that a fresh process has loaded after some code."""
    ask = f"{code}\nimport sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.split())


def test_late_modules_are_imported_late() -> None:
    early = {name for path in MODULES for name, at_top in imports(path) if at_top and name_of(path) not in LATE}
    assert not early & {f"newsclean.{name}" for name in LATE}


def test_integrations_are_imported_by_nothing_else() -> None:
    for path in MODULES:
        if not name_of(path).startswith("integrations"):
            assert not any(name.startswith("newsclean.integrations") for name, _ in imports(path)), path


def test_importing_loads_no_package() -> None:
    assert not loaded("import newsclean") & (HEAVY | LIGHT | {"click", "json"})


@pytest.mark.parametrize(("name", "besides"), [("ferries", set()), ("doubled", {"numpy", "json"})])
def test_a_plain_run_loads_only_the_parser(name: str, besides: set[str]) -> None:
    """With the model, which judges the larger of the two pages, numpy; never what finds near copies among many."""
    page = str(ROOT / "samples" / f"{name}.html")
    code = f"from newsclean.cli import main\nsys_argv = ['newsclean', {page!r}]\nimport sys; sys.argv = sys_argv\n"
    packages = loaded(code + "try: main()\nexcept SystemExit as end: assert end.code == 0")
    assert "selectolax" in packages
    assert packages & (HEAVY | {"json"}) == besides


def test_the_architecture_page_names_files_that_exist() -> None:
    page = (PACKAGE / "README.md").read_text("utf-8")
    there = {path.name for path in (*PACKAGE.rglob("*.py"), *(ROOT / "tests").glob("*.py"))}
    assert set(re.findall(r"\b\w+\.py\b", page)) <= there
    tops = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    listed = set(re.findall(r"^(\w+)(?:\.py|/) ", page, re.MULTILINE))
    assert {top for top in tops if not top.startswith("__")} == listed


def test_top_level_is_what_it_is_to_be() -> None:
    done = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        pytest.skip("no git checkout")
    tops = {line.split("/")[0] for line in done.stdout.splitlines()}
    allowed = {"pyproject.toml", "README.md", "newsclean", "tests", "samples", "LICENSE", "CHANGELOG.md"}
    assert {top for top in tops if not top.startswith(".")} <= allowed


def test_every_module_has_its_test_file() -> None:
    for path in MODULES:
        name = name_of(path)
        if (
            path.name in ("__init__.py", "__main__.py")
            or name.startswith("data")
            or name in ("errors", "rules.body.outline", "rules.body.verdict")
        ):
            continue
        folder = path.relative_to(PACKAGE).parent
        test = ROOT / "tests" / folder / f"test_{path.name}"
        if name.startswith("parse.html."):
            test = ROOT / "tests" / "parse" / "test_html.py"
        if name.startswith(("cli.", "index.", "workers.")):
            test = ROOT / "tests" / f"test_{name.split('.')[0]}.py"
        assert test.exists(), test
