"""A sweep as one call of the gateway: POST .../batches, whose answer has a line for each item."""

from __future__ import annotations

import http.client as http_client
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tiphys._http import broken, violation
from tiphys._rest import RestTransport
from tiphys.errors import GatewayUnreachable, TiphysError, error_class
from tiphys.models import BatchChange, BatchOutput

if TYPE_CHECKING:
    from tiphys._http import Http
    from tiphys._transport import Options, Target
    from tiphys.client import Client

_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")


def submit_rows(
    client: Client, tree: Mapping[str, Any], rows: Sequence[Mapping[str, str]], key: str, target: Target
) -> dict[int, dict[str, Any]]:
    """The result of each row by its number, as the gateway tells it. A broken answer is asked for again with the same key.

    Raises the error of the call as a whole when no row has a result.
    """
    results: dict[int, dict[str, Any]] = {}
    rest = RestTransport(client.connection.http)
    body: dict[str, Any] = {"workflow": tree, "sweep": {"rows": list(rows)}}
    if _LABEL.fullmatch(key):
        body["batchId"] = key

    def action(_: Any, options: Options) -> None:
        for line in _results(client.connection.http, rest.batches(target, options), body, options):
            results[line["index"]] = line

    try:
        client.connection.call(action, None, key)
    except TiphysError:
        if not results:
            raise
    return results


def read_changes(http: Http, path: str, options: Options) -> Iterator[BatchChange]:
    """The results of a change of many workflows."""
    for line in _results(http, path, {}, options):
        error = problem(line["problem"]) if line.get("problem") else None
        yield BatchChange(line["name"], line["outcome"], error)


def _results(http: Http, path: str, body: Mapping[str, Any], options: Options) -> Iterator[dict[str, Any]]:
    """The results in an answer of lines. Raises when it tells of a problem, or has no summary and is thus cut."""
    for line in _lines(http, path, body, options):
        if line["type"] == "result":
            yield line
        elif line["type"] == "problem":
            raise problem(line["problem"])
        elif line["type"] == "summary":
            return
    raise GatewayUnreachable("GATEWAY_UNREACHABLE", "The answer was cut.", hint="", retryable=True)


def _lines(http: Http, path: str, body: Mapping[str, Any], options: Options) -> Iterator[dict[str, Any]]:
    response = http.post_stream(path, options, json.dumps(body).encode(), "application/x-ndjson")
    with response:
        try:
            for line in response:
                if line.strip():
                    yield json.loads(line)
        except (OSError, http_client.HTTPException, ValueError) as failure:
            raise broken(failure, "POST", path, sent=True) from None


def read_outputs(http: Http, path: str, options: Options) -> Iterator[BatchOutput]:
    """The rows of a table. Its status comes before the gateway reads a workflow, so the content may be a problem."""
    with http.stream(path, options, "application/json") as response:
        try:
            answer = json.load(response)
        except (OSError, http_client.HTTPException, ValueError) as failure:
            raise broken(failure, "GET", path, sent=False) from None
    if "rows" not in answer:
        raise problem(answer)
    for row in answer["rows"]:
        yield BatchOutput(row["index"], row["name"], row["phase"], row["parameters"], row["outputs"], row["artifacts"])


def problem(document: Mapping[str, Any]) -> TiphysError:
    """The error of a problem document within an answer."""
    reason = document["reason"]
    return error_class(reason, document.get("status"))(
        reason,
        document.get("detail", ""),
        findings=[violation(one) for one in document.get("violations") or ()],
        manifest=document.get("manifest"),
        retryable=document.get("retryable"),
        request_id=document.get("instance") or "",
        metadata=document.get("metadata"),
    )
