"""Waits for the runs of a sweep: their states are read in rounds, all of one page in one call, and the counts are shown."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, NoReturn

from tiphys import _svg
from tiphys._display import end_line, place, replace_line
from tiphys._follow import Patience
from tiphys.errors import Detached, TiphysError, WaitTimeout
from tiphys.run import Run, refresh_all

if TYPE_CHECKING:
    from tiphys.sweep import Sweep

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
_SHARE = 3.0
"""A pause is at least so many times as long as the round before it took."""


def wait_for(sweep: Sweep, timeout: float | None, show: bool | None) -> None:
    """Returns when all runs have ended. Raises WaitTimeout, or Detached on Ctrl-C; the runs go on in both cases."""
    try:
        with _shown(sweep, show) as update:
            for pause in rounds(sweep, timeout):
                update()
                time.sleep(pause)
    except KeyboardInterrupt:
        _detach(sweep)


def rounds(sweep: Sweep, timeout: float | None) -> Iterator[float]:
    """Reads the states of the unfinished runs, and yields the seconds before the next round, until all have ended.

    Raises WaitTimeout.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    patience, pause = Patience(deadline), _FIRST_PAUSE
    while True:
        start = time.monotonic()
        try:
            refresh_all(_unfinished(sweep))
            patience.good()
            delay = min(max(pause, _SHARE * (time.monotonic() - start)), _LONGEST_PAUSE)
            pause = min(5.0, pause * 1.5)
        except TiphysError as error:
            delay = patience.delay(error)
        if not _unfinished(sweep):
            return
        yield min(delay, _rest(sweep, timeout, deadline))


def _unfinished(sweep: Sweep) -> list[Run]:
    return [run for run in sweep.runs if not run.state.finished]


def _rest(sweep: Sweep, timeout: float | None, deadline: float | None) -> float:
    """The seconds that are left. Raises WaitTimeout if none is."""
    if timeout is None or deadline is None:
        return float("inf")
    rest = deadline - time.monotonic()
    if rest <= 0:
        detail = f"{len(_unfinished(sweep))} of {len(sweep.runs)} runs of the sweep had not ended after {timeout:g} s."
        raise WaitTimeout("WAIT_TIMEOUT", detail, hint=_again(sweep))
    return rest


@contextlib.contextmanager
def _shown(sweep: Sweep, show: bool | None) -> Iterator[Callable[[], None]]:
    where = place(show)
    draw = _in_cell(sweep) if where == "cell" else (lambda: replace_line(text(sweep))) if where else lambda: None
    try:
        yield draw
    finally:
        draw()
        if where == "line":
            end_line()


def _in_cell(sweep: Sweep) -> Callable[[], None]:
    from IPython.display import HTML, display

    handle = display(HTML(bar(sweep)), display_id=True)
    return lambda: handle.update(HTML(bar(sweep)))


def text(sweep: Sweep) -> str:
    """Such as ``Sweep mine: 7 of 12 ended · 6 Succeeded, 1 Failed, 5 Running``."""
    ended = sum(run.state.finished for run in sweep.runs)
    phases = ", ".join(f"{count} {phase}" for phase, count in _counts(sweep).items())
    return f"Sweep {sweep.key}: {ended} of {len(sweep.runs)} ended · {phases}"


def bar(sweep: Sweep) -> str:
    """The counts as a bar with a line of text, in HTML."""
    return f"<div>{escape(text(sweep))}</div><div>{_svg.progress_bar(_counts(sweep))}</div>"


def _counts(sweep: Sweep) -> dict[str, int]:
    return dict(sorted(Counter(item.phase for item in sweep.items).items()))


def _again(sweep: Sweep) -> str:
    return f"The runs go on. Call client.sweep(..., key={sweep.key!r}).wait() with the same workflow and grid to wait again."


def _detach(sweep: Sweep) -> NoReturn:
    message = f"Detached from sweep {sweep.key}. {_again(sweep)}"
    print(message, file=sys.stderr)
    raise Detached(message) from None
