"""Times as Argo and Kubernetes write them."""

from __future__ import annotations

import datetime as dt


def parse_time(text: str | None) -> dt.datetime | None:
    """The time of an RFC 3339 text, in UTC; None for none."""
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None
