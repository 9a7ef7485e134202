"""Sessions of people: the tokens of a sign-in, kept for one gateway and renewed ahead of their end.

A session is in the keyring when the package ``keyring`` and a keyring are there, else in a file that only the user may read,
in ``sessions`` beside the file of the contexts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiphys._secret import Secret
from tiphys._tokens import clean_token
from tiphys.contexts import contexts_file, refuse_open_file, write_private
from tiphys.errors import ConfigurationError

if TYPE_CHECKING:
    from tiphys._openid import Issuer

_KEYRING_SERVICE = "tiphys"
_EARLY_SECONDS = 60.0


@dataclass(frozen=True)
class Session:
    """A sign-in. `token` is what the gateway gets; `expires` is in seconds of the Unix epoch, 0 when it is unknown."""

    issuer: str
    client_id: str
    kind: str
    token: str
    refresh_token: str
    expires: float
    ca_file: str | None = None

    def __repr__(self) -> str:
        return f"Session(issuer={self.issuer!r}, client_id={self.client_id!r}, kind={self.kind!r})"

    @classmethod
    def of(cls, issuer: Issuer, client_id: str, kind: str, answer: Mapping[str, Any], before: str = "") -> Session:
        """The session that an answer of the token endpoint begins or goes on with."""
        token = answer.get("id_token" if kind == "id" else "access_token")
        if not isinstance(token, str) or not token:
            raise ConfigurationError(
                f"The issuer {issuer.name} gave no {kind} token.",
                "Ask for the scope 'openid', or for the other kind of token.",
            )
        seconds = answer.get("expires_in")
        ends = _now() + float(seconds) if isinstance(seconds, (int, float)) and seconds > 0 else 0.0
        refresh = str(answer.get("refresh_token") or before)
        return cls(issuer.name, client_id, kind, clean_token(token).reveal(), refresh, ends, issuer.ca_file)

    @property
    def is_ending(self) -> bool:
        """Whether the token has ended, or ends within a minute."""
        return bool(self.expires) and _now() > self.expires - _EARLY_SECONDS

    def renewed(self) -> Session:
        """The session with a new token. Raises ConfigurationError when the issuer wants a new sign-in."""
        if not self.refresh_token:
            raise _over("the issuer gave no token to renew it with")
        from tiphys._openid import Issuer, Refused  # only a renewal needs the network

        issuer = Issuer.discover(self.issuer, self.ca_file)
        fields = {"grant_type": "refresh_token", "refresh_token": self.refresh_token, "client_id": self.client_id}
        try:
            return Session.of(issuer, self.client_id, self.kind, issuer.post("token", fields), self.refresh_token)
        except Refused as error:
            raise _over(str(error)) from None


class SessionToken:
    """The token of the session at a gateway, renewed when it ends. Processes share the session; threads share the object."""

    def __init__(self, url: str, variables: Mapping[str, str] | None = None) -> None:
        self._url = url
        self._variables = dict(os.environ if variables is None else variables)
        self._lock = threading.Lock()
        self._refused: str | None = None

    def token(self) -> Secret:
        with self._lock:
            session = load(self._url, self._variables)
            if session is None:
                raise _over("it was ended")
            if session.is_ending or session.token == self._refused:
                session = session.renewed()
                save(self._url, session, self._variables)
            self._refused = None
            return Secret(session.token)

    def renew(self) -> bool:
        with self._lock:
            session = load(self._url, self._variables)
            self._refused = session.token if session else None
            return bool(session and session.refresh_token)


def load(url: str, variables: Mapping[str, str] | None = None) -> Session | None:
    """The session at a gateway, or None."""
    text = _from_keyring(url)
    path = _file(url, variables)
    if text is None and path.is_file():
        refuse_open_file(path)
        text = path.read_text()
    if text is None:
        return None
    try:
        return Session(**json.loads(text))
    except (ValueError, TypeError):
        raise ConfigurationError("The kept session cannot be read.", "Run: tiphys logout, and tiphys login") from None


def save(url: str, session: Session, variables: Mapping[str, str] | None = None) -> str:
    """Keeps the session in place of an earlier one; returns where, in words."""
    text = json.dumps(asdict(session))
    if _to_keyring(url, text):
        _file(url, variables).unlink(missing_ok=True)
        return "the keyring"
    path = _file(url, variables)
    write_private(path, text)
    return str(path)


def end(url: str, variables: Mapping[str, str] | None = None) -> bool:
    """Forgets the session, and tells the issuer if it takes that (RFC 7009); whether there was one."""
    session = load(url, variables)
    if session is None:
        return False
    _file(url, variables).unlink(missing_ok=True)
    _out_of_keyring(url)
    if session.refresh_token:
        _revoke(session)
    return True


def _revoke(session: Session) -> None:
    from tiphys._openid import Issuer, Refused

    try:
        issuer = Issuer.discover(session.issuer, session.ca_file)
        issuer.post("revocation", {"token": session.refresh_token, "client_id": session.client_id})
    except (ConfigurationError, Refused):
        return  # the session ends by itself


def _over(why: str) -> ConfigurationError:
    return ConfigurationError(f"The session is over: {why}.", "Run: tiphys login")


def _now() -> float:
    return dt.datetime.now(dt.timezone.utc).timestamp()


def _file(url: str, variables: Mapping[str, str] | None) -> Path:
    name = hashlib.sha256(url.encode()).hexdigest()[:24]
    return contexts_file(variables).with_name("sessions") / f"{name}.json"


def _entry(url: str) -> str:
    return f"session {url}"


def _from_keyring(url: str) -> str | None:
    try:
        import keyring

        text: str | None = keyring.get_password(_KEYRING_SERVICE, _entry(url))
        return text
    except Exception:
        return None  # no package or no keyring: the file is used


def _to_keyring(url: str, text: str) -> bool:
    try:
        import keyring

        keyring.set_password(_KEYRING_SERVICE, _entry(url), text)
        return bool(keyring.get_password(_KEYRING_SERVICE, _entry(url)) == text)
    except Exception:
        return False


def _out_of_keyring(url: str) -> None:
    try:
        import keyring

        keyring.delete_password(_KEYRING_SERVICE, _entry(url))
    except Exception:
        return
