"""The calls of a training run: each API, each credential mode, what succeeds and what is refused."""

import contextlib
import json
import subprocess
import time
import urllib.error
import urllib.request

ROUNDS = 150
# No more rounds begin after this: a slow machine trains with fewer.
ROUNDS_SECONDS = 75
# Programs start anew for each call, so these are fewer.
PROGRAM_ROUNDS = 6
SECONDS = 60

# A workflow that needs no pod.
WORKFLOW = """
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: training-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: city, value: lyon}]}
  templates:
    - name: main
      steps: [[{name: wait, template: wait, arguments: {parameters: [{name: city, value: "{{workflow.parameters.city}}"}]}}]]
    - name: wait
      inputs: {parameters: [{name: city}]}
      suspend: {}
"""


class Calls:
    def __init__(self, address: str, namespace: str, modes: tuple[str, ...], token: str, programs: str):
        self._address, self._namespace, self._modes, self._token, self._programs = address, namespace, modes, token, programs

    def make(self) -> None:
        end = time.monotonic() + ROUNDS_SECONDS
        for round_number in range(ROUNDS):
            if time.monotonic() > end:
                break
            for mode in self._modes:
                self._rest(mode, round_number)
                self._argo(mode)
        for _ in range(PROGRAM_ROUNDS):
            self._grpc()
            self._argo_cli()

    def _rest(self, mode: str, round_number: int) -> None:
        workflows = f"/v1/environments/{mode}/namespaces/{self._namespace}/workflows"
        self._call("POST", f"/v1/environments/{mode}:lint", WORKFLOW)
        self._call("POST", workflows, WORKFLOW.replace("entrypoint", "entrypont"))
        name = self._submitted(self._call("POST", workflows, WORKFLOW))
        self._call("GET", f"{workflows}/{name}")
        self._call("GET", f"{workflows}?pageSize=10")
        if round_number % 10 == 0:
            self._call("POST", f"{workflows}:preflight", WORKFLOW)
            self._call("POST", f"{workflows}/{name}:stop")
            self._first_event(f"{workflows}/{name}:watch")
            self._call("GET", "/docs")
        self._call("DELETE", f"{workflows}/{name}")

    def _argo(self, mode: str) -> None:
        prefix = f"/argo/{mode}/api/v1"
        self._call("GET", f"{prefix}/version")
        self._call("GET", f"{prefix}/info")
        self._call("GET", f"{prefix}/workflows/{self._namespace}?listOptions.limit=10")

    def _grpc(self) -> None:
        for mode in self._modes:
            header = f"authorization: Bearer {self._token}"
            body = json.dumps({"environment": mode, "page_size": 5})
            self._program("grpcurl", "-plaintext", "-H", header, "-d", body, self._address, "tiphys.v1.WorkflowService/ListWorkflows")

    def _argo_cli(self) -> None:
        environment = {"ARGO_SERVER": self._address, "ARGO_SECURE": "false", "ARGO_TOKEN": f"Bearer {self._token}", "KUBECONFIG": "/dev/null"}
        for http in ("false", "true"):
            given = {**environment, "ARGO_HTTP1": http, "HOME": "/nonexistent"}
            self._program("argo", "submit", "--namespace", self._namespace, "-", env=given, input=WORKFLOW)
            self._program("argo", "list", "--namespace", self._namespace, env=given)

    def _program(self, name: str, *arguments: str, **options) -> None:
        result = subprocess.run([f"{self._programs}/{name}", *arguments], capture_output=True, text=True, timeout=SECONDS, **options)
        if result.returncode:
            raise SystemExit(f"tiphys: training: {name} failed: {result.stderr.replace(self._token, '***')}")

    def _call(self, method: str, path: str, document: str | None = None) -> bytes:
        """Answers of refusals as well: they are trained too. A fault of the gateway ends the training."""
        try:
            with urllib.request.urlopen(self._request(method, path, document), timeout=SECONDS) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            body = refused.read()
            if refused.code >= 500:
                raise SystemExit(f"tiphys: training: {method} {path}: {refused.code} {body.decode()}") from None
            return body

    def _submitted(self, answer: bytes) -> str:
        try:
            return json.loads(answer)["workflow"]["name"]
        except KeyError:
            raise SystemExit(f"tiphys: training: the workflow was refused: {answer.decode()}") from None

    def _first_event(self, path: str) -> None:
        with contextlib.suppress(TimeoutError), urllib.request.urlopen(self._request("GET", path, None), timeout=SECONDS) as answer:
            answer.readline()

    def _request(self, method: str, path: str, document: str | None) -> urllib.request.Request:
        headers = {"Authorization": f"Bearer {self._token}"}
        if document is not None:
            headers["Content-Type"] = "application/yaml"
        return urllib.request.Request(f"http://{self._address}{path}", document and document.encode(), headers, method=method)
