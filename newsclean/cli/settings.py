"""Read settings from a file, as defaults of the command-line options."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import click

from newsclean.limits import PageLimits

NAME, SECTION = "pyproject.toml", "tool.newsclean"
NOT_SETTINGS = tuple("paths config output resume write check diff report url stdin_filename version help".split())
"""Options of a single run, which cannot be settings: its inputs, outputs and mode."""

HAS_SETTINGS = re.compile(rb"""tool["'\s]*\.["'\s]*newsclean|^\s*\[\s*tool\s*\]""", re.MULTILINE)
SETTINGS = "newsclean.settings"
"""The key of the settings file's path in the `meta` of click's context."""

PATHS = ("site_index",)
"""Settings that are paths. They are relative to the folder of the settings file."""


class Limit(click.ParamType):  # type: ignore[type-arg]
    """A parameter type: a field of `PageLimits` and a number."""

    name = "NAME=N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        if isinstance(value, tuple):  # a setting is converted twice
            return value
        name, _, number = value.partition("=")
        known = PageLimits._fields
        if name not in known or not (number.isascii() and number.isdigit() and int(number)):
            self.fail(f"{value!r} is not a limit: use NAME=N, with N from 1, for {', '.join(known)}", param, ctx)
        return name, int(number)


def configure(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Use the settings of a file as defaults of the command.

    `value` is its path, else the nearest pyproject.toml. Raises `UsageError` for an unreadable file, an unknown
    setting, or a value of the wrong type.
    """
    path = Path(value) if value is not None else nearest()
    context.meta[SETTINGS] = None if path is None else str(path)
    if path is None:
        return
    content = read(path, must_be=value is not None)
    if content is not None:
        options = {name_of(each): each for each in context.command.params if each.name not in NOT_SETTINGS}
        context.default_map = dict(checked(path, key, found, options) for key, found in content.items())


def nearest() -> Path | None:
    """Return the pyproject.toml in this folder or the nearest parent folder; `None` if there is none.

    The current folder may have been deleted; then the result is `None` too.
    """
    try:
        folder = Path.cwd()
    except OSError:
        return None
    return next((each / NAME for each in (folder, *folder.parents) if (each / NAME).is_file()), None)


def read(path: Path, must_be: bool) -> dict[str, Any] | None:
    """Return the settings in a file: the table [tool.newsclean], or the whole file.

    The whole file is used if the user named it with --config and it has no table [tool].
    """
    try:
        content = path.read_bytes()
        if not must_be and not HAS_SETTINGS.search(content):
            return None
        found = parsed(content.decode())
    except OSError as error:
        if not must_be:
            return None
        raise click.UsageError(f"{path}: {error.strerror or error}") from None
    except ValueError as error:
        raise click.UsageError(f"{path}: invalid TOML: {error}") from None
    if "tool" not in found:
        return found if must_be and path.name != NAME else None
    tool = found["tool"]
    section = tool.get("newsclean", {}) if isinstance(tool, dict) else {}
    if not isinstance(section, dict):
        raise click.UsageError(f"{path}: {SECTION} is not a table")
    return section


def parsed(text: str) -> dict[str, Any]:
    """Parse a text as TOML. Raises `ValueError` if it is invalid."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(text)


def name_of(option: click.Parameter) -> str:
    """Return the name of a setting, which is the long name of its option."""
    return max(option.opts, key=len).lstrip("-")


def checked(path: Path, key: str, value: Any, options: dict[str, click.Parameter]) -> tuple[str, Any]:
    """Return a setting as the name and default of its option. Raises `UsageError` for an invalid setting."""
    option = options.get(key)
    if option is None or option.name is None:
        raise click.UsageError(f"{path}: {SECTION}: no such setting: {key} (there are {', '.join(sorted(options))})")
    wanted = kind_of(option)
    values = value if isinstance(value, list) and option.multiple else [value]
    if not all(is_of(each, wanted) for each in values):
        raise click.UsageError(f"{path}: {SECTION}: {key} must be {wanted}, not {value!r}")
    try:
        values = [option.type.convert(each, option, None) for each in values]
    except click.BadParameter as error:
        raise click.UsageError(f"{path}: {SECTION}: {key}: {error.message}") from None
    if option.name in PATHS:
        values = [str(path.parent / each) for each in values]
    return option.name, values if option.multiple else values[0]


def kind_of(option: click.Parameter) -> str:
    """Return the kind of an option's values, in words."""
    if isinstance(option, click.Option) and option.is_flag:
        return "true or false"
    if isinstance(option.type, (click.types.IntParamType, click.IntRange)):
        return "a whole number"
    return "a number" if isinstance(option.type, click.FloatRange) else "a string"


def is_of(value: Any, kind: str) -> bool:
    """Return whether a value is of this kind.

    `bool` is checked first, because in Python it is a number too.
    """
    if isinstance(value, bool):
        return kind == "true or false"
    wanted: dict[str, type | tuple[type, ...]] = {"a whole number": int, "a number": (int, float), "a string": str}
    return kind in wanted and isinstance(value, wanted[kind])
