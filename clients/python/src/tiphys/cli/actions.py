"""The commands about documents and runs. Each returns its exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tiphys import Client, ConfigurationError, NotFound, Run, TiphysError
from tiphys.cli.output import finding_row, say, write


def client_of(chosen: argparse.Namespace) -> Client:
    """The client for the options that were given."""
    return Client(
        chosen.url,
        token=Path(chosen.token_file) if chosen.token_file else None,
        environment=chosen.environment,
        namespace=chosen.namespace,
        context=chosen.context,
        transport=chosen.transport,
        timeout=chosen.request_timeout,
    )


def _document(name: str) -> Any:
    return sys.stdin.read() if name == "-" else Path(name)


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    for text in texts:
        if "=" not in text:
            raise ConfigurationError(f"'{text}' is not NAME=VALUE.", "Write for example -p borough=3.")
    return {name: value for name, _, value in (text.partition("=") for text in texts)}


def row(run: Run) -> dict[str, Any]:
    """A run as a row."""
    state = run.state
    metadata = state.object.get("metadata") or {}
    return {
        "name": state.name,
        "namespace": state.namespace,
        "phase": state.phase,
        "progress": state.progress,
        "created": metadata.get("creationTimestamp"),
        "message": state.message,
    }


def submit(chosen: argparse.Namespace) -> int:
    """Submits files, and waits where that is asked for."""
    with client_of(chosen) as client:
        parameters = _pairs(chosen.parameter)
        if chosen.dry_run:
            return max(_preflight(client, name, parameters, chosen.output, False) for name in chosen.files)
        runs = []
        for number, name in enumerate(chosen.files):
            key = chosen.key if chosen.key is None or number == 0 else f"{chosen.key}-{number}"
            run = client.submit(_document(name), parameters=parameters, key=key)
            for warning in run.warnings:
                say(f"tiphys: {warning}")
            say(f"tiphys: submitted {run.name}: {run.url}")
            runs.append(run)
        code = _follow(runs, chosen)
        write([row(run) for run in runs], chosen.output)
        return code


def _follow(runs: Sequence[Run], chosen: argparse.Namespace) -> int:
    if not (chosen.wait or chosen.log):
        return 0
    for run in runs:
        if chosen.log:
            for line in run.logs(follow=True):
                print(line, file=sys.stderr, flush=True)
        run.wait(chosen.timeout, show=None if not chosen.log else False)
    failed = [run for run in runs if run.state.phase != "Succeeded"]
    for run in failed:
        say(str(run.explain()))
    return 1 if failed else 0


def lint(chosen: argparse.Namespace) -> int:
    """Lints files together; 1 when one is not valid."""
    with client_of(chosen) as client:
        found = client.lint_files([_document(name) for name in chosen.files])
    rows = [{"file": one.name, **finding_row(finding)} for one in found for finding in one.findings]
    write(rows, chosen.output, name="rule")
    bad = [one.name for one in found if not one.valid]
    say(f"tiphys: {len(found) - len(bad)} of {len(found)} documents valid")
    return 1 if bad else 0


def preflight(chosen: argparse.Namespace) -> int:
    """Says what would keep a workflow from running; 1 when something would."""
    with client_of(chosen) as client:
        return _preflight(client, chosen.file, _pairs(chosen.parameter), chosen.output, chosen.manifest)


def _preflight(client: Client, name: str, parameters: dict[str, str], form: str, manifest: bool) -> int:
    found = client.preflight(_document(name), parameters=parameters)
    if manifest:
        print(found.manifest)
    else:
        write([finding_row(one) for one in found.findings], form, name="rule")
    say(
        f"tiphys: {'runnable' if found.runnable else 'not runnable'} in {found.environment}/{found.namespace}; pods: {found.pods}"
    )
    if found.manifest and not manifest:
        say("tiphys: preflight --manifest prints the Roles that grant what is missing")
    return 0 if found.runnable else 1


def sweep(chosen: argparse.Namespace) -> int:
    """Submits each combination; 1 when one was refused or failed."""
    grid = {name: values.split(",") for name, values in _pairs(chosen.grid).items()}
    with client_of(chosen) as client:
        found = client.sweep(_document(chosen.file), grid, key=chosen.key)
        say(f"tiphys: {found!r}; key {found.key}")
        if chosen.wait:
            found.wait(chosen.timeout)
        write(found.rows(), chosen.output, name="run")
        for item in found.failures:
            say(f"tiphys: {dict(item.parameters)}: {item.error}")
        return 1 if found.failures or any(run.state.phase in ("Failed", "Error") for run in found.runs) else 0


def list_runs(chosen: argparse.Namespace) -> int:
    """Lists workflows."""
    with client_of(chosen) as client:
        runs = client.runs(selector=chosen.selector, prefix=chosen.prefix, limit=chosen.limit or None)
        write([row(run) for run in runs], chosen.output)
    return 0


def get(chosen: argparse.Namespace) -> int:
    """Shows a workflow: its row and nodes, or the whole object as JSON or YAML."""
    with client_of(chosen) as client:
        run = client.run(chosen.name)
        if chosen.explain:
            print(run.explain())
        elif chosen.output in ("json", "yaml"):
            write([run.state.object], chosen.output, one=True)
        else:
            write([row(run)], chosen.output)
            if chosen.output == "table":
                print()
                write([_node_row(node) for node in run.nodes()], "table")
    return 0


def _node_row(node: Any) -> dict[str, Any]:
    return {
        "node": node.display_name,
        "phase": node.phase,
        "seconds": None if node.seconds is None else f"{node.seconds:.0f}",
        "message": node.message,
    }


def watch(chosen: argparse.Namespace) -> int:
    """Follows a workflow; 1 when it did not succeed."""
    with client_of(chosen) as client:
        run = client.run(chosen.name).wait(chosen.timeout, show=True)
        write([row(run)], "table")
        return 0 if run.state.phase == "Succeeded" else 1


def logs(chosen: argparse.Namespace) -> int:
    """Prints log lines."""
    with client_of(chosen) as client:
        lines = client.run(chosen.name).logs(
            chosen.follow, task=chosen.task, container=chosen.container, tail=chosen.tail, grep=chosen.grep
        )
        for line in lines:
            print(line, flush=chosen.follow)
    return 0


def change(chosen: argparse.Namespace) -> int:
    """Stops, deletes or otherwise changes workflows; goes on behind one that cannot be changed, and fails at the end."""
    failure: TiphysError | None = None
    done = []
    with client_of(chosen) as client:
        for name in chosen.names:
            try:
                getattr(client.run(name), chosen.verb)()
                done.append({"name": name, "done": chosen.verb})
            except NotFound as error:
                failure = error
                say(f"tiphys: {name}: {error}")
        write(done, chosen.output)
    if failure:
        raise failure
    return 0


def rerun(chosen: argparse.Namespace) -> int:
    """Runs a workflow again."""
    with client_of(chosen) as client:
        run = client.run(chosen.name)
        again = getattr(run, chosen.verb)(parameters=chosen.parameter)
        say(f"tiphys: {again.name}: {again.url}")
        code = _follow([again], chosen)
        write([row(again)], chosen.output)
        return code
