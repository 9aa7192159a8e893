"""What cleaning a page may take, and how it can fail."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task may take: seconds, and bytes of its worker's address space. `None` is no limit."""

    timeout: float | None = 30.0
    max_memory: int | None = 2 << 30


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task has no result. Here: "timeout", "memory", "crash" (its worker died) or "error" (it raised)."""

    kind: str
    message: str


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
