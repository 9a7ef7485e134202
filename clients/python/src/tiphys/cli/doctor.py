"""Goes through the way from here to Argo step by step, and says the first thing that is wrong and what to do."""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

from tiphys import Client, TiphysError
from tiphys._secret import Secret
from tiphys.cli.actions import client_of
from tiphys.cli.output import say, write

_PROBE = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"generateName": "tiphys-doctor-"},
    "spec": {
        "entrypoint": "main",
        "activeDeadlineSeconds": 60,
        "ttlStrategy": {"secondsAfterCompletion": 60},
        "templates": [{"name": "main", "container": {"image": "busybox:1.37", "command": ["true"]}}],
    },
}


def describe_token(token: Secret) -> dict[str, Any]:
    """What a token says of itself, without checking it: kind, subject, issuer, audience, end. Never the token."""
    value = token.reveal()
    if value.startswith("v2:"):
        return {"kind": "Argo single sign-on (encrypted; only the Argo Server can read it)"}
    parts = value.split(".")
    if len(parts) != 3:
        return {"kind": "opaque: it says nothing of itself"}
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return {"kind": "opaque: it says nothing of itself"}
    subject = str(claims.get("sub", ""))
    account = subject.startswith("system:serviceaccount:")
    end = claims.get("exp")
    audience = claims.get("aud", "")
    return {
        "kind": "Kubernetes service account" if account else "OpenID Connect or other JSON Web Token",
        "subject": subject,
        "issuer": claims.get("iss", ""),
        "audience": ", ".join(audience) if isinstance(audience, list) else str(audience),
        "until": dt.datetime.fromtimestamp(end, dt.timezone.utc).isoformat()
        if isinstance(end, (int, float))
        else "no end",
    }


def whoami(chosen: argparse.Namespace) -> int:
    """Shows what the token says of itself, and who its owner is for the gateway."""
    with client_of(chosen) as client:
        tokens = client.config.tokens
        row = describe_token(tokens.token()) if tokens else {"kind": "none: calls carry no token"}
        known = ", ".join(one.name for one in client.environments())
        found = _identity(client)
    write([{"subject": "", **row, "environments": known, **found}], chosen.output, one=True, name="subject")
    return 0


def _identity(client: Client) -> dict[str, str]:
    """What the gateway says. An older gateway, or one without a default environment, says nothing."""
    try:
        found = client.whoami()
    except TiphysError as error:
        if error.reason in ("METHOD_NOT_ALLOWED", "ROUTE_NOT_FOUND", "ENVIRONMENT_NOT_FOUND"):
            return {}
        raise
    permissions = "; ".join(f"{one.namespace}: {', '.join(one.allowed) or 'nothing'}" for one in found.namespaces)
    return {
        "user": found.user,
        "groups": ", ".join(found.groups),
        "acts as": " by rule ".join(filter(None, (found.service_account, found.account_rule))),
        "may": permissions or found.note,
    }


def doctor(chosen: argparse.Namespace) -> int:
    """Goes through all steps; 0 when nothing is wrong."""
    client: list[Client] = []

    def make() -> str:
        client.append(client_of(chosen))
        return f"{client[0].connection.address}"

    steps: Iterator[tuple[str, Callable[[], str]]] = iter(
        [
            ("address", make),
            ("token", lambda: _token(client[0])),
            ("gateway", lambda: _reach(client[0])),
            ("environment", lambda: _environment(client[0])),
            ("Argo", lambda: _argo(client[0])),
            ("rights", lambda: _rights(client[0])),
        ]
    )
    for name, step in steps:
        try:
            print(f"ok    {name}: {step()}")
        except TiphysError as error:
            print(f"wrong {name}: {error}")
            for remark in client[0].config.remarks if client else ():
                say(f"tiphys: {remark}")
            from tiphys.cli import _CODES

            return next(code for kind, code in _CODES if isinstance(error, kind))
    client[0].close()
    return 0


def _token(client: Client) -> str:
    tokens = client.config.tokens
    if tokens is None:
        raise _wrong("CALLER_UNKNOWN", "No token is known.")
    found = describe_token(tokens.token())
    end = found.get("until")
    if end and end != "no end" and dt.datetime.fromisoformat(end) < dt.datetime.now(dt.timezone.utc):
        raise _wrong("TOKEN_INVALID", f"The token of {found.get('subject') or 'its owner'} expired at {end}.")
    return "; ".join(filter(None, (found["kind"], found.get("subject"), f"until {end}" if end else "")))


def _wrong(reason: str, detail: str) -> TiphysError:
    from tiphys.errors import error_class

    return error_class(reason)(reason, detail)


def _reach(client: Client) -> str:
    known = client.environments()
    return f"answers over {client.connection.transport_name}; environments: {', '.join(one.name for one in known) or 'none'}"


def _environment(client: Client) -> str:
    for one in client.environments():
        if one.name == client.environment or (not client.environment and one.is_default):
            namespace = client.namespace or one.default_namespace
            if namespace and one.namespaces != ("*",) and namespace not in one.namespaces:
                served = ", ".join(one.namespaces)
                raise _wrong(
                    "NAMESPACE_NOT_MANAGED", f"'{one.name}' does not serve '{namespace}'. It serves: {served}."
                )
            return f"{one.name}, namespace {namespace or 'not set'}, credentials {one.credential_mode}"
    raise _wrong(
        "ENVIRONMENT_NOT_FOUND", f"There is no environment '{client.environment or '(default)'}' for this token."
    )


def _argo(client: Client) -> str:
    found = client.check()
    for check in found.checks:
        if not check.passed:
            raise _wrong(check.reason or "ARGO_UNAVAILABLE", f"{check.check}: {check.message}")
    return f"{len(found.checks)} checks passed"


def _rights(client: Client) -> str:
    found = client.preflight(_PROBE)
    errors = [one for one in found.findings if one.severity == "ERROR"]
    if errors:
        error = _wrong("ACCESS_DENIED", f"A workflow of one pod could not run in {found.namespace}.").with_findings(
            errors
        )
        error.manifest = found.manifest
        raise error
    return f"a workflow of one pod could run in {found.environment}/{found.namespace}"
