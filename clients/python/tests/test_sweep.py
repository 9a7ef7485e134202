import grpc
import pytest
from fake_gateway import DOCUMENT, Failure, failing, submitted, workflow

import tiphys
from tiphys.v1 import workflow_service_pb2 as messages


def test_a_sweep_submits_each_combination_with_a_key_of_its_own(gateway, client):
    gateway.answers["SubmitWorkflow"] = submitted(workflow(phase="Succeeded"))
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow(phase="Succeeded"))
    sweep = client.sweep(DOCUMENT, {"rate": [0.1, 0.2], "seed": [1, 2, 3]}, key="mine")
    keys = sorted(metadata["idempotency-key"] for _, metadata in gateway.of("SubmitWorkflow"))
    assert keys == [f"mine-{number}" for number in range(6)]
    assert [row["rate"] for row in sweep.rows()] == [0.1, 0.1, 0.1, 0.2, 0.2, 0.2]
    assert "6 Succeeded" in repr(sweep)


def test_the_table_of_a_sweep_has_a_column_for_each_output(gateway, client):
    def values(**found):
        return {"parameters": [{"name": name, "value": value} for name, value in found.items()]}

    def ended(name):
        own = {
            "id": name,
            "displayName": name,
            "type": "Retry",
            "children": ["0"],
            "outputs": values(square=name, x="9"),
        }
        attempt = {"id": "0", "displayName": f"{name}(0)", "type": "Pod", "outputs": values(square=name)}
        task = {"id": "1", "displayName": "count", "type": "Pod", "outputs": values(total="7")}
        nodes = {node["id"]: node for node in (own, attempt, task)}
        return workflow(name, "Succeeded", nodes=nodes, outputs=values(all="1"))

    gateway.answers["SubmitWorkflow"] = lambda request, metadata: messages.SubmitWorkflowResponse(
        workflow=ended(f"run-{metadata['idempotency-key']}")
    )
    gateway.answers["GetWorkflow"] = lambda request, metadata: messages.GetWorkflowResponse(
        workflow=ended(request.workflow.name)
    )
    rows = client.sweep(DOCUMENT, {"x": [1, 2]}, key="mine").rows()
    assert rows == [
        {
            "x": number + 1,
            "run": f"run-mine-{number}",
            "phase": "Succeeded",
            "square": f"run-mine-{number}",
            "output.x": "9",
            "all": "1",
            "count.total": "7",
        }
        for number in range(2)
    ]


def test_a_sweep_goes_on_behind_a_combination_that_is_refused(gateway, client):
    def answer(request, metadata):
        if metadata["idempotency-key"] == "mine-1":
            raise Failure("WORKFLOW_INVALID", grpc.StatusCode.INVALID_ARGUMENT)
        return messages.SubmitWorkflowResponse(workflow=workflow())

    gateway.answers["SubmitWorkflow"] = answer
    sweep = client.sweep(DOCUMENT, {"seed": [1, 2, 3]}, key="mine")
    assert [item.phase for item in sweep.items] == ["Running", "WORKFLOW_INVALID", "Running"]
    assert len(sweep.failures) == 1


def sweep_of(client, gateway, size):
    """A sweep of runs run-mine-0, run-mine-1, ... that all go on."""
    gateway.answers["SubmitWorkflow"] = lambda request, metadata: messages.SubmitWorkflowResponse(
        workflow=workflow(f"run-{metadata['idempotency-key']}")
    )
    return client.sweep(DOCUMENT, {"x": list(range(size))}, key="mine")


def test_waiting_for_a_large_sweep_lists_its_runs_and_asks_for_those_that_no_page_has(gateway, client, capsys):
    sweep = sweep_of(client, gateway, 30)
    rounds = []

    def page(request, metadata):
        rounds.append(request.name_prefix)
        phase = "Succeeded" if len(rounds) > 1 else "Running"
        found = [workflow(f"run-mine-{number}", phase) for number in range(29)]
        for one in found:
            one.uid = one.name
        return messages.ListWorkflowsResponse(workflows=found)

    gateway.answers["ListWorkflows"] = page
    gateway.answers["GetWorkflow"] = lambda request, metadata: messages.GetWorkflowResponse(
        workflow=workflow(request.workflow.name, "Failed")
    )
    assert sweep.wait(20, show=True) is sweep
    assert rounds == ["run-mine-", "run-mine-"]
    assert [request.workflow.name for request, _ in gateway.of("GetWorkflow")] == ["run-mine-29"]
    shown = capsys.readouterr().err
    assert "Sweep mine: 1 of 30 ended" in shown
    assert "Sweep mine: 30 of 30 ended · 1 Failed, 29 Succeeded" in shown


def test_waiting_for_a_small_sweep_asks_for_each_run_until_it_has_ended(gateway, client):
    sweep = sweep_of(client, gateway, 2)
    asked = []

    def state(request, metadata):
        asked.append(request.workflow.name)
        ended = request.workflow.name == "run-mine-0" or len(asked) > 4
        return messages.GetWorkflowResponse(
            workflow=workflow(request.workflow.name, "Succeeded" if ended else "Running")
        )

    gateway.answers["GetWorkflow"] = state
    sweep.wait(20)
    assert asked.count("run-mine-0") == 1
    assert [item.phase for item in sweep.items] == ["Succeeded", "Succeeded"]


def test_waiting_for_a_sweep_survives_an_outage(gateway, client):
    sweep = sweep_of(client, gateway, 1)
    gateway.answers["GetWorkflow"] = failing(
        8,
        Failure("ARGO_UNAVAILABLE", grpc.StatusCode.UNAVAILABLE, wait=0.01),
        lambda request, metadata: messages.GetWorkflowResponse(workflow=workflow(request.workflow.name, "Succeeded")),
    )
    sweep.wait(60)
    assert sweep.items[0].phase == "Succeeded"


def test_waiting_for_a_sweep_ends_in_time_and_says_how_many_go_on(gateway, client):
    sweep = sweep_of(client, gateway, 3)
    gateway.answers["GetWorkflow"] = lambda request, metadata: messages.GetWorkflowResponse(
        workflow=workflow(request.workflow.name)
    )
    with pytest.raises(tiphys.WaitTimeout, match="3 of 3 runs of the sweep had not ended"):
        sweep.wait(0.3)


def test_an_interrupt_detaches_from_a_sweep_and_says_how_to_wait_again(gateway, client, monkeypatch, capsys):
    sweep = sweep_of(client, gateway, 1)

    def interrupted(runs):
        raise KeyboardInterrupt

    monkeypatch.setattr("tiphys._sweep_wait.refresh_all", interrupted)
    with pytest.raises(tiphys.Detached, match="key='mine'"):
        sweep.wait()
    assert "The runs go on" in capsys.readouterr().err
