"""HTTP/1.1 by the standard library alone: for REST, and for files that only HTTP gives. Redirects are not followed."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import IO, Any

from tiphys._addresses import Address
from tiphys._tokens import authorization
from tiphys._transport import Options
from tiphys.errors import GatewayUnreachable, OutcomeUnknown, TiphysError, error_class
from tiphys.models import Finding

USER_AGENT = "tiphys-python/0.1"
_SILENCE = 60.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Http:
    """Sends requests to one address. Safe for threads; every request has a connection of its own."""

    def __init__(self, address: Address, ca_file: str | None, verify: bool, proxy: str | None) -> None:
        self.address = address
        context = ssl.create_default_context(cafile=ca_file)
        if not verify:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        proxies = {"http": proxy, "https": proxy} if proxy else {}
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler(proxies), urllib.request.HTTPSHandler(context=context), _NoRedirect()
        )

    def json(self, method: str, path: str, options: Options, body: Any = None, media: str = "application/json") -> Any:
        """The JSON that is answered, None for an empty answer. `body` is sent as it is when it is bytes."""
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        answer, error = self._whole(method, path, options, content, media)
        if error is not None:
            raise error
        return answer

    def _whole(
        self, method: str, path: str, options: Options, body: bytes | None, media: str
    ) -> tuple[Any, TiphysError | None]:
        response, error = self._open(method, path, options, body, media, "application/json")
        if response is None:
            return None, error
        try:
            with response:
                content = response.read()
            return (json.loads(content) if content else None), None
        except (OSError, http.client.HTTPException, ValueError) as problem:
            return None, broken(problem, method, path, sent=True)

    def stream(self, path: str, options: Options, accept: str, headers: Mapping[str, str] | None = None) -> IO[bytes]:
        """An answer that is read bit by bit; the caller closes it. A minute of silence breaks it."""
        response, error = self._open("GET", path, options, None, "", accept, headers)
        if response is None:
            assert error is not None
            raise error
        stream: IO[bytes] = response
        return stream

    def post_stream(self, path: str, options: Options, body: bytes, accept: str) -> IO[bytes]:
        """The same for an answer to a JSON body."""
        response, error = self._open("POST", path, options, body, "application/json", accept)
        if response is None:
            assert error is not None
            raise error
        stream: IO[bytes] = response
        return stream

    def events(self, path: str, options: Options) -> Iterator[tuple[str, Any]]:
        """Server-sent events: the name and the JSON of each. A break of the connection raises an Unavailable."""
        response = self.stream(path, options, "text/event-stream")
        if options.cancellation:
            options.cancellation.bind(lambda: _shut(response))
        with response:
            kind, data = "", []
            while True:
                try:
                    line = response.readline()
                except (OSError, http.client.HTTPException, ValueError) as problem:
                    raise broken(problem, "GET", path, sent=False) from None
                if options.cancellation and options.cancellation.cancelled:
                    raise error_class("CANCELLED")("CANCELLED", "The stream was ended by its reader.")
                if not line:
                    raise GatewayUnreachable("GATEWAY_UNREACHABLE", "The stream was cut.", hint="", retryable=True)
                text = line.decode("utf-8", "replace").rstrip("\r\n")
                if text.startswith("event:"):
                    kind = text[6:].strip()
                elif text.startswith("data:"):
                    data.append(text[5:].removeprefix(" "))
                elif not text and (kind or data):
                    content = "\n".join(data)
                    yield kind, json.loads(content) if content.strip() else None
                    kind, data = "", []

    def _open(
        self,
        method: str,
        path: str,
        options: Options,
        body: bytes | None,
        media: str,
        accept: str,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[Any, TiphysError | None]:
        seconds = options.seconds()
        request = urllib.request.Request(f"{self.address}{path}", data=body, method=method)
        request.add_header("Accept", accept)
        request.add_header("User-Agent", USER_AGENT)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        if options.token:
            request.add_unredirected_header("Authorization", authorization(options.token))
        if options.key:
            request.add_header("Idempotency-Key", options.key)
        if body is not None:
            request.add_header("Content-Type", media)
        if seconds is not None:
            request.add_header("Tiphys-Timeout", f"{max(1, int(seconds * 1000))}ms")
        try:
            return self._opener.open(request, timeout=min(seconds or _SILENCE, _SILENCE) + 1), None
        except urllib.error.HTTPError as error:
            with error:
                return None, problem_of(error.code, error.headers, error.read(1 << 20))
        except (OSError, http.client.HTTPException, ValueError) as problem:
            return None, broken(problem, method, path, sent=not isinstance(problem, urllib.error.URLError))


def _shut(response: Any) -> None:
    """Wakes a thread that reads the response: closing it would wait for that thread."""
    raw = getattr(getattr(response, "fp", None), "raw", None)
    connection = getattr(raw, "_sock", None)
    if connection is not None:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def problem_of(status: int, headers: Message, content: bytes) -> TiphysError:
    """The error of a problem document (RFC 9457), of an answer in Argo's form, or of one that is none."""
    try:
        answer = json.loads(content)
        problem = answer if "reason" in answer else _of_argo(answer, status, headers)
        reason = problem["reason"]
    except (ValueError, KeyError, TypeError):
        detail = f"What answers at this address is not a Tiphys gateway, or a proxy before it: HTTP {status}."
        return error_class("GATEWAY_UNREACHABLE")(
            "GATEWAY_UNREACHABLE", detail, hint="", retryable=status in (502, 503, 504)
        )
    wait = headers.get("Retry-After", "")
    return error_class(reason, status)(
        reason,
        problem.get("detail", ""),
        findings=[violation(one) for one in problem.get("violations") or ()],
        manifest=problem.get("manifest"),
        retryable=problem.get("retryable"),
        retry_after=float(wait) if wait.isdigit() else None,
        request_id=problem.get("instance") or "",
        metadata=problem.get("metadata"),
    )


