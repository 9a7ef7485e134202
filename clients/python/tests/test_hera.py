"""What hurts with Hera's own service (H1 to H9), shown with Hera, and its absence with this client."""

import json

import pytest

pytest.importorskip("hera")

from conftest import TOKEN
from fake_gateway import change, workflow
from hera.exceptions import HeraException
from hera.shared import global_config
from hera.workflows import DAG, Container, Task, Workflow, WorkflowsService, script

import tiphys.hera
from tiphys import Client, Unavailable
from tiphys.v1 import environment_service_pb2 as environments
from tiphys.v1 import workflow_service_pb2 as messages

CREATED = {"metadata": {"name": "run-1", "namespace": "climate"}, "spec": {}}


@pytest.fixture(autouse=True)
def hera_as_it_was():
    yield
    global_config.reset()


def example(name="example-"):
    with Workflow(generate_name=name, entrypoint="main", namespace="climate") as made:
        Container(name="main", image="busybox", command=["true"])
    return made


@pytest.fixture
def theirs(rest):
    """Hera's own service at a server that answers as Argo does."""
    global_config.host, global_config.token = rest.url, "x"
    rest.answers["POST /api/v1/workflows/climate"] = (200, CREATED)
    return rest


@pytest.fixture
def ours(gateway, client):
    gateway.answers["SubmitWorkflow"] = lambda r, m: messages.SubmitWorkflowResponse(workflow=workflow())
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    return client


def status(rest, **value):
    rest.answers["GET /api/v1/workflows/climate/run-1"] = (200, {**CREATED, "status": value})


def test_h1_waiting_for_a_pending_run(theirs, ours, gateway):
    status(theirs, phase="Pending")
    theirs_run = example()
    theirs_run.create()
    assert theirs_run.wait(poll_interval=0).status.phase == "Pending"  # it returns, and nothing has run
    phases = ["Pending", "Running", "Succeeded"]
    gateway.answers["WatchWorkflows"] = lambda r, m: (change(workflow(phase=one)) for one in phases)
    assert ours.submit(example()).wait().state.phase == "Succeeded"


def test_h2_waiting_for_a_run_without_a_phase(theirs, ours, gateway):
    status(theirs)
    theirs_run = example()
    theirs_run.create()
    with pytest.raises(AssertionError):
        theirs_run.wait(poll_interval=0)
    gateway.answers["WatchWorkflows"] = lambda r, m: (change(workflow(phase=one)) for one in ("", "Succeeded"))
    assert ours.submit(example()).wait().state.phase == "Succeeded"


def test_h3_waiting_no_longer_than_that(ours, gateway):
    import inspect

    assert "timeout" not in inspect.signature(Workflow.wait).parameters
    gateway.answers["WatchWorkflows"] = lambda r, m: iter([])
    with pytest.raises(tiphys.WaitTimeout):
        ours.submit(example()).wait(timeout=0.2)


def test_h4_logs_of_more_than_one_line(theirs, ours, gateway):
    lines = b'{"result": {"content": "a"}}\n{"result": {"content": "b"}}\n'
    theirs.answers["GET /api/v1/workflows/climate/run-1/log"] = (200, lines)
    with pytest.raises(ValueError, match="Extra data"):
        WorkflowsService().workflow_logs("run-1", namespace="climate")
    gateway.answers["StreamLogs"] = lambda r, m: (
        messages.StreamLogsResponse(line=messages.LogLine(pod_name="p", content=one)) for one in "ab"
    )
    assert ours.run("run-1").logs().text() == "a\nb"


def test_h5_artifacts_that_are_no_text(theirs, rest):
    content = bytes(range(256))
    rest.answers["GET /artifacts/climate/run-1/task/picture"] = (200, content)
    assert WorkflowsService().get_output_artifact("run-1", "task", "picture", namespace="climate") == str(content)
    nodes = {"task": {"id": "task", "displayName": "task", "outputs": {"artifacts": [{"name": "picture"}]}}}
    answer = {"namespace": "climate", "name": "run-1", "uid": "", "resourceVersion": "1", "phase": "Succeeded"}
    answer |= {"progress": "", "message": "", "workflow": {"status": {"phase": "Succeeded", "nodes": nodes}}}
    rest.answers["GET /v1/environments/lab/namespaces/climate/workflows/run-1"] = (200, answer)
    rest.answers["GET /argo/lab/artifacts/climate/run-1/task/picture"] = (200, content)
    client = Client(rest.url, transport="rest", environment="lab", namespace="climate")
    assert client.run("run-1").artifacts["task"]["picture"].bytes() == content


