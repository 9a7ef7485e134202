"""A sweep: one run for each combination of parameter values."""

from __future__ import annotations

import copy
import itertools
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from tiphys._documents import WorkflowLike, to_document, to_mapping
from tiphys._transport import Target
from tiphys.errors import ConfigurationError, TiphysError
from tiphys.models import WorkflowState
from tiphys.run import Run

if TYPE_CHECKING:
    from tiphys.client import Client


_READERS = 8


@dataclass
class Item:
    """One combination: its parameters, and its run or the error of its submission."""

    parameters: Mapping[str, Any]
    run: Run | None = field(default=None, repr=False)
    error: TiphysError | None = None

    @property
    def phase(self) -> str:
        """The run's phase, or the reason why there is no run."""
        return self.run.state.phase if self.run else (self.error.reason if self.error else "")


class Sweep:
    """The runs of a grid, in the order of its combinations. `key` names the sweep: the same key adds no run."""

    def __init__(self, key: str, items: Sequence[Item]) -> None:
        self.key = key
        self.items = list(items)

    @property
    def runs(self) -> list[Run]:
        """The runs that were started."""
        return [item.run for item in self.items if item.run]

    @property
    def failures(self) -> list[Item]:
        """The combinations that could not be submitted."""
        return [item for item in self.items if item.error]

    def wait(self, timeout: float | None = None, *, show: bool | None = None) -> Sweep:
        """Waits until all runs have ended, and returns the sweep.

        timeout: seconds in all; WaitTimeout is raised after them, and the runs go on.
        show: draw how many have ended; by default in a notebook and in a terminal.

        Ctrl-C raises Detached: the runs go on.
        """
        from tiphys._sweep_wait import wait_for

        wait_for(self, timeout, show)
        return self

    def rows(self) -> list[dict[str, Any]]:
        """One row for each combination: parameters, run, phase, and the outputs of the runs that have ended.

        A column for each name: outputs of the workflow and of its entry point by their names, those of a task as ``task.name``.
        An output with the name of a parameter is called ``output.name``.
        """
        with ThreadPoolExecutor(_READERS, thread_name_prefix="tiphys-sweep") as pool:
            return list(pool.map(_row, self.items))

    def to_pandas(self) -> Any:
        """The rows as a data frame."""
        from tiphys._pandas import frame

        return frame(self.rows())

    def __repr__(self) -> str:
        counts: dict[str, int] = {}
        for item in self.items:
            counts[item.phase] = counts.get(item.phase, 0) + 1
        return f"<Sweep of {len(self.items)}: {', '.join(f'{count} {phase}' for phase, count in counts.items())}>"

    def _repr_html_(self) -> str:
        rows = self.rows()
        names = list(dict.fromkeys(name for row in rows for name in row))
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(str(row.get(n, str())))}</td>' for n in names)}</tr>" for row in rows
        )
        return f"<table><tr>{head}</tr>{body}</table>"


def _row(item: Item) -> dict[str, Any]:
    row: dict[str, Any] = {**item.parameters, "run": item.run.name if item.run else None, "phase": item.phase}
    if item.run and item.run.state.finished:
        outputs = item.run.outputs
        # The entry point has the name of the run, which differs in each row: its outputs stand under their own names.
        found: dict[str, Any] = {**outputs.get(item.run.name, {}), **outputs.parameters}
        for task in outputs:
            if task != item.run.name:
                found.update({f"{task}.{name}": value for name, value in outputs[task].items()})
        row.update({f"output.{name}" if name in row else name: value for name, value in found.items()})
    return row


def combinations(grid: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """All combinations of a grid, the last name changing fastest. Raises ConfigurationError for one without values."""
    empty = [name for name, values in grid.items() if isinstance(values, (str, bytes)) or not list(values)]
    if not grid or empty:
        raise ConfigurationError(f"The grid has no list of values for {', '.join(empty) or 'anything'}.", "Give lists.")
    return [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]


def with_parameters(tree: Mapping[str, Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a workflow with these values as its arguments; what is no text is written as JSON."""
    changed = copy.deepcopy(dict(tree))
    arguments = changed.setdefault("spec", {}).setdefault("arguments", {})
    known = {one["name"]: one for one in arguments.get("parameters") or ()}
    for name, value in parameters.items():
        known.setdefault(name, {"name": name}).pop("valueFrom", None)
        known[name]["value"] = parameter_text(value)
    arguments["parameters"] = list(known.values())
    return changed


def parameter_text(value: Any) -> str:
    """A parameter's value as Argo has it: what is no text is written as JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def start_sweep(
    client: Client,
    workflow: WorkflowLike,
    grid: Mapping[str, Sequence[Any]],
    key: str,
    namespace: str | None,
    at_once: int,
) -> Sweep:
    """Submits all combinations; each has the sweep's key and its number as its key. An error ends its own item alone.

    One call does it where the gateway has batches; the workflows are the same as those of single submissions.
    """
    tree = to_mapping(workflow)
    if (tree.get("metadata") or {}).get("name"):
        raise ConfigurationError(
            "A sweep needs a workflow with generateName: many runs cannot have one name.", "Use it."
        )

    if client.connection.knows_batches():
        return Sweep(key, _in_one_call(client, tree, combinations(grid), key, namespace))

    def submit(numbered: tuple[int, dict[str, Any]]) -> Item:
        number, parameters = numbered
        try:
            changed = with_parameters(tree, parameters)
            to_document(changed)
            return Item(parameters, client.submit(changed, key=f"{key}-{number}", namespace=namespace))
        except TiphysError as error:
            return Item(parameters, None, error)

    with ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="tiphys-sweep") as pool:
        return Sweep(key, list(pool.map(submit, enumerate(combinations(grid)))))


def _in_one_call(
    client: Client, tree: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], key: str, namespace: str | None
) -> list[Item]:
    from tiphys._batch import submit_rows

    texts = [{name: parameter_text(value) for name, value in row.items()} for row in rows]
    own = (tree.get("metadata") or {}).get("namespace") or ""
    target = Target(client.environment or "", namespace or client.namespace or own)
    try:
        results = submit_rows(client, tree, texts, key, target)
    except TiphysError as error:
        return [Item(row, None, error) for row in rows]
    return [_item(client, row, results.get(number), target.namespace) for number, row in enumerate(rows)]


def _item(client: Client, row: Mapping[str, Any], result: Mapping[str, Any] | None, namespace: str) -> Item:
    from tiphys._batch import problem

    if result and result.get("name"):
        state = WorkflowState(namespace, result["name"], result.get("uid", ""), "", "Pending", "", "", {})
        return Item(row, Run(client, state, replayed=result["outcome"] == "replayed"))
    if result and result.get("problem"):
        return Item(row, None, problem(result["problem"]))
    return Item(row, None, TiphysError("SKIPPED", "The batch ended before this item; run the sweep again."))
