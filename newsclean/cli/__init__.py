"""The entry point of the command line: select the command, run it, and exit with its code.

`newsclean [PATH]...` cleans. If the first argument is `learn` or `similar`, that command runs.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module

import click

from newsclean.cli.output import close_all, open_all, say
from newsclean.errors import NewscleanError

DONE, FAILED = 0, 2
SIGNALS = {"SIGHUP": 129, "SIGINT": 130, "SIGTERM": 143}
"""Signals that end a run, and their exit codes."""

CLEAN = "newsclean.cli.clean"
COMMANDS = {"learn": "newsclean.cli.learn", "similar": "newsclean.cli.similar"}
"""The modules of the commands by name. A module is imported when its command runs."""


def main() -> None:
    """Run the command and exit with its code."""
    open_all()
    for name in SIGNALS:
        handle_signal(name)
    args = sys.argv[1:]
    name = args.pop(0) if args and args[0] in COMMANDS else ""
    code = run(name, args)
    if (wrong := close_all()) and not isinstance(wrong, BrokenPipeError):
        say(f"standard output: {wrong.strerror or wrong}")
        code = FAILED
    gc.freeze()
    sys.exit(code)


def handle_signal(name: str) -> None:
    """Make a signal raise `Ended`, once. A signal that the parent process ignores stays ignored."""
    number = getattr(signal, name, None)
    if number is None or signal.getsignal(number) in (signal.SIG_IGN, None):
        return

    def end(got: int, frame: object) -> None:
        for each in filter(None, (getattr(signal, other, None) for other in SIGNALS)):
            signal.signal(each, signal.SIG_IGN)
        raise Ended(SIGNALS[name])

    signal.signal(number, end)


class Ended(BaseException):
    """A signal has ended the run."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def run(name: str, args: list[str]) -> int:
    """Run a command and return its exit code."""
    shown = f"newsclean {name}".rstrip()
    try:
        return loaded(COMMANDS.get(name, CLEAN)).main(args, prog_name=shown, standalone_mode=False) or DONE
    except Ended as error:
        return error.code
    except (KeyboardInterrupt, click.Abort):
        return SIGNALS["SIGINT"]
    except (BrokenPipeError, SystemExit):  # click exits when a pipe is closed
        return DONE
    except Exception as error:  # noqa: BLE001  a fault of newsclean gives 2: 1 is for --check
        complain(error, shown)
    return FAILED


def loaded(module: str) -> click.Command:
    """Import a command.

    The imported objects are excluded from garbage collection, because none of them is garbage.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # otherwise numpy starts unused threads, one per core
    gc.disable()
    command: click.Command = import_module(module).command
    gc.freeze()
    gc.enable()
    return command


def complain(error: Exception, shown: str) -> None:
    """Print an error message. For a bug in newsclean, print the traceback."""
    if isinstance(error, click.ClickException):
        say(f"{error.format_message()} ({shown} --help shows the options)")
    elif isinstance(error, (NewscleanError, OSError)):
        say(str(getattr(error, "strerror", None) or error))
    else:
        import traceback

        with suppress(OSError):
            traceback.print_exception(error)