def test_h6_an_answer_that_is_an_error(theirs, ours, gateway):
    import grpc
    from fake_gateway import Failure

    theirs.answers["POST /api/v1/workflows/climate"] = (503, {"message": "no"})
    with pytest.raises(HeraException) as caught:
        example().create()
    assert not hasattr(caught.value, "status_code")
    failures = [Failure("ARGO_UNAVAILABLE", grpc.StatusCode.UNAVAILABLE, retryable=True, wait=0.01)] * 2

    def answer(request, metadata):
        if failures:
            raise failures.pop()
        return messages.SubmitWorkflowResponse(workflow=workflow())

    gateway.answers["SubmitWorkflow"] = answer
    assert ours.submit(example()).name == "run-1"
    gateway.answers["SubmitWorkflow"] = lambda r, m: (_ for _ in ()).throw(
        Failure("ARGO_UNAVAILABLE", grpc.StatusCode.UNAVAILABLE)
    )
    with pytest.raises(Unavailable) as ours_error:
        ours.submit(example())
    assert (ours_error.value.reason, ours_error.value.http_status, ours_error.value.retryable) == (
        "ARGO_UNAVAILABLE",
        503,
        False,
    )


def test_h7_an_address_with_a_path(rest):
    rest.answers["POST /argo/api/v1/workflows/climate"] = (200, CREATED)
    global_config.host, global_config.token = f"{rest.url}/argo", "x"
    with pytest.raises(HeraException):
        example().create()  # the path is lost
    client = Client(f"{rest.url}/argo", token=TOKEN, namespace="climate", transport="rest")
    with tiphys.hera.use(client):
        assert example().create().metadata.name == "run-1"


def test_h8_a_run_shows_itself(ours):
    assert not hasattr(Workflow, "_repr_html_")
    run = ours.submit(example())
    assert run.url in repr(run)
    assert run.url in run._repr_html_()


def test_h9_outputs_by_task_and_name(ours, gateway):
    nodes = {
        "run-1-2374": {
            "id": "run-1-2374",
            "displayName": "count",
            "type": "Pod",
            "outputs": {"parameters": [{"name": "buildings", "value": "7"}]},
        }
    }
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(
        workflow=workflow(phase="Succeeded", nodes=nodes)
    )
    assert ours.run("run-1").outputs["count"]["buildings"] == "7"


def test_hera_gets_address_token_namespace_and_account_from_the_client(gateway, monkeypatch):
    monkeypatch.setenv("TIPHYS_SERVICE_ACCOUNT", "runner")
    tokens = iter(["first", "second"])
    client = Client(gateway.url, token=lambda: next(tokens), namespace="climate")
    with tiphys.hera.use(client):
        assert global_config.host == f"{gateway.url}/"
        assert (global_config.namespace, global_config.service_account_name) == ("climate", "runner")
        assert [WorkflowsService().token, WorkflowsService().token] == ["Bearer first", "Bearer second"]
        assert "first" not in repr(vars(global_config))
    assert global_config.host is None


def test_hera_calls_the_environment_of_the_client(gateway):
    with tiphys.hera.use(Client(gateway.url, environment="lab", namespace="climate")):
        assert global_config.host == f"{gateway.url}/argo/lab/"


def test_hera_gets_the_namespace_of_the_environment_where_none_is_known(gateway, client):
    lab = environments.Environment(name="lab", default_namespace="from-gateway", is_default=True, credential_mode=1)
    gateway.answers["ListEnvironments"] = lambda r, m: environments.ListEnvironmentsResponse(environments=[lab])
    tiphys.hera.use(client)
    assert global_config.namespace == "from-gateway"


def test_the_same_document_is_sent_as_by_hera(theirs, ours, gateway, monkeypatch):
    sent = []
    monkeypatch.setattr(
        WorkflowsService,
        "_request",
        lambda self, method, **named: sent.append(named["data"]) or self.session.request(method, **named),
    )

    @script()
    def hello(name: str):
        print("hello", name)

    with Workflow(generate_name="many-", entrypoint="main", namespace="climate") as made, DAG(name="main"):
        first = hello(name="a", arguments={"name": "x"})
        first >> Task(name="b", template="hello", arguments={"name": "y"})
    made.create()
    ours.submit(made)
    (request, _) = gateway.of("SubmitWorkflow")[0]
    expected = json.loads(sent[0])["workflow"]
    found = json.loads(request.workflow)
    found["metadata"].pop("name", None)
    expected["metadata"].pop("name", None)
    assert found == expected


def test_a_workflow_that_hera_created_can_be_submitted_again(theirs, ours, gateway):
    made = example()
    made.create()
    assert made.name == "run-1"
    ours.submit(made)
    assert json.loads(gateway.of("SubmitWorkflow")[0][0].workflow)["metadata"] == {
        "generateName": "example-",
        "namespace": "climate",
    }


def test_a_finding_about_a_hera_task_points_into_this_file(ours, gateway):
    import sys

    import grpc
    from fake_gateway import Failure

    violation = {
        "field": "/spec/templates/0/container",
        "reason": "image-required",
        "description": "line 1, column 9: No image.",
    }

    def answer(request, metadata):
        raise Failure("WORKFLOW_INVALID", grpc.StatusCode.INVALID_ARGUMENT, violations=[violation])

    gateway.answers["SubmitWorkflow"] = answer
    with Workflow(generate_name="x-", entrypoint="made-in-this-line") as made:
        line = sys._getframe().f_lineno + 1
        Container(name="unusual-name", image="busybox")
    with pytest.raises(tiphys.WorkflowInvalid) as caught:
        ours.submit(made)
    assert caught.value.findings[0].source.endswith(f"test_hera.py:{line}")
