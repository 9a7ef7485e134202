"""Where a token comes from. A source is asked before each call, so that a token that was renewed is used at once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tiphys._secret import Secret
from tiphys.errors import ConfigurationError

IN_CLUSTER_TOKEN = Path("/var/run/secrets/kubernetes.io/serviceaccount/token")
IN_CLUSTER_NAMESPACE = IN_CLUSTER_TOKEN.with_name("namespace")


class TokenSource(Protocol):
    """Gives the token of a call. Sources are safe for use by several threads."""

    def token(self) -> Secret:
        """The token as it is now. Raises ConfigurationError when there is none."""

    def renew(self) -> bool:
        """Forgets what is cached after a refusal; whether another token may come of it."""


def clean_token(text: str) -> Secret:
    """A token without the quotes, spaces and the word Bearer that a pasted one has around it."""
    cleaned = text.strip().strip("'\"").strip()
    if cleaned[:7].lower() == "bearer ":
        cleaned = cleaned[7:].strip()
    if cleaned.lower() == "bearer":
        raise ConfigurationError(
            "The token is the word 'Bearer' alone: a shell cut it at the space.", "Put the whole value in quotes."
        )
    if not cleaned:
        raise ConfigurationError("The token is empty.", "Give a token, for example of 'kubectl create token'.")
    if any(ord(character) < 33 or ord(character) > 126 for character in cleaned.replace(" ", "")):
        raise ConfigurationError("The token has a line break or a character that no token has.", "Copy it again.")
    return Secret(cleaned)


def authorization(token: Secret) -> str:
    """The value of the header Authorization. A token of two words (``Basic x``) names its scheme itself."""
    value = token.reveal()
    return value if " " in value else f"Bearer {value}"


class ValueToken:
    """A token that does not change."""

    def __init__(self, value: str | Secret) -> None:
        self._token = value if isinstance(value, Secret) else clean_token(value)

    def token(self) -> Secret:
        return self._token

    def renew(self) -> bool:
        return False


class FileToken:
    """A token in a file, which is read again when the file changes, as Kubernetes does with projected tokens."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path).expanduser()
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._token: Secret | None = None

    def token(self) -> Secret:
        with self._lock:
            try:
                status = self._path.stat()
                stamp = (status.st_mtime_ns, status.st_ino, status.st_size)
                if self._token is None or stamp != self._seen:
                    self._token, self._seen = clean_token(self._path.read_text()), stamp
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigurationError(
                    f"The token file {self._path} cannot be read: {type(error).__name__}.",
                    "Correct the path or the file's permissions.",
                ) from None
            return self._token

    def renew(self) -> bool:
        with self._lock:
            self._seen = None
        return True


class CallableToken:
    """A token that a function gives; the function is called for each call and may cache by itself."""

    def __init__(self, function: Callable[[], str]) -> None:
        self._function = function

    def token(self) -> Secret:
        return clean_token(self._function())

    def renew(self) -> bool:
        return True


def token_source(given: str | Secret | os.PathLike[str] | Callable[[], str] | TokenSource) -> TokenSource:
    """The source for what a caller gives: a text, a path, a function, or a source."""
    if isinstance(given, (str, Secret)):
        return ValueToken(given)
    if isinstance(given, os.PathLike):
        return FileToken(given)
    if hasattr(given, "token") and hasattr(given, "renew"):
        return given
    if callable(given):
        return CallableToken(given)
    raise ConfigurationError(f"A token cannot be a {type(given).__name__}.", "Give a text, a path or a function.")
