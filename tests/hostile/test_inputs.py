"""Each hostile input in a process of its own: within its time and memory, with its text, and with a warning."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.hostile.inputs import CASES, Case

START = 20
"""Seconds for starting the process and making the input, on a busy machine; a hang is longer."""

SLACK = 3
"""Times a case's seconds of the processor's time: others that use the machine make it slower, too."""


def read(case: Case) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.hostile.child", "newsclean", case.name]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=START + SLACK * case.seconds)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_it_is_read(case: Case) -> None:
    found = read(case)
    assert found["kept"] == 1
    assert bool(found["warnings"]) == case.warned
    assert not case.empty or not found["chars"]
    assert found["worked"] <= SLACK * case.seconds
    assert found["megabytes"] <= case.megabytes
