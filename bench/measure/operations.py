"""The request that each operation makes by each arm."""

import base64
import json
from dataclasses import dataclass, replace
from pathlib import Path

from . import documents
from .arms import ARGO_API, OWN, Arm
from .cluster import Names
from .plan import ARTIFACT, LARGE_SUBMIT, PAGE, SUBMIT, VERSION

OWN_PROTO = "proto/src/main/protobuf/tiphys/v1/workflow_service.proto"
ARGO_PROTO = "bench/protocols/argo.proto"
INFO_PROTO = "bench/protocols/info.proto"
PAGE_SIZE = 50
ARTIFACT_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Request:
    """One request, repeated as it is. The answer counts only with this status, and with so many bytes at least."""

    protocol: str  # "http/1.1" or "grpc"
    url: str
    headers: dict[str, str]
    body: Path | None
    success: str
    call: str = ""
    proto: Path | None = None
    authority: str = ""
    least_bytes: int = 0


class Operations:
    """Makes requests, and the files with their bodies."""

    def __init__(self, names: Names, token: str, checkout: Path, scratch: Path):
        self._names = names
        self._headers = {"authorization": f"Bearer {token}"}
        self._checkout = checkout
        self._scratch = scratch

    def request(self, operation: str, arm: Arm, namespace: str = "") -> Request | None:
        """None where there is no such operation on that way, and on /v1 for all but submissions in modes but one."""
        if arm.way == OWN and operation != SUBMIT and arm.environment != "token-request":
            return None
        if operation in (SUBMIT, LARGE_SUBMIT):
            document = documents.submitted(arm) if operation == SUBMIT else documents.large(arm)
            return self._submission(arm, namespace or self._names.submissions, document)
        make = {VERSION: self._version, PAGE: self._page, ARTIFACT: self._artifact}[operation]
        return make(arm)

    def _submission(self, arm: Arm, namespace: str, document: dict) -> Request:
        if not arm.like_argo:
            encoded = base64.b64encode(json.dumps(document).encode()).decode()
            message = {"environment": arm.environment, "namespace": namespace, "workflow": encoded}
            return self._own(arm, namespace, "SubmitWorkflow", message, document)
        message = {"workflow": document}
        if arm.protocol == "grpc":
            message = {"namespace": namespace, "workflow": _as_protobuf(document)}
        return self._like_argo(arm, f"/api/v1/workflows/{namespace}", "workflow.WorkflowService.CreateWorkflow", message)

    def _version(self, arm: Arm) -> Request | None:
        if not arm.like_argo:
            return None
        return self._like_argo(arm, "/api/v1/version", "info.InfoService.GetVersion", {}, INFO_PROTO)

    def _page(self, arm: Arm) -> Request:
        namespace, least = self._names.page, PAGE_SIZE * 400
        if not arm.like_argo:
            message = {"environment": arm.environment, "namespace": namespace, "page_size": PAGE_SIZE}
            return replace(self._own(arm, namespace, "ListWorkflows", message, None), least_bytes=0)
        path = f"/api/v1/workflows/{namespace}?listOptions.limit={PAGE_SIZE}"
        message = {"namespace": namespace, "listOptions": {"limit": PAGE_SIZE}}
        request = self._like_argo(arm, path, "workflow.WorkflowService.ListWorkflows", message)
        return replace(request, least_bytes=least)

    def _artifact(self, arm: Arm) -> Request | None:
        if not arm.like_argo or arm.protocol == "grpc":
            return None
        node = documents.ARTIFACT_NODE
        path = f"/artifacts/{self._names.page}/{node}/{node}/data"
        return replace(self._like_argo(arm, path, "", {}), least_bytes=ARTIFACT_BYTES)

    def _like_argo(self, arm: Arm, path: str, call: str, message: dict, proto: str = ARGO_PROTO) -> Request:
        """Over HTTP a GET, unless the message has a workflow."""
        if arm.protocol == "grpc":
            body = self._body(arm, call, message)
            return Request("grpc", arm.address, self._headers, body, "OK", call, self._checkout / proto, arm.authority)
        return self._http(arm, url(arm, path), message if "workflow" in message else None, "200")

    def _own(self, arm: Arm, namespace: str, method: str, message: dict, document: dict | None) -> Request:
        if arm.protocol == "grpc":
            call = f"tiphys.v1.WorkflowService.{method}"
            body = self._body(arm, call, message)
            return Request("grpc", arm.address, self._headers, body, "OK", call, self._checkout / OWN_PROTO)
        path = f"{arm.address}/v1/environments/{arm.environment}/namespaces/{namespace}/workflows"
        return self._http(arm, path, document, "201" if document else "200")

    def _http(self, arm: Arm, address: str, document: dict | None, success: str) -> Request:
        if document is None:
            return Request("http/1.1", address, self._headers, None, success)
        headers = self._headers | {"content-type": "application/json"}
        return Request("http/1.1", address, headers, self._body(arm, "http", document), success)

    def _body(self, arm: Arm, kind: str, document: dict) -> Path:
        text = json.dumps(document)
        file = self._scratch / f"{arm.identity}-{kind}-{len(text)}.json"
        file.write_text(text)
        return file


def url(arm: Arm, path: str) -> str:
    """Where a path of the Argo Server is for that arm."""
    prefix = f"/argo/{arm.environment}" if arm.way == ARGO_API else ""
    return f"{arm.address}{prefix}{path}"


def _as_protobuf(document: dict) -> dict:
    """The fields that the small protocol here knows: in it a script has a container, whose fields JSON keeps in the script."""
    templates = [
        template | ({"script": _script(template["script"])} if "script" in template else {})
        for template in document["spec"]["templates"]
    ]
    return {"metadata": document["metadata"], "spec": document["spec"] | {"templates": templates}}


def _script(script: dict) -> dict:
    return {"source": script["source"], "container": {name: script[name] for name in ("image", "command")}}
