"""The command line: which command was asked for, and the exit code that its end means.

`newsclean [PATH]...` cleans; with `learn` or `similar` for its first argument it is that command.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module

import click

from newsclean.cli.output import say
from newsclean.errors import NewscleanError

DONE, FAILED, INTERRUPTED, TERMINATED = 0, 2, 130, 143
CLEAN = "newsclean.cli.clean"
COMMANDS = {"learn": "newsclean.cli.learn", "similar": "newsclean.cli.similar"}
"""The commands' modules by their names; each is imported when it is asked for."""


def main() -> None:
    """Run the command; end the process with its exit code."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(TERMINATED))
    args = sys.argv[1:]
    name = args.pop(0) if args and args[0] in COMMANDS else ""
    shown = f"newsclean {name}".rstrip()
    try:
        code = loaded(COMMANDS.get(name, CLEAN)).main(args, prog_name=shown, standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        say(f"{error.format_message()} ({shown} --help shows the options)")
        code = FAILED
    except NewscleanError as error:
        say(str(error))
        code = FAILED
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    gc.freeze()
    sys.exit(code)


def loaded(module: str) -> click.Command:
    """A command, with what it imports. None of that is garbage: it is not looked through for any, nor at the end."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start a thread a core, and none is used
    gc.disable()
    command: click.Command = import_module(module).command
    gc.freeze()
    gc.enable()
    return command
