"""The command line: which command was asked for, and the exit code that its end means.

`newsclean [PATH]...` cleans; with `learn` or `similar` for its first argument it is that command.
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
"""What ends a run, and the exit codes of that."""
CLEAN = "newsclean.cli.clean"
COMMANDS = {"learn": "newsclean.cli.learn", "similar": "newsclean.cli.similar"}
"""The commands' modules by their names; each is imported when it is asked for."""


def main() -> None:
    """Run the command; end the process with its exit code."""
    open_all()
    for name in SIGNALS:
        heed(name)
    args = sys.argv[1:]
    name = args.pop(0) if args and args[0] in COMMANDS else ""
    code = run(name, args)
    if (wrong := close_all()) and not isinstance(wrong, BrokenPipeError):
        say(f"standard output: {wrong.strerror or wrong}")
        code = FAILED
    gc.freeze()
    sys.exit(code)


def heed(name: str) -> None:
    """Let a signal end the run as an exception does, once; one that the parent process ignores is ignored."""
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
    """Run a command; give its exit code."""
    shown = f"newsclean {name}".rstrip()
    try:
        return loaded(COMMANDS.get(name, CLEAN)).main(args, prog_name=shown, standalone_mode=False) or DONE
    except Ended as error:
        return error.code
    except (KeyboardInterrupt, click.Abort):
        return SIGNALS["SIGINT"]
    except (BrokenPipeError, SystemExit):  # click exits where a pipe is closed
        return DONE
    except Exception as error:  # noqa: BLE001  a fault of newsclean gives 2: 1 is for --check
        complain(error, shown)
    return FAILED


def loaded(module: str) -> click.Command:
    """A command, with what it imports. None of that is garbage: it is not looked through for any, nor at the end."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start a thread a core, and none is used
    gc.disable()
    command: click.Command = import_module(module).command
    gc.freeze()
    gc.enable()
    return command


def complain(error: Exception, shown: str) -> None:
    """Say what is wrong; of a fault of newsclean, where it is."""
    if isinstance(error, click.ClickException):
        say(f"{error.format_message()} ({shown} --help shows the options)")
    elif isinstance(error, (NewscleanError, OSError)):
        say(str(getattr(error, "strerror", None) or error))
    else:
        import traceback

        with suppress(OSError):
            traceback.print_exception(error)
