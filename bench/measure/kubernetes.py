"""Workflows in Kubernetes itself, beside everything that is measured."""

import http.client
import json
import os
import ssl
import threading
import time
from collections import Counter
from urllib.parse import urlsplit

from .documents import ARM_LABEL

# Names and labels alone: the documents of large workflows are of no interest here.
METADATA = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"

# Kubernetes closes a connection that nobody has used for 90 seconds.
KEPT_SECONDS = 30


class Workflows:
    """The workflows of one namespace, as an account of the run may handle them. Thread-safe: each thread has a connection."""

    def __init__(self, namespace: str, token: str):
        self._path = f"/apis/argoproj.io/v1alpha1/namespaces/{namespace}/workflows"
        self._headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        self._trust = ssl.create_default_context(cafile=os.environ["TESTBED_CA_FILE"])
        self._own = threading.local()

    def create(self, document: dict) -> None:
        self._call("POST", self._path, json.dumps(document), {"accept": "application/json"})

    def labels(self) -> list[dict[str, str]]:
        """The labels of each workflow that is there."""
        output = json.loads(self._call("GET", self._path, None, {"accept": METADATA}))
        return [item["metadata"].get("labels", {}) for item in output["items"] or []]  # null when there is none

    def count_by_arm(self) -> Counter:
        """How many workflows are there, by the arm that made them."""
        return Counter(labels.get(ARM_LABEL, "?") for labels in self.labels())

    def delete_all(self) -> None:
        """Makes sure that none is left."""
        patience = time.monotonic() + 120
        while left := len(self.labels()):
            if time.monotonic() > patience:
                raise TimeoutError(f"{left} workflows could not be deleted")
            try:
                self._call("DELETE", self._path, None, {"accept": METADATA})
            except KubernetesRefused as e:
                if e.status != 504:  # more than it deletes within its own limit of a minute: the next try goes on
                    raise

    def _call(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
        connection = self._connection()
        connection.request(method, path, body, self._headers | headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise KubernetesRefused(answer.status, f"{method} {path}: {answer.status} {text[:300]!r}")
        return text

    def _connection(self) -> http.client.HTTPSConnection:
        now = time.monotonic()
        unused = now - getattr(self._own, "used", now)
        self._own.used = now
        if unused > KEPT_SECONDS:
            self._own.connection.close()  # it connects anew
        if not hasattr(self._own, "connection"):
            place = urlsplit(os.environ["TESTBED_KUBERNETES_URL"])
            self._own.connection = http.client.HTTPSConnection(
                place.hostname or "", place.port, timeout=90, context=self._trust
            )
        return self._own.connection


class KubernetesRefused(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, text: str):
        super().__init__(text)
        self.status = status
