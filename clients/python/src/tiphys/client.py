"""The client: submits workflows through a gateway and hands out runs."""

from __future__ import annotations

import hashlib
import os
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

from tiphys import _places
from tiphys._connection import Connection
from tiphys._documents import WorkflowLike, document_name, to_document, to_mapping
from tiphys._secret import Secret
from tiphys._tokens import TokenSource
from tiphys._transport import Document, Target
from tiphys.config import Config, resolve
from tiphys.errors import TiphysError
from tiphys.run import Run

if TYPE_CHECKING:
    from tiphys._transport import Options, Transport
    from tiphys.models import (
        BatchChange,
        BatchOutput,
        Environment,
        EnvironmentCheck,
        FileFindings,
        Finding,
        Identity,
        Preflight,
        WorkflowState,
    )
    from tiphys.sweep import Sweep

DEFAULT_TIMEOUT = 60.0


class Client:
    """Submits workflows through a gateway and follows them.

    Everything that is not given comes from the environment, the project's files, the user's contexts or the pod;
    ``client.config.explain()`` says what came from where. Nothing is sent before the first call. Safe for threads, in a
    running notebook loop, and in a child process after fork, where it uses REST.

    url: the gateway, such as ``https://tiphys.example.org``.
    token: a text, a path (read again when the file changes), or a function that is called for each call.
    environment, namespace: where workflows go; the gateway's defaults when none is known.
    context: the name of one of the user's contexts.
    ca_file: certificates (PEM) to trust. verify: False skips the check of the certificate and uses REST.
    proxy: the URL of an HTTP proxy, or False for none; by default the usual variables decide, NO_PROXY included.
    transport: ``auto``, ``grpc`` or ``rest``. timeout: seconds for a call, None for no limit.

    >>> with Client() as client:                                   # doctest: +SKIP
    ...     run = client.submit("workflow.yaml").wait()
    ...     print(run.outputs["task"]["parameter"])
    """

    def __init__(
        self,
        url: str | None = None,
        *,
        token: str | Secret | os.PathLike[str] | Callable[[], str] | TokenSource | None = None,
        environment: str | None = None,
        namespace: str | None = None,
        context: str | None = None,
        ca_file: str | os.PathLike[str] | None = None,
        verify: bool | None = None,
        proxy: str | bool | None = None,
        transport: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
    ) -> None:
        given = {
            "url": url,
            "token": token,
            "environment": environment,
            "namespace": namespace,
            "ca_file": None if ca_file is None else str(ca_file),
            "verify": verify,
            "proxy": "none" if proxy is False else proxy,
            "transport": transport,
        }
        self.config: Config = resolve(given, context=context)
        self.connection = Connection(self.config)
        self.timeout = timeout
        self.environment = self.config.get("environment")
        self.namespace = self.config.get("namespace")
        self._submitted: dict[str, Run] = {}

    def _target(self, namespace: str | None) -> Target:
        return Target(self.environment or "", namespace or self.namespace or "")

    @staticmethod
    def new_key() -> str:
        """A key that has not been used: calls with one key are carried out at most once."""
        return str(uuid.uuid4())

    def submit(
        self,
        workflow: WorkflowLike,
        *,
        parameters: Mapping[str, Any] | None = None,
        namespace: str | None = None,
        key: str | None = None,
        again: bool = False,
        wait: bool = False,
    ) -> Run:
        """Submits a Hera workflow, a dict, YAML text or the path of a file, and returns its run.

        parameters: values for the workflow's arguments, in place of its own.
        key: calls with one key create at most one workflow, also from another process; by default each call has a new
            one. In a notebook, a cell that is run again while its run goes on returns that run; `again` starts another.
        wait: return when the run has ended.

        Raises WorkflowInvalid with all findings, Forbidden with the missing rights, and others of :mod:`tiphys.errors`.
        """
        document = self._document(workflow, parameters)
        digest = hashlib.sha256(repr((self._target(namespace), document.content)).encode()).hexdigest()
        run = None if key or again or not _in_notebook() else self._going_on(digest)
        if run is None:
            run = self._submit(workflow, document, namespace, key or self.new_key())
            self._submitted[digest] = run
        return run.wait() if wait else run

    def _submit(self, workflow: WorkflowLike, document: Document, namespace: str | None, key: str) -> Run:
        target = self._target(namespace)
        try:
            answer = self.connection.call(lambda t, o: t.submit(target, document, False, o), self.timeout, key)
        except TiphysError as error:
            failure = _placed(error, workflow, document)
        else:
            warnings = _places.place(workflow, document, answer.warnings)
            return Run(self, answer.workflow, warnings, answer.replayed)
        raise failure

    def _going_on(self, digest: str) -> Run | None:
        earlier = self._submitted.get(digest)
        if earlier is None or earlier.finished:
            return None
        print(
            f"Run {earlier.name} of this workflow still goes on; submit(..., again=True) starts another.",
            file=sys.stderr,
        )
        return earlier

    def _document(self, workflow: WorkflowLike, parameters: Mapping[str, Any] | None) -> Document:
        if not parameters:
            return to_document(workflow)
        from tiphys.sweep import with_parameters

        return to_document(with_parameters(to_mapping(workflow), parameters))

    def run(self, name: str, *, namespace: str | None = None) -> Run:
        """The run of a workflow that exists. Raises NotFound."""
        target = self._target(namespace)
        return Run(self, self.connection.call(lambda t, o: t.get(target, name, o), self.timeout))

    def runs(
        self, *, namespace: str | None = None, selector: str = "", prefix: str = "", limit: int | None = None
    ) -> Iterator[Run]:
        """The workflows of a namespace, newest first, page by page. `selector` is a Kubernetes label selector."""
        target, token, seen = self._target(namespace), "", set[str]()
        while limit is None or len(seen) < limit:
            page = self.connection.call(_list(target, selector, prefix, min(limit or 100, 100), token), self.timeout)
            for state in page.workflows:
                # Argo's pages are counted and not marked, so a workflow can be on two of them while others come and go.
                if state.uid not in seen and (limit is None or len(seen) < limit):
                    seen.add(state.uid)
                    yield Run(self, state)
            token = page.next_page_token
            if not token:
                return

    def lint(self, workflow: WorkflowLike) -> FileFindings:
        """What is wrong with a document, without a cluster. What is wrong is part of the answer and raises nothing."""
        return self.lint_files([workflow])[0]

    def lint_files(self, documents: Sequence[WorkflowLike]) -> list[FileFindings]:
        """Lints documents together: templates that one of them has are known to all."""
        from tiphys.models import FileFindings

        read = [to_document(one) for one in documents]
        files = [(document_name(given), one.content) for given, one in zip(documents, read, strict=True)]
        found = self.connection.call(lambda t, o: t.lint(self.environment or "", files, o), self.timeout)
        return [
            FileFindings(one.name, one.valid, _places.place(given, document, one.findings))
            for one, given, document in zip(found, documents, read, strict=True)
        ]

    def preflight(
        self, workflow: WorkflowLike, *, parameters: Mapping[str, Any] | None = None, namespace: str | None = None
    ) -> Preflight:
        """Everything that would keep the workflow from running: rights, secrets, claims, quotas. Nothing is created."""
        document, target = self._document(workflow, parameters), self._target(namespace)
        try:
            answer = self.connection.call(lambda t, o: t.preflight(target, document, o), self.timeout)
        except TiphysError as error:
            failure = _placed(error, workflow, document)
        else:
            from dataclasses import replace

            return replace(answer, findings=_places.place(workflow, document, answer.findings))
        raise failure

    def sweep(
        self,
        workflow: WorkflowLike,
        grid: Mapping[str, Sequence[Any]],
        *,
        key: str | None = None,
        namespace: str | None = None,
        at_once: int = 8,
    ) -> Sweep:
        """Submits the workflow once for each combination of the grid's values. With `key`, calling again adds nothing.

        `at_once` is the number of submissions under way at a time.
        """
        from tiphys.sweep import start_sweep

        return start_sweep(self, workflow, grid, key or self.new_key(), namespace, at_once)

    def batch_outputs(
        self, batch_id: str, *, wait: bool = False, namespace: str | None = None, timeout: float | None = None
    ) -> list[BatchOutput]:
        """The arguments, outputs and artifacts of all workflows of a batch, in one call and ordered by their index.

        wait: first wait until all workflows have ended, at most `timeout` seconds.

        The key of a sweep is the id of its batch if it can be a label. Raises NotFound for a batch without workflows.
        """
        target = self._target(namespace)
        limit = timeout if wait else timeout or self.timeout
        return self.connection.call(lambda t, o: list(t.outputs(target, batch_id, wait, o)), limit)

    def retry_batch(self, batch_id: str, *, key: str | None = None, namespace: str | None = None) -> list[BatchChange]:
        """Runs the failed steps of the failed workflows of a batch again; what became of each workflow.

        With `key`, calling again retries no workflow twice; give another key for each new retry.
        """
        target = self._target(namespace)
        changes: dict[str, BatchChange] = {}

        def action(transport: Transport, options: Options) -> None:
            for change in transport.retry_batch(target, batch_id, options):
                # A call that was cut is made again with the same key: what it did then counts as an earlier call.
                if not (change.outcome == "replayed" and change.name in changes):
                    changes[change.name] = change

        self.connection.call(action, None, key or self.new_key())
        return list(changes.values())

    def environments(self) -> list[Environment]:
        """The environments in which the caller is known."""
        return self.connection.call(lambda t, o: t.environments(o), self.timeout)

    def whoami(self, environment: str | None = None) -> Identity:
        """Who the caller is in an environment, and what it may do there."""
        name = environment or self.environment or ""
        return self.connection.call(lambda t, o: t.whoami(name, o), self.timeout)

    def check(self, environment: str | None = None) -> EnvironmentCheck:
        """Whether an environment's cluster and Argo can be reached and have what a submission needs."""
        name = environment or self.environment or ""
        return self.connection.call(lambda t, o: t.check_environment(name, o), self.timeout)

    def watch(
        self, name: str, *, namespace: str | None = None, timeout: float | None = None
    ) -> Iterator[WorkflowState]:
        """Each state of a workflow until it ends; the same as ``client.run(name).watch()``."""
        return self.run(name, namespace=namespace).watch(timeout)

    def close(self) -> None:
        """Closes the connections; runs go on. The client cannot be used afterwards."""
        self.connection.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        where = "/".join(filter(None, (self.environment, self.namespace)))
        return f"<Client {self.connection.address}{f' {where}' if where else ''}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client cannot be pickled: make one in the other process")


def _list(target: Target, selector: str, prefix: str, size: int, token: str) -> Callable[[Any, Any], Any]:
    return lambda transport, options: transport.page(target, selector, prefix, size, token, options)


def _placed(error: TiphysError, workflow: WorkflowLike, document: Document) -> TiphysError:
    findings: tuple[Finding, ...] = _places.place(workflow, document, error.findings)
    return error.with_findings(findings)


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    kernel = shell.get_ipython() if shell is not None and hasattr(shell, "get_ipython") else None
    return kernel is not None and hasattr(kernel, "kernel")


__all__ = ["Client"]
