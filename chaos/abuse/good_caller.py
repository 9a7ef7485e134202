"""One caller who submits, reads, watches and follows a log steadily, and remembers how each call went."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.measure.documents import workflow

SUBMISSIONS_PER_SECOND, READS_PER_SECOND = 2, 4
TIMEOUT = 30


@dataclass(frozen=True)
class Call:
    """activity: submit, read, argo-read, watch or log. seconds: until the answer was whole. failure: empty for a success."""

    activity: str
    began: float
    seconds: float
    failure: str = ""


@dataclass
class Record:
    """What happened, in order. Thread-safe."""

    calls: list[Call] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, call: Call) -> None:
        with self._lock:
            self.calls.append(call)

    def between(self, begin: float, end: float) -> "list[Call]":
        """The calls that began in this time."""
        with self._lock:
            return [call for call in self.calls if begin <= call.began < end]


def slowest(calls: list[Call], activity: str, share: float) -> float:
    """The quantile of an activity's times in milliseconds; 0 when there was no call."""
    times = sorted(call.seconds * 1000 for call in calls if call.activity == activity)
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


class GoodCaller:
    """Works from when it is entered to its end."""

    def __init__(self, port: int, environment: str, namespace: str, token: str, log_of: str):
        self._port = port
        self._own = f"/v1/environments/{environment}/namespaces/{namespace}/workflows"
        self._argo = f"/api/v1/workflows/{namespace}"
        self._events = f"/api/v1/workflow-events/{namespace}"
        self._headers = {"authorization": f"Bearer {token}"}
        self._log_of = log_of
        self._stopped = threading.Event()
        self._submitted: dict[str, float] = {}
        self._seen: set[str] = set()
        self.record = Record()

    def __enter__(self) -> "GoodCaller":
        activities: list[tuple[Callable[[], None], float]] = [
            (self._submit, 1 / SUBMISSIONS_PER_SECOND),
            (self._read, 1 / READS_PER_SECOND),
            (self._read_as_argo, 1 / READS_PER_SECOND),
        ]
        self._threads = [threading.Thread(target=self._steadily, args=one, daemon=True) for one in activities]
        self._threads += [threading.Thread(target=one, daemon=True) for one in (self._watch, self._follow)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._stopped.set()

    def unseen(self, older_than: float) -> int:
        """How many workflows the watch has not shown, of those submitted before so many seconds."""
        limit = time.monotonic() - older_than
        return sum(1 for name, submitted in list(self._submitted.items()) if submitted < limit and name not in self._seen)

    def _steadily(self, call: Callable[[], None], every: float) -> None:
        """At a fixed pace: a slow answer does not make the caller ask less often, it makes the next call late and counts."""
        due = time.monotonic()
        while not self._stopped.is_set():
            call()
            due = max(due + every, time.monotonic() - 1)
            self._stopped.wait(max(0.0, due - time.monotonic()))

    def _submit(self) -> None:
        document = json.dumps(workflow({"chaos": "good-caller"}))
        headers = {"content-type": "application/json"}
        answer = self._call("submit", "POST", self._own, document, headers, 201)
        if answer:
            self._submitted[json.loads(answer)["workflow"]["name"]] = time.monotonic()

    def _read(self) -> None:
        self._call("read", "GET", self._own + "?pageSize=5", None, {}, 200)

    def _read_as_argo(self) -> None:
        self._call("argo-read", "GET", self._argo + "?listOptions.limit=5&fields=items.metadata.name", None, {}, 200)

    def _call(self, activity: str, method: str, path: str, body: str | None, headers: dict[str, str], status: int) -> bytes:
        """A call on a connection of its own, as scripts make them."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, self._headers | headers)
            answer = connection.getresponse()
            text = answer.read()
            failure = "" if answer.status == status else f"{answer.status} {text[:200]!r}"
        except (OSError, http.client.HTTPException) as e:
            failure, text = f"{type(e).__name__}: {e}", b""
        finally:
            connection.close()
        self.record.add(Call(activity, began, time.monotonic() - began, failure))
        return b"" if failure else text

    def _watch(self) -> None:
        """Sees each submitted workflow; how long after its submission is what counts."""
        for line in self._lines("watch", self._events + "?listOptions.labelSelector=chaos%3Dgood-caller"):
            if line.startswith(b"data:") and (event := json.loads(line[5:])).get("result", {}).get("type") == "ADDED":
                name = event["result"]["object"]["metadata"]["name"]
                self._seen.add(name)
                # The event may come before the answer to the submission has been read.
                submitted = self._submitted.get(name, time.monotonic())
                self.record.add(Call("watch", submitted, time.monotonic() - submitted))

    def _follow(self) -> None:
        """The log has a line each second; the time from line to line is what counts."""
        last = time.monotonic()
        path = f"{self._argo}/{self._log_of}/log?logOptions.container=main&logOptions.follow=true&logOptions.tailLines=1"
        for line in self._lines("log", path):
            if b"content" in line:
                now = time.monotonic()
                self.record.add(Call("log", last, now - last))
                last = now

    def _lines(self, activity: str, path: str):
        """The lines of a stream; one that ends is a failure, and is opened again."""
        while not self._stopped.is_set():
            began = time.monotonic()
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)
            try:
                connection.request("GET", path, headers=self._headers | {"accept": "text/event-stream"})
                answer = connection.getresponse()
                if answer.status != 200:
                    raise http.client.HTTPException(f"{answer.status} {answer.read()[:200]!r}")
                while line := answer.readline():
                    yield line
                raise http.client.HTTPException("the stream ended")
            except (OSError, http.client.HTTPException) as e:
                if not self._stopped.is_set():
                    self.record.add(Call(activity, began, time.monotonic() - began, f"{type(e).__name__}: {e}"))
                    self._stopped.wait(0.5)
            finally:
                connection.close()
