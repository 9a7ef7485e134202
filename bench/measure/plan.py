"""What is measured: arms (ways to the Argo Server) under loads, for operations. A new arm, load or operation is one entry."""

import base64
import json
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Load:
    """A closed loop: each client sends its next request when it has the answer to the last one."""

    name: str
    clients: int
    requests: int
    warm_up: int


@dataclass(frozen=True)
class Request:
    """One request, repeated as it is. The answer counts only with this status."""

    protocol: str  # "http/1.1" or "grpc"
    url: str
    headers: dict[str, str]
    body: Path
    success: str
    call: str = ""
    proto: Path | None = None


@dataclass(frozen=True)
class Arm:
    """A way to the Argo Server.

    baseline: the name of the arm that this one is compared with; its own name for a baseline.
    environment: the gateway's environment of submission; empty when the gateway is not on the way.
    """

    name: str
    baseline: str
    protocol: str
    address: str
    environment: str = ""

    @property
    def identity(self) -> str:
        """The name as a value of a Kubernetes label."""
        return self.name.replace(" ", "-").replace(",", "")


DIRECT_REST = "argo-server"
DIRECT_GRPC = "argo-server gRPC"
CREDENTIAL_MODES = ("direct", "service-account-secret", "token-request")


def arms(argo_server: str, gateway: str) -> list[Arm]:
    """All arms, in the order in which each round takes them."""
    through_rest = [
        Arm(f"gateway {mode}", DIRECT_REST, "http/1.1", gateway, mode) for mode in CREDENTIAL_MODES
    ]
    return [
        Arm(DIRECT_REST, DIRECT_REST, "http/1.1", argo_server),
        *through_rest,
        Arm(DIRECT_GRPC, DIRECT_GRPC, "grpc", argo_server),
        Arm("gateway gRPC token-request", DIRECT_GRPC, "grpc", gateway, "token-request"),
    ]


ARM_LABEL = "tiphys-bench-arm"


def rehearsal(submitting: Request, scratch: Path) -> Request:
    """The same request through the gateway, but it only validates: it warms the JVM up and leaves no workflow behind."""
    if submitting.protocol == "http/1.1":
        return replace(submitting, url=submitting.url + "?validateOnly=true", success="200")
    message = json.loads(submitting.body.read_text()) | {"validate_only": True}
    body = scratch / f"rehearsal-{submitting.body.name}"
    body.write_text(json.dumps(message))
    return replace(submitting, body=body)


def submission(arm: Arm, namespace: str, token: str, checkout: Path, scratch: Path) -> Request:
    """The request that submits one workflow by this arm."""
    document = workflow(arm)
    headers = {"authorization": f"Bearer {token}"}
    body = scratch / f"{arm.identity}.json"
    if arm.protocol == "grpc":
        if arm.environment:
            encoded = base64.b64encode(json.dumps(document).encode()).decode()
            message = {"environment": arm.environment, "namespace": namespace, "workflow": encoded}
            call, proto = "tiphys.v1.WorkflowService.SubmitWorkflow", "proto/src/main/protobuf/tiphys/v1/workflow_service.proto"
        else:
            message = {"namespace": namespace, "workflow": {k: document[k] for k in ("metadata", "spec")}}
            call, proto = "workflow.WorkflowService.CreateWorkflow", "bench/protocols/argo.proto"
        body.write_text(json.dumps(message))
        return Request("grpc", arm.address, headers, body, "OK", call, checkout / proto)
    headers["content-type"] = "application/json"
    if arm.environment:
        url = f"{arm.address}/v1/environments/{arm.environment}/namespaces/{namespace}/workflows"
        body.write_text(json.dumps(document))
        return Request("http/1.1", url, headers, body, "201")
    body.write_text(json.dumps({"workflow": document}))
    return Request("http/1.1", f"{arm.address}/api/v1/workflows/{namespace}", headers, body, "200")


def workflow(arm: Arm) -> dict:
    """A workflow that is as cheap as can be once it is created, so that the submission is what is measured.

    It never starts, and as it says that it is completed the controller leaves it alone: without that label the
    controller's updates would load the API server for a long time after each block, whoever is measured then.
    """
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {
            "generateName": "bench-",
            "labels": {"workflows.argoproj.io/completed": "true", ARM_LABEL: arm.identity},
        },
        "spec": {"entrypoint": "wait", "suspend": True, "templates": [{"name": "wait", "suspend": {}}]},
    }
