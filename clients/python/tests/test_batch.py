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
