import json
import warnings

import pytest
from conftest import TOKEN
from fake_gateway import REST_ENVIRONMENTS, REST_WORKFLOW

import tiphys
from tiphys import Client

WORKFLOWS = "/v1/environments/lab/namespaces/climate/workflows"


@pytest.fixture
def environments(rest):
    rest.answers["GET /v1/environments"] = (200, REST_ENVIRONMENTS)
    return rest


def test_falls_back_to_rest_and_says_so_once(environments):
    environments.answers[f"GET {WORKFLOWS}/run-1"] = (200, REST_WORKFLOW)
    with warnings.catch_warnings(record=True) as caught, Client(environments.url, token=TOKEN) as client:
        warnings.simplefilter("always")
        for _ in range(3):
            assert client.run("run-1").state.progress == "1/2"
    said = [str(one.message) for one in caught if issubclass(one.category, tiphys.TransportWarning)]
    assert len(said) == 1
    assert "REST instead of gRPC" in said[0]
    assert client.connection._said


def test_a_client_that_is_told_to_use_grpc_does_not_fall_back(environments):
    with Client(environments.url, transport="grpc") as client, pytest.raises(tiphys.GatewayUnreachable):
        client.environments()


def test_an_address_with_a_path_uses_rest_below_it(environments):
    environments.answers["GET /argo/v1/environments"] = (200, REST_ENVIRONMENTS)
    with (
        pytest.warns(tiphys.TransportWarning, match="/argo"),
        Client(f"{environments.url}/argo", token=TOKEN) as client,
    ):
        assert client.environments()[0].name == "lab"


def test_says_who_the_caller_is(environments):
    environments.answers["GET /v1/whoami?environment=lab"] = (
        200,
        {
            "environment": "lab",
            "user": "keycloak:alice",
            "tokenKind": "OPENID_CONNECT",
            "groups": ["keycloak:staff"],
            "namespaces": [{"namespace": "science", "allowed": ["submit"], "denied": ["delete"], "undecided": []}],
            "note": "",
        },
    )
    with Client(environments.url, token=TOKEN, transport="rest") as client:
        found = client.whoami("lab")
    assert (found.user, found.token_kind, found.service_account) == ("keycloak:alice", "openid-connect", "")
    assert found.namespaces[0].allowed == ("submit",)


def test_sends_token_key_and_time(environments):
    environments.answers[f"POST {WORKFLOWS}"] = (
        201,
        {"workflow": REST_WORKFLOW, "submissionId": "s", "decidedBy": "ARGO", "warnings": []},
    )
    with Client(environments.url, token=TOKEN, transport="rest") as client:
        client.submit({"kind": "Workflow"}, key="mine")
    _, headers = environments.requests[-1]
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Idempotency-Key"] == "mine"
    assert headers["Tiphys-Timeout"].endswith("ms")


def test_reads_a_problem_document(environments):
    problem = {
        "reason": "ACCESS_DENIED",
        "detail": "No.",
        "retryable": False,
        "violations": [],
        "manifest": "kind: Role",
        "instance": "request-7",
        "metadata": {"verb": "create"},
    }
    environments.answers[f"GET {WORKFLOWS}/run-1"] = (403, problem)
    with Client(environments.url, transport="rest") as client, pytest.raises(tiphys.Forbidden) as caught:
        client.run("run-1")
    assert (caught.value.manifest, caught.value.request_id) == ("kind: Role", "request-7")
    assert caught.value.metadata == {"verb": "create"}


def test_the_page_of_a_proxy_is_not_taken_for_an_answer(environments):
    environments.answers[f"GET {WORKFLOWS}/run-1"] = (502, b"<html>Bad Gateway</html>")
    with Client(environments.url, transport="rest") as client, pytest.raises(tiphys.GatewayUnreachable, match="502"):
        client.run("run-1")


def test_a_redirect_is_not_followed_with_the_token(environments, rest):
    environments.answers["GET /v1/environments"] = (302, b"")
    with Client(environments.url, token=TOKEN, transport="rest") as client, pytest.raises(tiphys.GatewayUnreachable):
        client.environments()


def event(kind, data):
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode()


def test_reads_events_until_their_end(environments):
    done = {**REST_WORKFLOW, "phase": "Succeeded"}
    stream = b": heartbeat\n\n" + event("change", {"type": "MODIFIED", "workflow": REST_WORKFLOW})
    stream += event("change", {"type": "MODIFIED", "workflow": done}) + event("end", {})
    environments.answers[f"GET {WORKFLOWS}/run-1"] = (200, REST_WORKFLOW)
    environments.answers[f"GET {WORKFLOWS}/run-1:watch"] = (200, stream)
    with Client(environments.url, transport="rest") as client:
        assert [state.phase for state in client.run("run-1").watch()] == ["Running", "Succeeded"]


