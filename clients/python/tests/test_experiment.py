import json

import pytest

pytest.importorskip("yaml")

from fake_gateway import workflow

import tiphys
from tiphys.experiment import ExecutionEnvironment, Experiment, Inputs, Layout, Volume
from tiphys.v1 import workflow_service_pb2 as messages

WORKFLOW = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"generateName": "boroughs-"},
    "spec": {
        "entrypoint": "main",
        "templates": [
            {"name": "main", "container": {"image": "busybox", "command": ["true"]}},
            {"name": "dag", "dag": {}},
        ],
    },
}


@pytest.fixture
def experiment():
    return Experiment(
        "boroughs",
        WORKFLOW,
        ExecutionEnvironment(
            [Volume("data", "city-data", "/data")],
            config_map="proxy",
            registry="harbor.example.org/",
            service_account="runner",
        ),
        Inputs({"city": "lyon"}, {"borough": [1, 2, 3], "vintage": [2009, 2012]}),
        Layout({"tiles": "/data/{city}/{borough}/{vintage}/tiles.json"}),
    )


def test_the_environment_is_added_to_every_container(experiment):
    spec = experiment.document()["spec"]
    container = spec["templates"][0]["container"]
    assert spec["volumes"] == [{"name": "data", "persistentVolumeClaim": {"claimName": "city-data"}}]
    assert container["volumeMounts"] == [{"name": "data", "mountPath": "/data"}]
    assert container["envFrom"] == [{"configMapRef": {"name": "proxy"}}]
    assert spec["serviceAccountName"] == "runner"
    assert spec["arguments"]["parameters"] == [{"name": "city", "value": "lyon"}]
    assert "volumes" not in WORKFLOW["spec"]


def test_what_the_workflow_says_itself_is_kept(experiment):
    own = json.loads(json.dumps(WORKFLOW))
    own["spec"]["serviceAccountName"] = "mine"
    own["spec"]["templates"][0]["container"]["volumeMounts"] = [{"name": "data", "mountPath": "/elsewhere"}]
    spec = Experiment("own", own, experiment.environment).document()["spec"]
    assert spec["serviceAccountName"] == "mine"
    assert spec["templates"][0]["container"]["volumeMounts"] == [{"name": "data", "mountPath": "/elsewhere"}]


def test_paths_are_filled_in_and_what_is_missing_is_named(experiment):
    values = experiment.inputs.combinations()[0]
    assert experiment.layout.path("tiles", values) == "/data/lyon/1/2009/tiles.json"
    with pytest.raises(tiphys.ConfigurationError, match="vintage"):
        experiment.layout.path("tiles", city="lyon", borough=1)
    with pytest.raises(tiphys.ConfigurationError, match="tiles"):
        experiment.layout.path("tile")


def test_the_registry_stands_before_images(experiment):
    assert experiment.environment.image("collect:1") == "harbor.example.org/collect:1"
    assert ExecutionEnvironment().image("collect:1") == "collect:1"


def test_survives_being_kept_and_loaded(experiment, tmp_path):
    experiment.save(tmp_path)
    again = Experiment.load("boroughs", tmp_path)
    assert again.digest == experiment.digest
    assert again.document() == experiment.document()
    for name in ("nothing", "../boroughs"):
        with pytest.raises(tiphys.ConfigurationError):
            Experiment.load(name, tmp_path)
    with pytest.raises(tiphys.ConfigurationError, match="volums"):
        Experiment.from_yaml(experiment.to_yaml().replace("volumes:", "volums:"))


def test_is_checked_and_then_started_once_for_each_combination(experiment, gateway, client):
    found = messages.WorkflowPreflight(environment="lab", namespace="climate", runnable=True)
    gateway.answers["PreflightWorkflow"] = lambda r, m: messages.PreflightWorkflowResponse(preflight=found)
    gateway.answers["SubmitWorkflow"] = lambda r, m: messages.SubmitWorkflowResponse(workflow=workflow())
    sweep = experiment.run(client, key="study")
    assert len(sweep.runs) == 6
    sent = [json.loads(request.workflow) for request, _ in gateway.of("SubmitWorkflow")]
    values = {tuple(one["value"] for one in tree["spec"]["arguments"]["parameters"]) for tree in sent}
    assert values == {("lyon", str(b), str(v)) for b in (1, 2, 3) for v in (2009, 2012)}
    assert sent[0]["metadata"]["labels"]["experiment"] == "boroughs"
    assert sent[0]["metadata"]["labels"]["experiment-digest"] == experiment.digest


def test_nothing_is_started_when_it_could_not_run(experiment, gateway, client):
    claim = messages.WorkflowFinding(rule="claim-usable", severity=1, message="There is no claim 'city-data'.")
    found = messages.WorkflowPreflight(environment="lab", namespace="climate", runnable=False, findings=[claim])
    gateway.answers["PreflightWorkflow"] = lambda r, m: messages.PreflightWorkflowResponse(preflight=found)
    with pytest.raises(tiphys.WorkflowInvalid, match="city-data"):
        experiment.run(client)
    assert gateway.of("SubmitWorkflow") == []


@pytest.mark.parametrize("name", ["", "Große", "a_b", "-a", "a" * 64])
def test_a_name_that_cannot_be_a_label_is_refused(name):
    with pytest.raises(tiphys.ConfigurationError):
        Experiment(name, WORKFLOW)
