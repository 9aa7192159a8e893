"""One hostile input to one tool, in a process of its own that may be killed for what it takes.

    python -m tests.hostile.child TOOL NAME

It prints a line of JSON: seconds, the processor's seconds, megabytes at the peak, the share of the paragraphs that came
out, in order, and what the page's warnings say.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter, process_time

from tests.hostile.inputs import CASES, PAGE

MEMORY = 8 << 30
"""Bytes of address space."""

Read = Callable[["str | bytes"], "tuple[str, tuple[str, ...]]"]


def newsclean() -> Read:
    from newsclean import clean

    def read(source: str | bytes) -> tuple[str, tuple[str, ...]]:
        page = clean(source)
        return page.text, page.warnings

    return read


def trafilatura() -> Read:
    from trafilatura import extract

    return lambda source: (extract(source) or "", ())


def resiliparse() -> Read:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def read(source: str | bytes) -> tuple[str, tuple[str, ...]]:
        text = source if isinstance(source, str) else bytes_to_str(source, detect_encoding(source))
        return extract_plain_text(text, main_content=True), ()

    return read


TOOLS: dict[str, Callable[[], Read]] = {each.__name__: each for each in (newsclean, trafilatura, resiliparse)}


def share_kept(text: str, wanted: Iterable[str]) -> float:
    """The share of paragraphs that stand in a text, each after the one before it."""
    text = " ".join(text.replace("\0", "").replace("\ufffd", "").split())
    at = found = total = 0
    for each in wanted:
        total += 1
        place = text.find(each, at)
        if place >= 0:
            found, at = found + 1, place + len(each)
    return found / total if total else 1.0


def megabytes() -> float:
    """Return the peak of the memory. `getrusage` would count that of the process that started this one, too."""
    status = Path("/proc/self/status")
    peaks = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else []
    return int(peaks[0]) / 1024 if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(tool: str, name: str) -> None:
    """Read one input with one tool, after a small page that loads what the tool loads late."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    case = next(each for each in CASES if each.name == name)
    source = case.make()
    read = TOOLS[tool]()
    read(PAGE * 9)
    start, worked = perf_counter(), process_time()
    text, warnings = read(source)
    seconds, worked = perf_counter() - start, process_time() - worked
    text.encode()
    size = len(source)
    print(
        json.dumps(
            {
                "seconds": round(seconds, 3),
                "worked": round(worked, 3),
                "megabytes": round(megabytes()),
                "source": size,
                "kept": share_kept(text, case.kept),
                "chars": len(text),
                "warnings": warnings,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
