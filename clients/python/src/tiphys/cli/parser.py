"""What the command understands."""

from __future__ import annotations

import argparse
from typing import Any

import tiphys
from tiphys.cli import actions, convert, doctor, login, settings
from tiphys.cli.output import FORMATS

_EXIT_CODES = (tiphys.cli.__doc__ or "").partition("\n\n")[2]


def make_parser() -> argparse.ArgumentParser:
    """The parser; each command's namespace has `action`."""
    parser = argparse.ArgumentParser(
        prog="tiphys",
        description="Submit Argo workflows through a Tiphys gateway and follow them.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"tiphys {tiphys.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _documents(commands)
    _runs(commands)
    _others(commands)
    return parser


def _command(commands: Any, name: str, action: Any, text: str, output: str | None = None) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    parser.set_defaults(action=action)
    where = parser.add_argument_group("where")
    where.add_argument("--url", help="the gateway's address")
    where.add_argument(
        "--token-file", metavar="FILE", help="the file that has the token; a token itself is never an option"
    )
    where.add_argument("--context", help="one of the contexts of 'tiphys config list'")
    where.add_argument("-e", "--environment", help="the environment of submission")
    where.add_argument("-n", "--namespace", help="the namespace")
    where.add_argument("--transport", choices=("auto", "grpc", "rest"), help="by default gRPC, REST where that fails")
    where.add_argument("--request-timeout", type=float, default=60.0, metavar="SECONDS", help="for each call")
    if output:
        parser.add_argument("-o", "--output", choices=FORMATS, default=output, help="the form of the data")
    return parser


def _waiting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--wait", action="store_true", help="wait until the run has ended; exit code 1 when it failed")
    parser.add_argument("--log", action="store_true", help="print the log lines while the run goes on; implies --wait")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="how long to wait; exit code 6 when it is up")


def _documents(commands: Any) -> None:
    submit = _command(commands, "submit", actions.submit, "Submit workflows.", "table")
    submit.add_argument("files", nargs="+", metavar="FILE", help="YAML or JSON; - is the standard input")
    submit.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE", help="an argument's value"
    )
    submit.add_argument("--key", help="submissions with one key create at most one workflow")
    submit.add_argument(
        "--dry-run", action="store_true", help="say what would keep it from running, and create nothing"
    )
    _waiting(submit)
    lint = _command(commands, "lint", actions.lint, "Say what is wrong with documents.", "table")
    lint.add_argument("files", nargs="+", metavar="FILE", help="YAML or JSON; - is the standard input")
    preflight = _command(
        commands, "preflight", actions.preflight, "Say what would keep a workflow from running.", "table"
    )
    preflight.add_argument("file", metavar="FILE")
    preflight.add_argument("-p", "--parameter", action="append", default=[], metavar="NAME=VALUE")
    preflight.add_argument("--manifest", action="store_true", help="print the Roles that grant what is missing")
    sweep = _command(
        commands, "sweep", actions.sweep, "Submit a workflow once for each combination of values.", "table"
    )
    sweep.add_argument("file", metavar="FILE")
    sweep.add_argument(
        "-g", "--grid", action="append", required=True, metavar="NAME=VALUE,VALUE", help="values of a parameter"
    )
    sweep.add_argument("--key", help="a sweep with the same key adds no run")
    sweep.add_argument("--wait", action="store_true", help="wait for all, and show their outputs")
    sweep.add_argument("--timeout", type=float, metavar="SECONDS")
    turn = commands.add_parser("convert", help="Turn Hera's Python into YAML, and YAML into Python.")
    turn.set_defaults(action=convert.convert)
    turn.add_argument("file", metavar="FILE", help="a .py file is turned into YAML, others into Python")


