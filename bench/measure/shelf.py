"""What is there before the first round to be listed and downloaded."""

import os
import secrets
import subprocess
import tempfile

from .documents import with_artifact, workflow
from .kubernetes import Workflows
from .operations import ARTIFACT_BYTES, PAGE_SIZE

# The testbed's storage, of which testbed/manifests/namespace/storage.yaml tells.
BUCKET, KEYS = "workflows", "testbed:testbed-secret"


class Shelf:
    """Fills the namespace when it is entered; the namespace goes with the cluster's, the object with this."""

    def __init__(self, namespace: str, token: str):
        self._workflows = Workflows(namespace, token)
        self._key = f"{namespace}/data"
        self._storage = os.environ["TESTBED_STORAGE_URL"]

    def __enter__(self) -> "Shelf":
        for _ in range(PAGE_SIZE + 10):
            self._workflows.create(workflow({}))
        with tempfile.NamedTemporaryFile() as file:
            file.write(secrets.token_bytes(ARTIFACT_BYTES))
            file.flush()
            self._storage_call("--upload-file", file.name)
        self._workflows.create(with_artifact(self._key))
        return self

    def _storage_call(self, *options: str) -> None:
        signed = ["--aws-sigv4", "aws:amz:us-east-1:s3", "--user", KEYS, "--noproxy", "*"]
        signed += ["--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD"]  # not every curl sends one itself
        address = f"{self._storage}/{BUCKET}/{self._key}"
        subprocess.run(["curl", "--silent", "--show-error", "--fail", *signed, *options, address], check=True)

    def __exit__(self, *_) -> None:
        self._storage_call("--request", "DELETE")
