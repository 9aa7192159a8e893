"""The help page: options in groups, one line each if possible."""

from __future__ import annotations

import re

import click

WIDTH = 100
"""The largest width of the help page in columns."""

GROUPS = {
    "Input": "form_of_input url encoding stdin_filename html_field text_field url_field include exclude",
    "Output": "form output metadata keep_html doubtful explain report progress quiet verbose",
    "Cleaning": "favor captions embeds furniture site_index site learn_as_you_go",
    "Batch": "jobs resume write check diff allow_empty config",
    "Safety": "timeout max_bytes limit",
}
"""The parameters of `newsclean` by group. All others are listed last."""

SWITCHES = "Switches that settings can set also have a --no- form (--no-captions)."
_RANGE = re.compile(r" {2}\[x>=[\d.]+\]|; x>=[\d.]+(?=\])")


class Grouped(click.Command):
    """A command whose help page shows its options in `GROUPS`."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = {option.name: row for option in options if (row := record(option, ctx)) is not None}
        for group, names in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([rows.pop(name) for name in names.split()])
        with formatter.section("Other"):
            formatter.write_dl([*rows.values()])
        formatter.write_paragraph()
        formatter.write_text(SWITCHES)


def record(option: click.Option, ctx: click.Context) -> tuple[str, str] | None:
    """Return an option's names and help. A switch is listed only in the form that changes the default."""
    found = option.get_help_record(ctx)
    if found is None:
        return None
    names, text = found
    default = option.get_default(ctx)
    if option.secondary_opts and default is not None:
        names = ", ".join(option.secondary_opts if default else option.opts)
    return names, _RANGE.sub("", text)
