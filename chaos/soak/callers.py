"""Callers that go through the life of one workflow after the other, so that the cluster stays as full as it is."""

import http.client
import itertools
import json
import time
import uuid
from dataclasses import dataclass

from bench.measure.documents import workflow
from chaos.servers import MODE

TIMEOUT = 30
NEW_CONNECTION_AFTER = 200
DOCUMENT = workflow({"chaos": "soak"})


@dataclass(frozen=True)
class Call:
    """began: seconds of the monotonic clock. seconds: from the time at which the call was due. status: 0 without a response."""

    what: str
    began: float
    seconds: float
    status: int


class Caller:
    """Calls with its own connection; not for two threads."""

    def __init__(self, port: int, namespace: str, token: str, number: int):
        self._port = port
        self._v1 = f"/v1/environments/{MODE}/namespaces/{namespace}/workflows"
        self._argo = f"/argo/{MODE}/api/v1/workflows/{namespace}"
        self._headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None
        self._made = 0
        self._steps = itertools.cycle(self._life() if number % 2 else self._life_at_argo_api())
        self._name = ""

    def call(self, due: float) -> Call:
        """The next call of the life, whose latency counts from `due`."""
        what, method, path, body, headers = next(self._steps)(self._name)
        began = time.monotonic()
        status, text = self._exchange(method, path, body, headers)
        ended = time.monotonic()
        if what.startswith("submit") and 200 <= status < 300:
            answer = json.loads(text)
            self._name = answer["metadata"]["name"] if "metadata" in answer else answer["workflow"]["name"]
        return Call(what, began, ended - due, status)

    def _life(self):
        def submit(_):
            return "submit, /v1", "POST", self._v1, json.dumps(DOCUMENT), {"idempotency-key": uuid.uuid4().hex}

        return [
            submit,
            lambda name: ("get, /v1", "GET", f"{self._v1}/{name}", None, {}),
            lambda name: ("list, /v1", "GET", f"{self._v1}?pageSize=20", None, {}),
            lambda name: ("validate, /v1", "POST", f"{self._v1}?validateOnly=true", json.dumps(DOCUMENT), {}),
            lambda name: ("delete, /v1", "DELETE", f"{self._v1}/{name}", None, {}),
        ]

    def _life_at_argo_api(self):
        body = json.dumps({"workflow": DOCUMENT})
        return [
            lambda name: ("submit, Argo API", "POST", self._argo, body, {}),
            lambda name: ("get, Argo API", "GET", f"{self._argo}/{name}", None, {}),
            lambda name: ("list, Argo API", "GET", f"{self._argo}?listOptions.limit=20", None, {}),
            lambda name: ("lint, Argo API", "POST", f"{self._argo}/lint", body, {}),
            lambda name: ("delete, Argo API", "DELETE", f"{self._argo}/{name}", None, {}),
        ]

    def _exchange(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        try:
            if self._connection is None or self._made % NEW_CONNECTION_AFTER == 0:
                self.close()
                self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)
            self._made += 1
            self._connection.request(method, path, body, self._headers | headers)
            response = self._connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            self._connection = None
            return 0, b""

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