def _of_argo(answer: Mapping[str, Any], status: int, headers: Message) -> dict[str, Any]:
    """The problem of an error as Argo's API has it: the gateway's with a reason, or Argo's own. Raises KeyError for others."""
    error = answer.get("error") or answer
    if not {"code", "grpc_code"} & error.keys():
        raise KeyError("code")
    details = (one for one in error.get("details") or () if one.get("reason"))
    info: dict[str, Any] = next(
        details, {"reason": {429: "ARGO_THROTTLED", 503: "ARGO_UNAVAILABLE"}.get(status, "ARGO_BROKEN")}
    )
    metadata: dict[str, Any] = dict(info.get("metadata") or {})
    known = metadata.pop("retryable", "")
    return {
        "reason": info["reason"],
        "detail": error["message"],
        "retryable": known == "true" if known else None,
        "instance": headers.get("X-Request-ID", ""),
        "metadata": metadata,
    }


def violation(one: Mapping[str, Any]) -> Finding:
    """A finding of a problem document."""
    return Finding(
        one.get("rule") or "",
        one.get("severity") or "ERROR",
        one.get("message") or "",
        one.get("pointer") or "",
        one.get("line") or 0,
        one.get("column") or 0,
        one.get("hint") or "",
        one.get("link") or "",
    )


def broken(problem: Exception, method: str, path: str, sent: bool) -> TiphysError:
    cause = getattr(problem, "reason", problem)
    text = str(cause) or type(cause).__name__
    if isinstance(cause, (socket.timeout, TimeoutError)):
        text = "no answer in time"
    if sent and method != "GET":
        return OutcomeUnknown(
            "OUTCOME_UNKNOWN", f"The connection broke during {method} {path}: {text}.", retryable=False
        )
    return GatewayUnreachable("GATEWAY_UNREACHABLE", text, hint="", retryable=True)
