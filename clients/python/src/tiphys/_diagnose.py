"""Says in one sentence why a gateway cannot be reached, and in one more what to do."""

from __future__ import annotations

import socket
import ssl

from tiphys._addresses import Address
from tiphys.errors import GatewayUnreachable

_SECONDS = 3.0


def diagnose(address: Address, ca_file: str | None, verify: bool, proxy: str | None, detail: str) -> GatewayUnreachable:
    """The error for an address that did not answer as a gateway; tries name, port, TLS and HTTP in this order."""
    if proxy:
        return _error(
            f"The gateway {address} was not reached through the proxy {_without_user(proxy)}: {detail}",
            "Add the gateway's host to NO_PROXY, or give proxy=False, if the gateway is reached directly.",
        )
    try:
        socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except OSError:
        return _error(
            f"The name '{address.host}' cannot be resolved.",
            "Check the address, the network and whether a VPN is needed.",
        )
    try:
        connection = socket.create_connection((address.host, address.port), timeout=_SECONDS)
    except TimeoutError:
        return _error(
            f"{address.authority} does not answer.", "Check the address; a firewall or a VPN may be in the way."
        )
    except OSError as error:
        return _error(
            f"Nothing listens at {address.authority} ({error.strerror or error}).",
            "Start the gateway, or correct the port.",
        )
    with connection:
        connection.settimeout(_SECONDS)
        checked = (
            _check_tls(connection, address, ca_file, verify) if address.secure else _check_plain(connection, address)
        )
    return checked or _error(
        f"{address} answers, but not as a Tiphys gateway: {detail}", "Check the address and the port."
    )


def _error(detail: str, hint: str) -> GatewayUnreachable:
    return GatewayUnreachable("GATEWAY_UNREACHABLE", detail, hint=hint, retryable=True)


def _without_user(proxy: str) -> str:
    scheme, _, rest = proxy.partition("://")
    return f"{scheme}://{rest.rsplit('@', 1)[-1]}"


def _check_tls(
    connection: socket.socket, address: Address, ca_file: str | None, verify: bool
) -> GatewayUnreachable | None:
    context = ssl.create_default_context(cafile=ca_file)
    if not verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with context.wrap_socket(connection, server_hostname=address.host):
            return None
    except ssl.SSLCertVerificationError as error:
        return _error(
            f"The certificate of {address} is not trusted: {error.verify_message}.",
            "Give the certificate of the authority that signed it as ca_file= or TIPHYS_CA_FILE.",
        )
    except (ssl.SSLError, ConnectionError, TimeoutError):
        plain = str(address).replace("https://", "http://", 1)
        plain = plain if f":{address.port}" in plain else plain.replace(address.host, f"{address.host}:{address.port}")
        return _error(
            f"{address.authority} does not speak TLS.", f"If the gateway serves plain HTTP there, write {plain}."
        )


def _check_plain(connection: socket.socket, address: Address) -> GatewayUnreachable | None:
    try:
        connection.sendall(
            f"GET {address.prefix}/v1/environments HTTP/1.1\r\nHost: {address.authority}\r\n\r\n".encode()
        )
        answer = connection.recv(512)
    except OSError:
        answer = b""
    if not answer.startswith(b"HTTP/") or b"HTTPS server" in answer or b"requires TLS" in answer:
        secure = str(address).replace("http://", "https://", 1)
        return _error(f"{address.authority} does not speak plain HTTP.", f"If it speaks TLS, write {secure}.")
    return None
