"""The way of every call: settings, token, transport, retries. Safe for threads and for use in a child after fork."""

from __future__ import annotations

import os
import threading
import time
import warnings
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from tiphys._addresses import Address
from tiphys._proxy import choose_proxy
from tiphys._retry import Budget, call_again
from tiphys._transport import Cancellation, Options, Transport
from tiphys.config import Config
from tiphys.errors import ConfigurationError, GatewayUnreachable, OutcomeUnknown, TiphysError, Unauthenticated

if TYPE_CHECKING:
    from tiphys._http import Http

T = TypeVar("T")
_TRANSPORTS = ("auto", "grpc", "rest")


class TransportWarning(UserWarning):
    """Says once why a client uses REST instead of gRPC, or that a token travels without TLS."""


class _Fork:
    """Whether this process came of a fork after gRPC was used: gRPC's threads do not live on in a child."""

    grpc_used = False
    happened = False


_connections: weakref.WeakSet[Connection] = weakref.WeakSet()


def _after_fork() -> None:
    _Fork.happened = _Fork.grpc_used
    for connection in list(_connections):
        connection.forget_after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class Connection:
    """Calls one gateway. Opens nothing before the first call."""

    def __init__(self, config: Config, variables: Any = None) -> None:
        self.config = config
        self.address: Address = config.address
        self._ca_file = config.get("ca_file")
        self._proxy = choose_proxy(self.address, config.get("proxy"), os.environ if variables is None else variables)
        self._wanted = config.get("transport") or "auto"
        if self._wanted not in _TRANSPORTS:
            raise ConfigurationError(f"The transport '{self._wanted}' is not known.", "Give auto, grpc or rest.")
        self._tokens = config.tokens
        if self._tokens and not self.address.secure and not self.address.loopback:
            self._say(f"The token is sent to {self.address} without TLS: whoever sees the traffic can use it.")
        self._budget = Budget()
        self._http: Http | None = None
        self._lock = threading.Lock()
        self._transport: Transport | None = None
        self._proven = False
        self._said = False
        self._closed = False
        self._contract: bytes | None = None
        _connections.add(self)

    @property
    def http(self) -> Http:
        """HTTP/1.1 to the gateway. Imported and made when it is first needed: over gRPC it seldom is."""
        if self._http is None:
            from tiphys._http import Http

            self._http = Http(self.address, self._ca_file, self.config.verify, self._proxy)
        return self._http

    def forget_after_fork(self) -> None:
        """Drops the transport in a child process without closing it: its connections are the parent's."""
        self._lock = threading.Lock()
        self._transport = None if self._transport is None or self._transport.name == "grpc" else self._transport
        self._proven = False

    def close(self) -> None:
        """Closes the connections. Later calls raise ConfigurationError."""
        with self._lock:
            if self._transport is not None:
                self._transport.close()
            self._transport, self._closed = None, True

    @property
    def transport_name(self) -> str:
        """``grpc`` or ``rest``: what the next call uses."""
        return self._chosen().name

    def call(self, action: Callable[[Transport, Options], T], timeout: float | None, key: str = "") -> T:
        """Carries out a call, again where the error says that this does no harm."""
        deadline = None if timeout is None else time.monotonic() + timeout
        failure: GatewayUnreachable
        try:
            return call_again(lambda: self._once(action, deadline, key), self._budget, deadline)
        except GatewayUnreachable as error:
            failure = error
        raise failure if failure.hint else self._diagnosed(failure)

    def stream(
        self,
        action: Callable[[Transport, Options], Iterator[T]],
        timeout: float | None,
        cancellation: Cancellation | None = None,
    ) -> Iterator[T]:
        """Opens a stream. A break raises an Unavailable; whoever reads it opens it again where it was."""
        if not self._proven and self._chosen().name == "grpc":
            self.call(lambda transport, options: transport.environments(options), timeout)
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            yield from action(self._chosen(), self._options(deadline, "", cancellation))
        except Unauthenticated:
            if self._tokens is None or not self._tokens.renew():
                raise
            yield from action(self._chosen(), self._options(deadline, "", cancellation))

    def _options(self, deadline: float | None, key: str, cancellation: Cancellation | None = None) -> Options:
        return Options(self._tokens.token() if self._tokens else None, deadline, key, cancellation)

    def _once(self, action: Callable[[Transport, Options], T], deadline: float | None, key: str) -> T:
        try:
            return self._attempt(action, deadline, key)
        except Unauthenticated:
            if self._tokens is None or not self._tokens.renew():
                raise
        except OutcomeUnknown as error:
            error.retryable = bool(key) and self.knows_keys()
            raise
        return self._attempt(action, deadline, key)

    def knows_keys(self) -> bool:
        """Whether the gateway carries out calls with one key once: its published contract says so. Asked when it matters."""
        return b"Idempotency-Key" in self._published()

    def knows_batches(self) -> bool:
        """Whether the gateway submits many workflows in one call: its published contract says so."""
        return b"/batches" in self._published()

    def _published(self) -> bytes:
        if self._contract is None:
            try:
                with self.http.stream("/docs/openapi.yaml", Options(None, time.monotonic() + 10), "*/*") as answer:
                    self._contract = answer.read(4 << 20)
            except (TiphysError, OSError):
                return b""
        return self._contract

    def _attempt(self, action: Callable[[Transport, Options], T], deadline: float | None, key: str) -> T:
        transport = self._chosen()
        options = self._options(deadline, key)
        try:
            answer = action(transport, options)
        except GatewayUnreachable as error:
            if not self._fall_back(transport, options, error):
                raise
        except TiphysError:
            self._proven = self._proven or transport.name == "rest"
            raise
        else:
            self._proven = True
            return answer
        return action(self._chosen(), options)

    def _fall_back(self, transport: Transport, options: Options, error: GatewayUnreachable) -> bool:
        if self._proven or transport.name != "grpc" or self._wanted != "auto":
            return False
        rest = self._rest()
        try:
            rest.environments(options)
        except GatewayUnreachable:
            return False
        except TiphysError:
            pass
        self._use(rest, f"gRPC does not get through to {self.address} ({error.detail})")
        return True

    def _chosen(self) -> Transport:
        with self._lock:
            if self._closed:
                raise ConfigurationError("This client is closed.", "Make a new one.")
            if self._transport is None:
                reason = self._reason_for_rest()
                if reason is None:
                    self._transport = self._grpc()
                    return self._transport
            else:
                return self._transport
        self._use(self._rest(), reason)
        assert self._transport is not None
        return self._transport

    def _use(self, transport: Transport, reason: str) -> None:
        with self._lock:
            self._transport = transport
        if reason and not self._said:
            self._said = True
            self._say(f"Tiphys uses REST instead of gRPC: {reason}.")

    def _reason_for_rest(self) -> str | None:
        if self._wanted == "rest":
            return ""
        if _Fork.happened:
            return "this process was forked after gRPC had been used"
        if self.address.prefix:
            return f"gRPC cannot have the path '{self.address.prefix}' before its own"
        if self.address.secure and not self.config.verify:
            return "gRPC cannot skip the check of a certificate"
        return None

    def _grpc(self) -> Transport:
        from tiphys._grpc import GrpcTransport, read_ca_file

        _Fork.grpc_used = True
        return GrpcTransport(self.address, read_ca_file(self._ca_file) if self.address.secure else None, self._proxy)

    def _rest(self) -> Transport:
        from tiphys._rest import RestTransport

        return RestTransport(self.http)

    def _diagnosed(self, error: GatewayUnreachable) -> GatewayUnreachable:
        from tiphys._diagnose import diagnose

        return diagnose(self.address, self._ca_file, self.config.verify, self._proxy, error.detail)

    @staticmethod
    def _say(text: str) -> None:
        warnings.warn(text, TransportWarning, stacklevel=4)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client cannot be pickled: make one in the other process")
