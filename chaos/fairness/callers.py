"""Callers who submit workflows, each on a connection that stays open."""

import http.client
import json
import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from bench.measure.documents import workflow
from chaos.crowd import Crowd

TIMEOUT = 60
DOCUMENT = json.dumps({"workflow": workflow({"chaos": "fairness"})})
ADDRESS_OF_SMALL, ADDRESS_OF_GREEDY = "127.0.0.1", "127.0.0.2"


@dataclass(frozen=True)
class Way:
    """A server that takes submissions of Argo's API."""

    name: str
    port: int
    path: str


@dataclass(frozen=True)
class Submission:
    """began: seconds of the monotonic clock. seconds: until the answer. retry_after: the header's value, 0 without it."""

    began: float
    seconds: float
    status: int
    retry_after: float


class Caller:
    """Submits with its own token; not for two threads."""

    def __init__(self, way: Way, token: str, address: str):
        self._way = way
        self._headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        self._address = address
        self._connection: http.client.HTTPConnection | None = None

    def submit(self) -> Submission:
        began = time.monotonic()
        status, retry_after = 0, 0.0
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._way.port, timeout=TIMEOUT, source_address=(self._address, 0))
            self._connection.request("POST", self._way.path, DOCUMENT, self._headers)
            answer = self._connection.getresponse()
            answer.read()
            status, retry_after = answer.status, float(answer.headers.get("retry-after") or 0)
        except (OSError, http.client.HTTPException):
            if self._connection:
                self._connection.close()
            self._connection = None
        return Submission(began, time.monotonic() - began, status, retry_after)

    def submit_and_obey(self, tries: int) -> list[Submission]:
        """Waits as long as a refusal says, until the submission is accepted or all tries are used."""
        made = [self.submit()]
        while made[-1].status == 429 and len(made) < tries:
            time.sleep(made[-1].retry_after)
            made.append(self.submit())
        return made


def crowd_of(callers: list[Caller], pause: float) -> Crowd[Submission]:
    """At most one submission of each caller is made up for."""
    return Crowd([lambda _, caller=caller: caller.submit() for caller in callers], pause, pause)


class CrowdOfAnotherProcess:
    """A crowd without a pause, in a process of its own: its threads take no turns of the interpreter from other callers."""

    def __init__(self, callers: list[Caller]):
        self._callers = callers
        self.submissions: list[Submission] = []

    def __enter__(self) -> "CrowdOfAnotherProcess":
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_submit_until_the_end, args=(self._callers, theirs), daemon=True)
        self._process.start()
        self._ours.recv()  # it submits
        return self

    def __exit__(self, *_) -> None:
        self._ours.send("end")
        self.submissions = self._ours.recv()
        self._process.join()


def _submit_until_the_end(callers: list[Caller], parent: Connection) -> None:
    with crowd_of(callers, 0) as crowd:
        parent.send("begun")
        parent.recv()
    parent.send(crowd.taken())
