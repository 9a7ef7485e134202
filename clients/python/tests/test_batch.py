import json

import grpc
import pytest
from conftest import TOKEN
from fake_gateway import Failure

import tiphys
from tiphys import Client
from tiphys.models import BatchOutput
from tiphys.v1 import batch_service_pb2 as messages

BATCH = "/v1/environments/lab/namespaces/climate/batches/mine"
TABLE = f"GET {BATCH}/outputs"
ROW = {
    "index": 3,
    "name": "a-1",
    "phase": "Failed",
    "parameters": {"x": "1"},
    "outputs": {"y": "2"},
    "artifacts": {"z": "/argo/z"},
}


@pytest.fixture
def rest_client(rest):
    one = {
        "name": "lab",
        "defaultNamespace": "climate",
        "namespaces": ["climate"],
        "credentialMode": "direct",
        "isDefault": True,
    }
    rest.answers["GET /v1/environments"] = (200, json.dumps({"environments": [one]}).encode())
    with Client(rest.url, token=TOKEN, transport="rest") as made:
        yield made


def test_the_rows_of_a_batch_come_over_grpc_with_heartbeats_left_out(gateway, client):
    gateway.answers["GetBatchOutputs"] = lambda request, metadata: iter(
        [
            messages.GetBatchOutputsResponse(),
            messages.GetBatchOutputsResponse(row=messages.BatchOutputsRow(**ROW)),
            messages.GetBatchOutputsResponse(),
        ]
    )
    assert client.batch_outputs("mine", wait=True) == [BatchOutput(**ROW)]
    ((request, _),) = gateway.of("GetBatchOutputs")
    assert (request.batch_id, request.wait) == ("mine", True)


def test_a_batch_that_does_not_exist_is_not_found_over_grpc(gateway, client):
    def answer(request, metadata):
        raise Failure("WORKFLOW_NOT_FOUND", grpc.StatusCode.NOT_FOUND)

    gateway.answers["GetBatchOutputs"] = answer
    with pytest.raises(tiphys.NotFound):
        client.batch_outputs("mine")


def test_the_table_of_a_batch_comes_over_rest_behind_white_space(rest, rest_client):
    rest.answers[f"{TABLE}?wait=true"] = (200, b"\n\n" + json.dumps({"batchId": "mine", "rows": [ROW]}).encode())
    assert rest_client.batch_outputs("mine", wait=True) == [BatchOutput(**ROW)]


def test_a_problem_in_place_of_the_table_is_raised(rest, rest_client):
    problem = {"reason": "ACCESS_DENIED", "status": 403, "detail": "No.", "retryable": False}
    rest.answers[TABLE] = (200, b"\n" + json.dumps(problem).encode())
    with pytest.raises(tiphys.Forbidden):
        rest_client.batch_outputs("mine")


LINES = [
    {"type": "heartbeat"},
    {"type": "result", "name": "a", "outcome": "done"},
    {"type": "result", "name": "b", "outcome": "replayed"},
    {
        "type": "result",
        "name": "c",
        "outcome": "refused",
        "problem": {"reason": "ACCESS_DENIED", "status": 403, "detail": "No.", "retryable": False},
    },
]


def told(changes):
    return [(one.name, one.outcome, one.error and one.error.reason) for one in changes]


def test_a_retry_of_a_batch_sends_its_key_and_tells_the_outcomes_over_grpc(gateway, client):
    refusal = messages.BatchProblem(reason="ACCESS_DENIED", detail="No.")
    results = [
        messages.BulkResult(name="a", outcome="BULK_OUTCOME_DONE"),
        messages.BulkResult(name="b", outcome="BULK_OUTCOME_REPLAYED"),
        messages.BulkResult(name="c", outcome="BULK_OUTCOME_REFUSED", problem=refusal),
    ]
    gateway.answers["ChangeWorkflows"] = lambda request, metadata: iter(
        [messages.ChangeWorkflowsResponse(), *(messages.ChangeWorkflowsResponse(result=one) for one in results)]
    )
    changes = client.retry_batch("mine", key="again")
    assert told(changes) == [("a", "done", None), ("b", "replayed", None), ("c", "refused", "ACCESS_DENIED")]
    assert isinstance(changes[2].error, tiphys.Forbidden)
    ((request, metadata),) = gateway.of("ChangeWorkflows")
    assert (request.batch_id, request.verb, metadata["idempotency-key"]) == ("mine", 3, "again")


def test_a_retry_of_a_batch_sends_its_key_and_tells_the_outcomes_over_rest(rest, rest_client):
    lines = [*LINES, {"type": "summary"}]
    rest.answers[f"POST {BATCH}:retry"] = (200, b"\n".join(json.dumps(line).encode() for line in lines))
    changes = rest_client.retry_batch("mine", key="again")
    assert told(changes) == [("a", "done", None), ("b", "replayed", None), ("c", "refused", "ACCESS_DENIED")]
    assert [headers["Idempotency-Key"] for call, headers in rest.requests if call.startswith("POST")] == ["again"]


def test_a_retry_of_a_batch_whose_answer_was_cut_is_sent_again(rest, rest_client):
    rest.answers["GET /docs/openapi.yaml"] = (200, b"/batches: {name: Idempotency-Key}")
    rest.answers[f"POST {BATCH}:retry"] = (200, b"\n".join(json.dumps(line).encode() for line in LINES))
    with pytest.raises(tiphys.GatewayUnreachable):
        rest_client.retry_batch("mine", key="again")
    assert len([call for call, _ in rest.requests if call.startswith("POST")]) > 1
