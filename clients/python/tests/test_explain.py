"""Why a run failed or waits, and what its pod's events say of it."""

import json

import pytest
from conftest import TOKEN
from fake_gateway import REST_ENVIRONMENTS
from trees import node, state

import tiphys
from tiphys import Client
from tiphys.explain import explain
from tiphys.models import Event

NO_LOG = "no log is read"
EVENTS = (
    "/api/v1/stream/events/climate?listOptions.fieldSelector=involvedObject.name%3D{name}%2CinvolvedObject.kind%3D{kind}"
    "&listOptions.timeoutSeconds=1"
)


def no_log(pod):
    raise AssertionError(NO_LOG)


def warning(reason, message, count=1):
    return Event("Warning", reason, message, count, None)


def waiting(name="task", message="PodInitializing", begin=0):
    return node(name, phase="Pending", message=message, finishedAt=None, begin=begin)


@pytest.mark.parametrize(
    ("event", "cause"),
    [
        (warning("Failed", 'Failed to pull image "x": no such host'), "image"),
        (warning("FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu. preemption: none helps"), "No node"),
        (
            warning("FailedScheduling", "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims"),
            "claim",
        ),
        (warning("FailedMount", 'MountVolume.SetUp failed for volume "v" : configmap "c" not found'), "config map"),
        (warning("Failed", 'Error: secret "s" not found'), "config map or a secret"),
        (warning("Failed", "Error: couldn't find key a in ConfigMap climate/c"), "config map or a secret"),
    ],
)
def test_a_waiting_pod_is_explained_by_its_events(event, cause):
    asked = []

    def events(kind, name):
        asked.append((kind, name))
        return [Event("Normal", "Scheduled", "Successfully assigned", 1, None), event]

    found = explain(state([waiting()], "Running"), no_log, events)
    assert cause in found.cause
    assert found.hint
    assert asked == [("Pod", found.node.pod_name)]
    assert found.warnings == (event,)
    assert str(found).splitlines()[1:3] == ["Waits: task (Pending). PodInitializing", f"  ! {event}"]


def test_a_pod_with_a_message_goes_before_one_that_starts_as_it_should():
    nodes = [waiting("early"), waiting("stuck", "ImagePullBackOff: Back-off", begin=5), node("done")]
    assert explain(state(nodes, "Running"), no_log).node.display_name == "stuck"


def test_a_failure_goes_before_what_waits():
    nodes = [waiting(), node("broken", phase="Failed", begin=9)]
    assert explain(state(nodes, "Running"), lambda pod: ()).node.display_name == "broken"


def test_a_run_without_nodes_is_explained_by_the_events_of_the_workflow():
    found = explain(state([], "Pending"), no_log, lambda kind, name: [warning(kind, name, 3)])
    assert str(found.events[0]) == "Warning Workflow: run-1 (3 times)"
    assert "not begun" in found.cause


def test_no_events_are_read_of_a_run_that_succeeded():
    def events(kind, name):
        raise AssertionError(kind)

    assert explain(state([node("a")]), no_log, events).events == ()


@pytest.fixture
def run(rest):
    rest.answers["GET /v1/environments"] = (200, REST_ENVIRONMENTS)
    nodes = [waiting("stuck"), waiting("other", begin=9)]
    for one in nodes:
        one["templateName"] = "work"
    answer = {"namespace": "climate", "name": "run-1", "uid": "", "resourceVersion": "1", "phase": "Running"}
    answer |= {"progress": "", "message": "", "workflow": {"status": {"nodes": {one["id"]: one for one in nodes}}}}
    rest.answers["GET /v1/environments/lab/namespaces/climate/workflows/run-1"] = (200, answer)
    with Client(rest.url, token=TOKEN, transport="rest", environment="lab", namespace="climate") as client:
        yield client.run("run-1")


def answer_events(rest, pod, status, *lines):
    path = EVENTS.format(name=pod, kind="Pod")
    rest.answers[f"GET /argo/lab{path}"] = (status, b"\n".join(json.dumps(line).encode() for line in lines))


END = {"error": {"grpc_code": 8, "http_code": 429, "message": "EOF", "http_status": "Too Many Requests"}}


def raw(uid, reason, **more):
    return {"result": {"metadata": {"uid": uid}, "type": "Warning", "reason": reason, "message": "m", **more}}


def test_events_are_read_from_argos_api_of_the_environment(rest, run):
    pod = run.node("stuck").pod_name
    first = raw("1", "Failed", count=1, lastTimestamp="2026-01-01T00:00:05Z")
    again = raw("1", "Failed", count=4, lastTimestamp="2026-01-01T00:00:09Z")
    other = raw("2", "FailedMount", eventTime="2026-01-01T00:00:07.250000Z", lastTimestamp=None)
    answer_events(rest, pod, 200, first, other, again, END)
    found = run.explain()
    assert [(one.reason, one.count) for one in found.events] == [("FailedMount", 1), ("Failed", 4)]
    assert found.missing == ""


def test_one_task_can_be_asked_for(rest, run):
    answer_events(rest, run.node("other").pod_name, 200, raw("1", "FailedScheduling"), END)
    assert "No node" in run.explain("other").cause
    with pytest.raises(KeyError, match="nowhere"):
        run.explain("nowhere")


def test_no_events_are_no_error(rest, run):
    answer_events(rest, run.node("stuck").pod_name, 429, END)
    found = run.explain()
    assert (found.events, found.missing) == ((), "")


def test_a_missing_permission_is_said(rest, run):
    info = {"@type": "x/google.rpc.ErrorInfo", "reason": "ACCESS_DENIED", "metadata": {"retryable": "false"}}
    answer_events(rest, run.node("stuck").pod_name, 403, {"code": 7, "message": "Not allowed.", "details": [info]})
    found = run.explain()
    assert found.events == ()
    assert "Events were not read: Not allowed. The permission 'watch events' shows them." in str(found)


def test_an_error_in_argos_form_has_its_reason(rest, run):
    info = {"@type": "x/google.rpc.ErrorInfo", "reason": "WORKFLOW_NOT_FOUND", "metadata": {"name": "run-1"}}
    path = "GET /argo/lab/artifacts/climate/run-1/stuck/file"
    rest.answers[path] = (404, {"code": 5, "message": "It is gone.", "details": [info]})
    node_ = run.node("stuck")
    from tiphys.artifacts import Artifact

    with pytest.raises(tiphys.NotFound, match="It is gone") as caught:
        Artifact(run._connection, run._target, run.state, node_, "file").bytes()
    assert (caught.value.reason, caught.value.metadata) == ("WORKFLOW_NOT_FOUND", {"name": "run-1"})
    rest.answers[path] = (500, {"code": 13, "message": "Argo is unwell."})
    with pytest.raises(tiphys.UpstreamBroken, match="unwell"):
        Artifact(run._connection, run._target, run.state, node_, "file").bytes()
