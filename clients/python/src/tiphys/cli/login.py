"""The commands that sign a person in and out."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import webbrowser

from tiphys import session
from tiphys._openid import Issuer
from tiphys._signin import by_browser, by_device
from tiphys.cli.output import say
from tiphys.config import Config, resolve
from tiphys.errors import ConfigurationError


def login(chosen: argparse.Namespace) -> int:
    """Signs in at the issuer, and keeps the session for the gateway."""
    config = _config(chosen)
    name = chosen.issuer or config.get("issuer")
    client_id = chosen.client_id or config.get("client_id")
    if not name or not client_id:
        raise ConfigurationError(
            "The issuer or the client id is not known.",
            "Give --issuer and --client-id, or set TIPHYS_ISSUER and TIPHYS_CLIENT_ID; the operator knows both.",
        )
    issuer = Issuer.discover(name, config.get("ca_file"))
    way = by_device if chosen.device or not _has_browser() else by_browser
    answer = way(issuer, client_id, chosen.scope, say)
    made = session.Session.of(issuer, client_id, chosen.kind, answer)
    where = session.save(str(config.address), made)
    say(f"tiphys: signed in for {config.address}, kept in {where}{_until(made)}; 'tiphys whoami' shows as whom")
    return 0


def logout(chosen: argparse.Namespace) -> int:
    """Ends the session."""
    address = str(_config(chosen).address)
    say(f"tiphys: signed out of {address}" if session.end(address) else f"tiphys: there was no session for {address}")
    return 0


def _config(chosen: argparse.Namespace) -> Config:
    return resolve({"url": chosen.url}, context=chosen.context)


def _until(made: session.Session) -> str:
    if not made.expires:
        return ""
    ends = dt.datetime.fromtimestamp(made.expires).strftime("%H:%M:%S")
    return f", token until {ends}" + (" and then renewed" if made.refresh_token else "")


def _has_browser() -> bool:
    """A browser on another machine than the terminal would not reach this machine's port."""
    if os.environ.get("SSH_CONNECTION") or not sys.stderr.isatty():
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
