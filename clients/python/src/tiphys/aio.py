"""The client for asyncio: the same names, each a coroutine. The work is done by threads, so that no loop is blocked."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, TypeVar

from tiphys._documents import WorkflowLike
from tiphys._sweep_wait import rounds
from tiphys._transport import Cancellation
from tiphys.artifacts import Artifacts
from tiphys.client import Client
from tiphys.config import Config
from tiphys.explain import Explanation
from tiphys.models import (
    BatchChange,
    BatchOutput,
    Environment,
    EnvironmentCheck,
    FileFindings,
    Identity,
    LogLine,
    Preflight,
    WorkflowState,
)
from tiphys.nodes import Node, Outputs
from tiphys.run import Run
from tiphys.sweep import Item, Sweep

T = TypeVar("T")
_THREADS = 64
_AHEAD = 100


class _Threads:
    """Runs blocking calls and streams on threads of its own; at most 64 at a time."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="tiphys")

    async def call(self, function: Callable[..., T], *arguments: Any, **named: Any) -> T:
        work = functools.partial(function, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def stream(self, start: Callable[[Cancellation], Iterator[T]]) -> AsyncIterator[T]:
        """The items of a blocking iterator; it waits when the reader is 100 items behind, and ends when the reader goes."""
        loop, items = asyncio.get_running_loop(), asyncio.Queue[Any](_AHEAD)
        cancellation, end = Cancellation(), object()

        def put(item: Any) -> None:
            asyncio.run_coroutine_threadsafe(items.put(item), loop).result()

        def read() -> None:
            try:
                for item in start(cancellation):
                    if cancellation.cancelled:
                        return
                    put((item, None))
                put((end, None))
            except BaseException as error:
                if not cancellation.cancelled:
                    put((end, error))

        reader = loop.run_in_executor(self._pool, read)
        try:
            while True:
                item, error = await items.get()
                if error is not None:
                    raise error
                if item is end:
                    return
                yield item
        finally:
            cancellation.cancel()
            while not reader.done():
                while not items.empty():
                    items.get_nowait()
                await asyncio.wait([reader], timeout=0.05)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


class AsyncRun:
    """A handle on a workflow, as :class:`tiphys.Run`, with coroutines for all that asks the gateway."""

    def __init__(self, run: Run, threads: _Threads) -> None:
        self._run = run
        self._threads = threads
        self.name = run.name
        self.namespace = run.namespace
        self.url = run.url
        self.warnings = run.warnings
        self.replayed = run.replayed

    @property
    def state(self) -> WorkflowState:
        """The last state that was seen."""
        return self._run.state

    async def phase(self) -> str:
        """The phase, as of now."""
        return (await self.refresh()).state.phase

    async def progress(self) -> str:
        """Finished over known pods, as of now."""
        return (await self.refresh()).state.progress

    async def refresh(self) -> AsyncRun:
        """Asks for the present state."""
        await self._threads.call(self._run.refresh)
        return self

    async def watch(self, timeout: float | None = None) -> AsyncIterator[WorkflowState]:
        """Each state of the run, the present one first, until it ends."""
        async for state in self._threads.stream(lambda cancellation: self._run.watch(timeout, cancellation)):
            yield state

    async def wait(self, timeout: float | None = None, *, check: bool = False) -> AsyncRun:
        """Waits until the run has ended. A cancelled wait leaves the run alone."""
        async for _ in self.watch(timeout):
            pass
        if check:
            await self._threads.call(self._run.wait, check=True, show=False)
        return self

    async def logs(
        self,
        follow: bool = False,
        *,
        task: str = "",
        pod: str = "",
        container: str = "main",
        tail: int = 0,
        grep: str = "",
    ) -> AsyncIterator[LogLine]:
        """The log lines of the run's pods."""

        def start(cancellation: Cancellation) -> Iterator[LogLine]:
            return iter(
                self._run.logs(
                    follow, task=task, pod=pod, container=container, tail=tail, grep=grep, cancellation=cancellation
                )
            )

        async for line in self._threads.stream(start):
            yield line

    async def nodes(self) -> list[Node]:
        """The nodes of the run."""
        return await self._threads.call(self._run.nodes)

    async def outputs(self) -> Outputs:
        """The outputs by task and parameter."""
        return await self._threads.call(lambda: self._run.outputs)

    async def artifacts(self) -> Artifacts:
        """The output artifacts; reading one blocks, so do it in a thread."""
        return await self._threads.call(lambda: self._run.artifacts)

    async def explain(self, task: str = "") -> Explanation:
        """Why the run, or one of its tasks, failed or waits."""
        return await self._threads.call(self._run.explain, task)

    async def stop(self, message: str = "") -> AsyncRun:
        """Stops the run; its exit handlers still run."""
        await self._threads.call(self._run.stop, message)
        return self

    async def terminate(self) -> AsyncRun:
        """Ends the run at once."""
        await self._threads.call(self._run.terminate)
        return self

    async def suspend(self) -> AsyncRun:
        """Keeps the run from starting further steps."""
        await self._threads.call(self._run.suspend)
        return self

    async def resume(self) -> AsyncRun:
        """Lets a suspended run go on."""
        await self._threads.call(self._run.resume)
        return self

    async def retry(self, **options: Any) -> AsyncRun:
        """Runs the failed steps again; takes what :meth:`tiphys.Run.retry` takes."""
        await self._threads.call(self._run.retry, **options)
        return self

    async def resubmit(self, **options: Any) -> AsyncRun:
        """Creates a new run from this one; takes what :meth:`tiphys.Run.resubmit` takes."""
        return AsyncRun(await self._threads.call(self._run.resubmit, **options), self._threads)

    async def delete(self) -> None:
        """Deletes the workflow."""
        await self._threads.call(self._run.delete)

    async def to_pandas(self) -> Any:
        """One row for each node."""
        return await self._threads.call(self._run.to_pandas)

    def __repr__(self) -> str:
        return repr(self._run)

    def _repr_html_(self) -> str:
        return self._run._repr_html_()


class AsyncSweep:
    """The runs of a grid, as :class:`tiphys.Sweep`, with coroutines for all that asks the gateway."""

    def __init__(self, sweep: Sweep, threads: _Threads) -> None:
        self._sweep = sweep
        self._threads = threads
        self.key = sweep.key
        self.items = sweep.items

    @property
    def runs(self) -> list[AsyncRun]:
        """The runs that were started."""
        return [AsyncRun(run, self._threads) for run in self._sweep.runs]

    @property
    def failures(self) -> list[Item]:
        """The combinations that could not be submitted."""
        return self._sweep.failures

    async def wait(self, timeout: float | None = None) -> AsyncSweep:
        """Waits until all runs have ended. Raises WaitTimeout; a cancelled wait leaves the runs alone."""
        steps = rounds(self._sweep, timeout)
        while (pause := await self._threads.call(next, steps, None)) is not None:
            await asyncio.sleep(pause)
        return self

    async def rows(self) -> list[dict[str, Any]]:
        """One row for each combination: parameters, run, phase and outputs."""
        return await self._threads.call(self._sweep.rows)

    async def to_pandas(self) -> Any:
        """The rows as a data frame."""
        return await self._threads.call(self._sweep.to_pandas)

    def __repr__(self) -> str:
        return repr(self._sweep).replace("<Sweep", "<AsyncSweep")


class AsyncClient:
    """The client for asyncio; takes what :class:`tiphys.Client` takes, and has the same names."""

    def __init__(self, url: str | None = None, **settings: Any) -> None:
        self._client = Client(url, **settings)
        self._threads = _Threads()

    @property
    def config(self) -> Config:
        """The settings and their origins."""
        return self._client.config

    async def submit(self, workflow: WorkflowLike, **options: Any) -> AsyncRun:
        """Submits a workflow; takes what :meth:`tiphys.Client.submit` takes."""
        return AsyncRun(await self._threads.call(self._client.submit, workflow, **options), self._threads)

    async def run(self, name: str, *, namespace: str | None = None) -> AsyncRun:
        """The run of a workflow that exists."""
        return AsyncRun(await self._threads.call(self._client.run, name, namespace=namespace), self._threads)

    async def runs(self, **options: Any) -> AsyncIterator[AsyncRun]:
        """The workflows of a namespace, newest first."""
        async for run in self._threads.stream(lambda _: self._client.runs(**options)):
            yield AsyncRun(run, self._threads)

    async def lint(self, workflow: WorkflowLike) -> FileFindings:
        """What is wrong with a document."""
        return await self._threads.call(self._client.lint, workflow)

    async def lint_files(self, documents: Sequence[WorkflowLike]) -> list[FileFindings]:
        """Lints documents together."""
        return await self._threads.call(self._client.lint_files, documents)

    async def preflight(self, workflow: WorkflowLike, **options: Any) -> Preflight:
        """Everything that would keep the workflow from running."""
        return await self._threads.call(self._client.preflight, workflow, **options)

    async def sweep(self, workflow: WorkflowLike, grid: Mapping[str, Sequence[Any]], **options: Any) -> AsyncSweep:
        """Submits the workflow once for each combination of the grid's values; takes what :meth:`tiphys.Client.sweep` takes."""
        return AsyncSweep(await self._threads.call(self._client.sweep, workflow, grid, **options), self._threads)

    async def batch_outputs(self, batch_id: str, **options: Any) -> list[BatchOutput]:
        """The outputs of a batch; takes what :meth:`tiphys.Client.batch_outputs` takes."""
        return await self._threads.call(self._client.batch_outputs, batch_id, **options)

    async def retry_batch(self, batch_id: str, **options: Any) -> list[BatchChange]:
        """Runs the failed workflows of a batch again; takes what :meth:`tiphys.Client.retry_batch` takes."""
        return await self._threads.call(self._client.retry_batch, batch_id, **options)

    async def environments(self) -> list[Environment]:
        """The environments in which the caller is known."""
        return await self._threads.call(self._client.environments)

    async def whoami(self, environment: str | None = None) -> Identity:
        """Who the caller is in an environment, and what it may do there."""
        return await self._threads.call(self._client.whoami, environment)

    async def check(self, environment: str | None = None) -> EnvironmentCheck:
        """Whether an environment can take submissions now."""
        return await self._threads.call(self._client.check, environment)

    async def close(self) -> None:
        """Closes the connections; runs go on."""
        await self._threads.call(self._client.close)
        self._threads.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return repr(self._client).replace("<Client", "<AsyncClient")