def test_a_log_that_is_cut_is_read_again_behind_what_was_seen(environments):
    lines = event("line", {"podName": "p", "content": "a"}) + event("line", {"podName": "p", "content": "b"})
    environments.answers[f"GET {WORKFLOWS}/run-1"] = (200, REST_WORKFLOW)
    path = f"GET {WORKFLOWS}/run-1/logs?container=main"
    environments.answers[path] = (200, lines[:-10])
    with Client(environments.url, transport="rest") as client:
        found = iter(client.run("run-1").logs())
        assert next(found).content == "a"
        environments.answers[path] = (200, lines + event("end", {}))
        assert [one.content for one in found] == ["b"]


def test_an_error_in_a_stream_is_raised(environments):
    problem = {"reason": "WORKFLOW_NOT_FOUND", "detail": "Gone.", "status": 404, "retryable": False}
    environments.answers[f"GET {WORKFLOWS}/run-1"] = (200, REST_WORKFLOW)
    environments.answers[f"GET {WORKFLOWS}/run-1:watch"] = (200, event("error", problem))
    with Client(environments.url, transport="rest") as client, pytest.raises(tiphys.NotFound, match="Gone"):
        client.run("run-1").wait()


SUBMITTED = (
    201,
    {"workflow": REST_WORKFLOW, "submissionId": "s", "decidedBy": "ARGO", "warnings": [], "replayed": True},
)


def posts(rest):
    return [headers["Idempotency-Key"] for request, headers in rest.requests if request.startswith("POST")]


def test_a_lost_answer_is_asked_for_again_with_the_same_key_where_the_gateway_knows_keys(environments):
    environments.answers[f"POST {WORKFLOWS}"] = SUBMITTED
    environments.answers["GET /docs/openapi.yaml"] = (200, b"parameters: {name: Idempotency-Key}")
    environments.cuts = 2
    with Client(environments.url, transport="rest") as client:
        run = client.submit({"kind": "Workflow"})
    assert run.replayed
    assert len(posts(environments)) == 3
    assert len(set(posts(environments))) == 1


def test_a_lost_answer_is_not_asked_for_again_where_the_gateway_knows_no_keys(environments):
    environments.answers[f"POST {WORKFLOWS}"] = SUBMITTED
    environments.answers["GET /docs/openapi.yaml"] = (200, b"openapi: 3.0.1")
    environments.cuts = 1
    with Client(environments.url, transport="rest") as client, pytest.raises(tiphys.OutcomeUnknown):
        client.submit({"kind": "Workflow"})
    assert len(posts(environments)) == 1


BATCHES = "/v1/environments/lab/namespaces/climate/batches"
SWEPT = {"kind": "Workflow", "metadata": {"generateName": "a-"}, "spec": {"arguments": {"parameters": [{"name": "x"}]}}}


def batch_lines(*lines):
    return (200, b"\n".join(json.dumps(line).encode() for line in lines) + b"\n")


def test_a_sweep_is_one_call_where_the_gateway_has_batches(environments):
    environments.answers["GET /docs/openapi.yaml"] = (
        200,
        b"/v1/environments/{environment}/namespaces/{namespace}/batches:",
    )
    problem = {"reason": "WORKFLOW_INVALID", "status": 400, "detail": "It has no entrypoint.", "retryable": False}
    environments.answers[f"POST {BATCHES}"] = batch_lines(
        {"type": "batch", "batchId": "mine"},
        {"type": "result", "index": 1, "outcome": "refused", "problem": problem},
        {"type": "heartbeat"},
        {"type": "result", "index": 0, "outcome": "created", "name": "a-1", "uid": "u"},
        {"type": "summary", "complete": False},
    )
    with Client(environments.url, token=TOKEN, transport="rest") as client:
        sweep = client.sweep(SWEPT, {"x": [0.5, [1]]}, key="mine")
    assert [item.phase for item in sweep.items] == ["Pending", "WORKFLOW_INVALID"]
    assert sweep.runs[0].name == "a-1"
    assert posts(environments) == ["mine"]


def test_a_batch_whose_answer_was_cut_is_sent_again(environments):
    environments.answers["GET /docs/openapi.yaml"] = (200, b"/batches: {name: Idempotency-Key}")
    environments.answers[f"POST {BATCHES}"] = batch_lines({"type": "batch", "batchId": "mine"})
    with Client(environments.url, token=TOKEN, transport="rest") as client:
        sweep = client.sweep(SWEPT, {"x": [1]}, key="mine")
    assert [item.phase for item in sweep.items] == ["GATEWAY_UNREACHABLE"]
    assert len(posts(environments)) > 1
