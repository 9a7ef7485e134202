"""Shows a run: in a notebook as static HTML that is replaced in its place, in a terminal as one line."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from tiphys import _svg
from tiphys.explain import Explanation
from tiphys.models import Finding, WorkflowState
from tiphys.nodes import nodes_of

if TYPE_CHECKING:
    from tiphys.run import Run

_INTERVAL = 0.5
_PANE = "max-height:420px;overflow:auto;margin:4px 0"
_ORDER = ("Succeeded", "Failed", "Error", "Running", "Pending", "Skipped", "Omitted")


class Picture:
    """A run at one moment. Static: it survives saving, conversion and viewers that run no script."""

    def __init__(
        self, state: WorkflowState, url: str, findings: Sequence[Finding] = (), explanation: Explanation | None = None
    ) -> None:
        self._state = state
        self._url = url
        self._findings = findings
        self._explanation = explanation

    def __repr__(self) -> str:
        return f"{self._state.name}: {self._state.phase} {self._state.progress}".rstrip()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}

    def _repr_html_(self) -> str:
        nodes = nodes_of(self._state)
        parts = [self._head(Counter(node.phase for node in nodes if node.is_pod))]
        parts += [f'<div style="{_PANE}">{drawn}</div>' for drawn in (_svg.graph(nodes),) if drawn]
        times = _svg.gantt(nodes, dt.datetime.now(dt.timezone.utc))
        if times:
            parts.append(f'<details><summary>Times</summary><div style="{_PANE}">{times}</div></details>')
        parts += [self._warnings(), self._why()]
        return f'<div class="tiphys-run" style="font-family:sans-serif;font-size:13px">{"".join(parts)}</div>'

    def _head(self, counts: Counter[str]) -> str:
        state, colour = self._state, _svg.colour(self._state.phase)
        done, total = state.done_and_total
        moving = "" if state.finished or not total else " known so far"
        progress = f" · {done}/{total} pods{moving}" if total else ""
        ordered = {phase: counts[phase] for phase in _ORDER if counts[phase]}
        bar = f"<div>{_svg.progress_bar(ordered)}</div>" if ordered else ""
        style = "color:inherit;text-decoration:underline"
        link = f'<a href="{escape(self._url)}" target="_blank" rel="noopener" style="{style}">{escape(state.name)}</a>'
        message = f"<div>{escape(state.message)}</div>" if state.message else ""
        sign = f'<b style="color:{colour}">{_svg.mark(state.phase)} {escape(state.phase)}</b>'
        return f"<div>{sign} · {link}{progress}</div>{bar}{message}"

    def _warnings(self) -> str:
        if not self._findings:
            return ""
        items = "".join(f"<li>{escape(str(one))}</li>" for one in self._findings)
        count = len(self._findings)
        return (
            f"<details><summary>{count} {'finding' if count == 1 else 'findings'}</summary><ul>{items}</ul></details>"
        )

    def _why(self) -> str:
        return f"<pre>{escape(str(self._explanation))}</pre>" if self._explanation else ""


@contextlib.contextmanager
def live_view(run: Run, show: bool | None) -> Iterator[Callable[[WorkflowState], None]]:
    """Gives a function that shows each state; at most two a second are drawn, and always the last one."""
    draw = _drawer(run, show)
    last: list[WorkflowState] = []
    drawn = 0.0

    def update(state: WorkflowState) -> None:
        nonlocal drawn
        last[:] = [state]
        if draw and time.monotonic() - drawn >= _INTERVAL:
            draw(state, None)
            drawn = time.monotonic()

    try:
        yield update
    finally:
        if draw and last:
            failed = last[0].phase in ("Failed", "Error")
            draw(last[0], _explained(run) if failed else None)
            if not _notebook():
                end_line()


def _explained(run: Run) -> Explanation | None:
    from tiphys.errors import TiphysError

    try:
        return run.explain()
    except TiphysError:
        return None


def _notebook() -> bool:
    from tiphys.client import _in_notebook

    return _in_notebook()


def place(show: bool | None) -> Literal["cell", "line"] | None:
    """Where progress is shown: in the notebook's cell, on a line of the terminal, or nowhere. `show` as a caller gives it."""
    if show is False:
        return None
    if _notebook():
        return "cell"
    return "line" if show or sys.stderr.isatty() else None


def replace_line(text: str) -> None:
    """Writes over the terminal's line; without a terminal, a line of its own."""
    start, end = ("\r\033[K", "") if sys.stderr.isatty() else ("", "\n")
    print(f"{start}{text}", end=end, file=sys.stderr, flush=True)


def end_line() -> None:
    """Ends the line that was written over."""
    if sys.stderr.isatty():
        print(file=sys.stderr)


def _drawer(run: Run, show: bool | None) -> Callable[[WorkflowState, Explanation | None], None] | None:
    where = place(show)
    if where == "cell":
        return _in_cell(run)
    return _on_line if where else None


def _in_cell(run: Run) -> Callable[[WorkflowState, Explanation | None], None]:
    from IPython.display import display

    handle = display(Picture(run.state, run.url, run.warnings), display_id=True)

    def draw(state: WorkflowState, explanation: Explanation | None) -> None:
        handle.update(Picture(state, run.url, run.warnings, explanation))

    return draw


def _on_line(state: WorkflowState, explanation: Explanation | None) -> None:
    replace_line(f"{state.name}: {state.phase} {state.progress}")
    if explanation:
        print(f"\n{explanation}", file=sys.stderr)
