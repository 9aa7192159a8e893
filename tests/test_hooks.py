"""The hooks for pre-commit, by the real pre-commit on a real repository, configured as the reference shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
(CONFIG,) = re.findall(
    r"```yaml\n(repos:.*?)```", (ROOT / "newsclean" / "cli" / "README.md").read_text("utf-8"), re.DOTALL
)
FILES = re.compile(r"\n +files: .*")
CLEAN = {
    "clean.txt": (SAMPLES / "article.txt").read_bytes(),
    "clean.jsonl": json.dumps({"id": 1, "text": (SAMPLES / "article.txt").read_text("utf-8")}).encode() + b"\n",
    "page.html": (SAMPLES / "doubled.html").read_bytes(),
    "page-in.txt": (SAMPLES / "doubled.html").read_bytes(),
    "binary.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
    "binary.dat": bytes(range(256)) * 9,
    "empty.txt": b"",
    "empty.jsonl": b"",
    "blank.txt": b"\n \n",
}
"""What a hook leaves as it is."""

DIRTY = {
    "dirty.txt": (SAMPLES / "scraped.txt").read_bytes(),
    "dirty.jsonl": json.dumps({"id": 2, "text": (SAMPLES / "scraped.txt").read_text("utf-8")}).encode() + b"\n",
}


class Texts:
    """A repository of texts, and a repository of newsclean as it lies here, whose hooks it uses."""

    def __init__(self, folder: Path) -> None:
        self.ours, self.own, self.corpus = folder / "newsclean", folder / "texts", folder / "texts" / "corpus"
        self.environment = {**os.environ, "PRE_COMMIT_HOME": str(folder / "home")}
        for name in ("AUTHOR", "COMMITTER"):
            self.environment |= {f"GIT_{name}_NAME": "a", f"GIT_{name}_EMAIL": "a@b.example"}
        for name in self.run("git", "ls-files", "-co", "--exclude-standard", at=ROOT).stdout.splitlines():
            if (ROOT / name).exists():
                (self.ours / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.ours / name)
        self.corpus.mkdir(parents=True)
        for name, content in {**CLEAN, **DIRTY}.items():
            (self.corpus / name).write_bytes(content)
        for repository in (self.ours, self.own):
            for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "All"]):
                assert self.run("git", *command, at=repository).returncode == 0

    def run(self, *command: str, at: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=at, env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )

    def hooked(self, hook: str, files: str | None = None) -> subprocess.CompletedProcess[str]:
        """What pre-commit says of all files with the documented configuration, with this hook in it and these files."""
        config = CONFIG.replace("URL-OF-THIS-REPOSITORY", str(self.ours)).replace("newsclean-check", hook)
        if files is not None:
            config = FILES.sub(f"\n        files: {files}" if files else "", config)
        (self.own / ".pre-commit-config.yaml").write_text(config)
        assert self.run("git", "add", ".pre-commit-config.yaml", at=self.own).returncode == 0
        return self.run(sys.executable, "-m", "pre_commit", "run", "--all-files", at=self.own)


def test_the_hooks_name_and_rewrite_what_is_not_clean(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout, of which pre-commit could take the hooks")
    texts = Texts(tmp_path)
    for files in (None, "", "^corpus/"):
        check = texts.hooked("newsclean-check", files)
        assert check.returncode == 1, check
        named = re.findall(r"^corpus/\S+$", check.stdout, re.MULTILINE)
        assert sorted(named) == ["corpus/dirty.jsonl:1", "corpus/dirty.txt"], check.stdout
    assert texts.run("git", "diff", "--stat", "--", "corpus", at=texts.own).stdout == ""

    wrote = texts.hooked("newsclean", "^corpus/")
    assert wrote.returncode == 1
    assert "files were modified by this hook" in wrote.stdout
    found = {path.name: path.read_bytes() for path in texts.corpus.iterdir()}
    assert found.pop("dirty.txt") == CLEAN["clean.txt"]
    assert json.loads(found.pop("dirty.jsonl"))["text"].encode() == CLEAN["clean.txt"]
    assert found == CLEAN
    for hook in ("newsclean", "newsclean-check"):
        again = texts.hooked(hook, "^corpus/")
        assert again.returncode == 0, again.stdout
