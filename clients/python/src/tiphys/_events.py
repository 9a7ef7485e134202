"""The Kubernetes events of a pod or a workflow, by Argo's own API behind the gateway: the permission is ``watch events``.

Argo has no list of events, only a watch, which begins with the events that there are. It is ended after a second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import quote, urlencode

from tiphys._connection import Connection
from tiphys._times import parse_time
from tiphys._transport import Target
from tiphys.errors import GatewayUnreachable, Throttled
from tiphys.models import Event

_SECONDS = 1
_MOST = 1000


def read_events(connection: Connection, target: Target, namespace: str, name: str, kind: str) -> list[Event]:
    """The events of an object, the oldest first; Kubernetes keeps them for an hour. It takes a second.

    Raises Forbidden without the permission to watch events.
    """
    wanted = {
        "listOptions.fieldSelector": f"involvedObject.name={name},involvedObject.kind={kind}",
        "listOptions.timeoutSeconds": str(_SECONDS),
    }
    path = f"{target.argo_path}/api/v1/stream/events/{quote(namespace, '')}?{urlencode(wanted)}"

    def get(_: Any, options: Any) -> list[Event]:
        try:
            with connection.http.stream(path, options, "application/json") as stream:
                return _sorted(_events(stream))
        except Throttled as error:
            if error.detail == "EOF":  # how Argo says that a watch ended without an event
                return []
            raise

    return connection.call(get, 10 + _SECONDS)


def _events(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    import http.client

    try:
        for number, line in enumerate(stream):
            found = json.loads(line) if line.strip() else {}
            if "error" in found or number >= _MOST:  # the end of the watch is an error too
                return
            if "result" in found:
                yield found["result"]
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise GatewayUnreachable(
            "GATEWAY_UNREACHABLE", f"The events broke off: {type(error).__name__}.", hint="", retryable=True
        ) from None


def _sorted(found: Iterator[dict[str, Any]]) -> list[Event]:
    # An event that happens again is sent again, with a higher count.
    latest = {one["metadata"]["uid"]: _event(one) for one in found}
    return sorted(latest.values(), key=lambda event: (event.time is not None, event.time))


def _event(one: dict[str, Any]) -> Event:
    series = one.get("series") or {}
    time = (
        series.get("lastObservedTime") or one.get("lastTimestamp") or one.get("eventTime") or one.get("firstTimestamp")
    )
    return Event(
        one.get("type") or "Normal",
        one.get("reason") or "",
        one.get("message") or "",
        series.get("count") or one.get("count") or 1,
        parse_time(time),
    )
