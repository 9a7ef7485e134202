"""Hera through the gateway: ``use(client)`` is the one line that a script needs.

After it, Hera's own ``w.create()`` and ``w.lint()`` go to the gateway with the client's address, token, namespace and
service account. ``client.submit(w)`` takes the same workflow, and returns a run that waits, reads logs and outputs.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from tiphys._transport import Target
from tiphys.client import Client
from tiphys.errors import ConfigurationError

_FIELDS = ("host", "_token", "verify_ssl", "namespace", "service_account_name")


class Use:
    """What Hera was set to before; as a context manager it sets Hera back at its end."""

    def __init__(self, settings: Any, before: dict[str, Any]) -> None:
        self._settings = settings
        self._before = before

    def restore(self) -> None:
        """Sets Hera back to what it was."""
        for field, value in self._before.items():
            setattr(self._settings, field, value)

    def __enter__(self) -> Use:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.restore()


def use(client: Client) -> Use:
    """Fills Hera's ``global_config`` from a client: host, token, namespace, service account, check of certificates.

    Calls go to the client's environment.

    Call it before a workflow is made: Hera takes the namespace and the account then.

    The token is a function that Hera calls for each service that it makes, so a renewed token is used at once. A namespace
    that the client does not know is the environment's default one, which the gateway is asked for; an account that it does
    not know is left as Hera has it. Raises ConfigurationError where Hera is not installed.
    """
    try:
        from hera.shared import global_config
    except ImportError:
        raise ConfigurationError("Hera is not installed.", "Run: pip install 'tiphys[hera]'.") from None
    done = Use(global_config, {field: getattr(global_config, field) for field in _FIELDS})
    # With a slash at its end, or Hera loses the path of the address (urljoin).
    global_config.host = f"{client.connection.address}{Target(client.environment or '').argo_path}/"
    global_config.verify_ssl = client.config.verify
    tokens = client.config.tokens
    if tokens is not None:
        global_config.token = _token_function(tokens)
    namespace = client.namespace or _default_namespace(client)
    if namespace:
        global_config.namespace = namespace
    account = client.config.get("service_account")
    if account:
        global_config.service_account_name = account
    return done


def _token_function(tokens: Any) -> Callable[[], str]:
    def token() -> str:
        return str(tokens.token().reveal())

    return token


def _default_namespace(client: Client) -> str | None:
    """The namespace of the environment that calls go to: Hera cannot leave the choice to the gateway."""
    if client.config.get("namespace"):
        return client.config.get("namespace")
    known = client.environments()
    found = [one for one in known if one.name == client.environment or (not client.environment and one.is_default)]
    return found[0].default_namespace or None if found else None
