"""README's own commands and code, run on the samples."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SHOWN = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
CODE = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Each `$ command` of README with the output that it shows."""
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
    exec(compile(code, "README.md", "exec"), {})
