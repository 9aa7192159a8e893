"""samples/README.md: each recipe is run, and prints what is shown."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
INTRO, *SECTIONS = re.split(r"^## ", (ROOT / "samples" / "README.md").read_text("utf-8"), flags=re.MULTILINE)
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def recipes() -> list[tuple[str, str, str]]:
    """The name, the code and the output of each recipe that is run."""
    found = []
    for section in SECTIONS:
        blocks = dict(BLOCK.findall(section))
        if "python" in blocks:
            found.append((section.partition("\n")[0], blocks["python"], blocks["text"]))
    return found


def packages(code: str) -> set[str]:
    """The packages that some code imports."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def run(code: str, folder: Path) -> str:
    """What some code prints, in a folder with the samples."""
    (folder / "recipe.py").write_text(code, "utf-8")
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "RAY_USAGE_STATS_ENABLED": "0",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "recipe.py"], capture_output=True, text=True, check=False, cwd=folder, env=environment
    )
    assert not done.returncode, done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize(("name", "code", "output"), recipes(), ids=[name for name, _, _ in recipes()])
def test_a_recipe_prints_what_is_shown(name: str, code: str, output: str, tmp_path: Path) -> None:
    needed = packages(code) | {"pyarrow"} | ({"spacy"} if "MinhashDedup" in code else set())
    for package in sorted(needed):
        if not find_spec(package):
            pytest.skip(f"{package} is not installed: see the extras of newsclean")
    if name == "Spark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java: apt-get install openjdk-17-jre-headless")
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    run(dict(BLOCK.findall(INTRO))["python"], tmp_path)
    assert run(code, tmp_path) == output


def test_what_is_not_run_says_so() -> None:
    for section in SECTIONS:
        assert ("Not run here" in section) == (not dict(BLOCK.findall(section)).keys() & {"python"})
        for _, code in BLOCK.findall(section):
            if "import " in code:
                ast.parse(code)
