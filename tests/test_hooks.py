"""The hooks for pre-commit, by the real pre-commit on a real repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


def test_the_hooks_name_and_rewrite_what_is_not_clean(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout, of which pre-commit could take the hooks")
    repository = tmp_path / "texts"
    repository.mkdir()
    shutil.copy(SAMPLES / "scraped.txt", repository / "dirty.txt")
    shutil.copy(SAMPLES / "article.txt", repository / "clean.txt")
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    environment |= {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, text=True, check=False, timeout=300
        )

    assert run("git", "init", "-q").returncode == 0
    assert run("git", "add", ".").returncode == 0
    assert run("git", "commit", "-qm", "Texts").returncode == 0
    hook = (sys.executable, "-m", "pre_commit", "try-repo", str(ROOT))
    check = run(*hook, "newsclean-check", "--all-files")
    assert check.returncode == 1
    assert "\ndirty.txt\n" in check.stdout
    assert "\nclean.txt\n" not in check.stdout
    assert run("git", "status", "--short").stdout == ""
    assert "files were modified by this hook" in run(*hook, "newsclean", "--all-files").stdout
    assert (repository / "dirty.txt").read_bytes() == (SAMPLES / "article.txt").read_bytes()
    assert run("git", "status", "--short").stdout == " M dirty.txt\n"
