"""Measure time, memory and kept text on hostile inputs, for newsclean and optionally two peers.

    python -m tests.bench.hostile [--peers] [--only NUMBER...] [--timeout SECONDS]

Each tool gets each input in a process of its own, with 8 GB of memory and a minute. The command prints the seconds
(without the start of the process), the peak memory in MB, and the share of the article's paragraphs that were kept. It
prints `-` if the process exceeded a limit or the tool raised an exception. The inputs are in `tests/hostile/inputs.py`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass

from tests.hostile.inputs import CASES

TOOLS = ("newsclean", "trafilatura", "resiliparse")
TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool did with an input: seconds and megabytes, or why it ended; the share of the text that came out."""

    seconds: float = 0.0
    megabytes: int = 0
    kept: float = 0.0
    ended: str = ""

    @property
    def shown(self) -> str:
        if self.ended:
            return f"{self.ended:>19}"
        return f"{self.seconds:7.2f}{self.megabytes:6d}{self.kept:6.0%}"


def run(tool: str, name: str, timeout: float) -> Result:
    """Give an input to a tool."""
    command = [sys.executable, "-m", "tests.hostile.child", tool, name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=timeout)
    except subprocess.TimeoutExpired:
        return Result(ended=f"> {timeout:.0f} s")
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["killed"]
        return Result(ended=last[0].split(":")[0].rsplit(".", 1)[-1][:18])
    found = json.loads(done.stdout)
    return Result(found["seconds"], found["megabytes"], found["kept"])


def totals(results: dict[str, list[Result]]) -> None:
    """How many inputs each tool read whole, lost text of, or did not come back from."""
    print()
    for tool, found in results.items():
        ended = sum(bool(each.ended) for each in found)
        lost = sum(not each.ended and each.kept < 1 for each in found)
        slow = sum(not each.ended and each.seconds > 2 for each in found)
        worst = max((each.seconds for each in found if not each.ended), default=0.0)
        most = max((each.megabytes for each in found if not each.ended), default=0)
        print(
            f"{tool}: {len(found)} inputs, {ended} not read, {lost} with text lost, {slow} over 2 s;"
            f" of those read, {worst:.1f} s and {most} MB at most"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="store_true", help="also measure trafilatura and resiliparse")
    parser.add_argument(
        "--only", nargs="+", default=[""], metavar="NUMBER", help="only inputs whose names begin with these"
    )
    parser.add_argument("--timeout", type=float, default=TIMEOUT, metavar="SECONDS")
    args = parser.parse_args()
    tools = TOOLS if args.peers else TOOLS[:1]
    results: dict[str, list[Result]] = {tool: [] for tool in tools}
    print(f"{'':44}" + "".join(f"{tool:>19}" for tool in tools))
    print(f"{'':44}" + "      s    MB  text" * len(tools))
    for case in CASES:
        if case.name.startswith(tuple(args.only)):
            for tool in tools:
                results[tool].append(run(tool, case.name, args.timeout))
            print(f"{case.name:44}" + "".join(results[tool][-1].shown for tool in tools), flush=True)
    totals(results)


if __name__ == "__main__":
    main()
