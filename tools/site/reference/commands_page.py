"""The page of the two commands: `tiphys` from its parser, `tiphys-lint` from its help."""

import argparse
import subprocess
import sys
from pathlib import Path

from reference.markdown import cell, join, table


def page(root: Path) -> str:
    sys.path.insert(0, str(root / "clients/python/src"))
    from tiphys.cli.parser import make_parser

    parser = make_parser()
    commands = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    shared = _shared(list(commands.choices.values()))
    common = next(iter(commands.choices.values()))
    parts = [
        "# Commands",
        "Generated from the commands themselves; do not edit.",
        "## tiphys",
        "The command of the Python client ([start](../start/notebook.md)). " + (parser.description or ""),
        table(("exit code", "meaning"), _exit_codes(parser.epilog or "")),
        "Every command has these options:",
        _options([one for one in common._actions if _name(one) in shared]),
    ]
    for name, command in commands.choices.items():
        own = [one for one in command._actions if _name(one) not in shared]
        parts += [f"### tiphys {name}", command.description or "", _options(own)]
    return join(
        [
            *parts,
            "## tiphys-lint",
            "The offline linter; [this page](../command-line.md) has examples.",
            _lint_help(root),
        ]
    )


def _exit_codes(text: str) -> list[tuple[str, str]]:
    """The rows of "Exit codes: 0 done; 1 a run failed; ..."."""
    codes = " ".join(text.split()).removeprefix("Exit codes: ").rstrip(".").split("; ")
    return [(code, meaning) for code, _, meaning in (one.partition(" ") for one in codes)]


def _shared(parsers: list[argparse.ArgumentParser]) -> set[str]:
    """The options that most commands have."""
    counts: dict[str, int] = {}
    for parser in parsers:
        for action in parser._actions:
            counts[_name(action)] = counts.get(_name(action), 0) + 1
    first = {_name(action) for action in parsers[0]._actions}
    return {
        name
        for name, count in counts.items()
        if name in first and name.startswith("-") and count > len(parsers) * 3 // 4
    }


def _name(action: argparse.Action) -> str:
    return ", ".join(action.option_strings) or str(action.metavar or action.dest)


def _options(actions: list[argparse.Action]) -> str:
    rows = [
        (_usage(one), cell((one.help or "").replace("%(default)s", str(one.default))))
        for one in actions
        if _is_shown(one)
    ]
    return table(("argument", "meaning"), rows)


def _is_shown(action: argparse.Action) -> bool:
    return action.help != argparse.SUPPRESS and not isinstance(
        action, argparse._HelpAction | argparse._SubParsersAction
    )


def _usage(action: argparse.Action) -> str:
    value = (
        ""
        if action.nargs == 0
        else str(action.metavar or "\\|".join(map(str, action.choices or ())) or action.dest.upper())
    )
    text = f"{_name(action)} {value}" if action.option_strings else value
    return f"`{text.strip()}`" + (
        " (repeatable)" if isinstance(action, argparse._AppendAction) or action.nargs in ("+", "*") else ""
    )


def _lint_help(root: Path) -> str:
    done = subprocess.run([root / "tiphys-lint", "--help"], capture_output=True, text=True, check=True)
    lines = [line.rstrip() for line in done.stdout.rstrip().splitlines()]
    return "```text\n" + "\n".join(lines) + "\n```"