def _runs(commands: Any) -> None:
    listing = _command(commands, "list", actions.list_runs, "List workflows, newest first.", "table")
    listing.add_argument("-l", "--selector", default="", help="a Kubernetes label selector")
    listing.add_argument("--prefix", default="", help="only names that begin so")
    listing.add_argument("--limit", type=int, default=50, help="how many at most, 0 for all")
    get = _command(commands, "get", actions.get, "Show a workflow.", "table")
    get.add_argument("name")
    get.add_argument("--explain", action="store_true", help="say why it failed or waits")
    watch = _command(commands, "watch", actions.watch, "Follow a workflow until it ends.")
    watch.add_argument("name")
    watch.add_argument("--timeout", type=float, metavar="SECONDS")
    logs = _command(commands, "logs", actions.logs, "Print the log lines of a workflow's pods.")
    logs.add_argument("name")
    logs.add_argument("-f", "--follow", action="store_true", help="follow the logs until the workflow ends")
    logs.add_argument("--task", default="", help="only the pods of this task")
    logs.add_argument("-c", "--container", default="main")
    logs.add_argument("--tail", type=int, default=0, help="only the last lines of each pod")
    logs.add_argument("--grep", default="", help="only lines that match this RE2 expression")
    for name, text in (
        ("stop", "Stop workflows; their exit handlers still run."),
        ("terminate", "End workflows at once."),
        ("suspend", "Keep workflows from starting further steps."),
        ("resume", "Let suspended workflows go on."),
        ("delete", "Delete workflows."),
    ):
        parser = _command(commands, name, actions.change, text, "name")
        parser.set_defaults(verb=name)
        parser.add_argument("names", nargs="+", metavar="NAME")
    for name, text in (("retry", "Run the failed steps of a workflow again."), ("resubmit", "Submit a workflow anew.")):
        parser = _command(commands, name, actions.rerun, text, "table")
        parser.set_defaults(verb=name)
        parser.add_argument("name")
        parser.add_argument("-p", "--parameter", action="append", default=[], metavar="NAME=VALUE")
        _waiting(parser)


def _others(commands: Any) -> None:
    _command(commands, "doctor", doctor.doctor, "Go through the way to Argo, and say the first thing that is wrong.")
    _command(commands, "whoami", doctor.whoami, "Say whose token is used, of which kind, and until when.", "table")
    for name, action, text in (
        ("login", login.login, "Sign in at the organisation's issuer, and keep the session for this gateway."),
        ("logout", login.logout, "End the session."),
    ):
        parser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        parser.set_defaults(action=action)
        parser.add_argument("--url", help="the gateway's address")
        parser.add_argument("--context", help="one of the contexts of 'tiphys config list'")
        if name == "login":
            parser.add_argument("--issuer", help="the issuer's address, exactly as it names itself")
            parser.add_argument("--client-id", help="the id of a public client of the issuer")
            parser.add_argument("--scope", default="openid offline_access", help="by default: openid offline_access")
            parser.add_argument(
                "--device", action="store_true", help="confirm a code on any device; the default without a browser"
            )
            parser.add_argument(
                "--kind",
                choices=("access", "id"),
                default="access",
                help="the token that the gateway gets, by default access",
            )
    config = commands.add_parser("config", help="Show and change the settings.")
    parts = config.add_subparsers(metavar="PART", required=True)
    explain = _command(parts, "explain", settings.explain, "Show each setting, and where it comes from.")
    del explain
    block = parts.add_parser("import", help="Keep the block that Argo's user page gives as a context.")
    block.set_defaults(action=settings.import_block)
    block.add_argument("file", metavar="FILE", help="- is the standard input")
    block.add_argument("--name", default="", help="the context's name, by default the host")
    listing = parts.add_parser("list", help="List the contexts.")
    listing.set_defaults(action=settings.list_contexts)
    use = parts.add_parser("use", help="Make a context the current one.")
    use.set_defaults(action=settings.use_context)
    use.add_argument("name")
    complete = commands.add_parser("completion", help="Print a script that completes commands and options.")
    complete.set_defaults(action=settings.completion)
    complete.add_argument("shell", choices=("bash", "zsh", "fish"))
