"""The client at a real gateway with a real Argo behind it. ``tools/python-client-test gateway`` starts both."""

import asyncio
import os
import sys
import threading
import time
import warnings
from pathlib import Path

import pytest

import tiphys
from tiphys import AsyncClient, Client

pytestmark = pytest.mark.gateway
ROOT = Path(__file__).resolve().parents[3]
BOROUGHS = ROOT / "examples/boroughs.yaml"
WAIT = 180


def container(name, script, **more):
    return {"name": name, "container": {"image": "busybox:1.37", "command": ["sh", "-c", script]}, **more}


def document(*templates, **spec):
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"generateName": "python-client-"},
        "spec": {
            "entrypoint": templates[0]["name"],
            "activeDeadlineSeconds": 120,
            "ttlStrategy": {"secondsAfterCompletion": 600},
            "templates": list(templates),
            **spec,
        },
    }


@pytest.fixture(scope="module")
def gateway():
    url, token = os.environ.get("TIPHYS_TEST_URL"), os.environ.get("TIPHYS_TEST_TOKEN_FILE")
    if not url or not token:
        pytest.skip("TIPHYS_TEST_URL and TIPHYS_TEST_TOKEN_FILE name no gateway")
    return url, Path(token)


@pytest.fixture(scope="module", params=["grpc", "rest"])
def client(request, gateway):
    with Client(gateway[0], token=gateway[1], transport=request.param, environment="demo") as made:
        yield made


@pytest.fixture(scope="module")
def boroughs(gateway):
    with Client(gateway[0], token=gateway[1]) as made:
        yield made.submit(BOROUGHS, parameters={"boroughs": [1, 2], "vintages": [2009]}).wait(WAIT, check=True)


@pytest.fixture(scope="module")
def failed(gateway):
    with Client(gateway[0], token=gateway[1]) as made:
        yield made.submit(document(container("main", "echo before; echo oh no; exit 3"))).wait(WAIT)


def test_a_run_from_its_submission_to_its_results(boroughs, client):
    run = client.run(boroughs.name)
    assert (run.phase, run.progress) == ("Succeeded", "4/4")
    assert run.outputs.parameters["summary"] == "2 datasets of lyon, 3180 buildings in all"
    assert sorted(run.outputs["collect"]["buildings"]) == ["1090", "2090"]
    assert run.outputs["pair"].json("result")[0] == {"borough": "1", "vintage": "2009"}


def test_logs_are_of_the_pods_whose_names_the_nodes_have(boroughs, client):
    run = client.run(boroughs.name)
    lines = list(run.logs())
    pods = {node.pod_name for node in run.nodes() if node.is_pod}
    assert {line.pod_name for line in lines} <= pods
    assert "found 1090 buildings" in [line.content for line in lines]
    assert {line.content for line in run.logs(task="collect", grep="found")} == {
        "found 1090 buildings",
        "found 2090 buildings",
    }


def test_nodes_have_times_and_pictures_have_nodes(boroughs, client):
    run = client.run(boroughs.name)
    assert all(node.seconds is not None for node in run.nodes())
    html = run.show()._repr_html_()
    assert "collect(" in html
    assert "<svg" in html


def test_a_table_has_a_row_for_each_node(boroughs, client):
    pandas = pytest.importorskip("pandas")
    frame = client.run(boroughs.name).to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame[frame["type"] == "Pod"]) == 4
    assert str(frame["started"].dt.tz) == "UTC"


def test_all_that_is_wrong_is_found_at_once_with_its_place(client, tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(
        BOROUGHS.read_text().replace("entrypoint: survey", "entrypoint: survy").replace("depends: pair", "depend: pair")
    )
    with pytest.raises(tiphys.WorkflowInvalid) as caught:
        client.submit(file)
    assert len(caught.value.findings) >= 2
    assert all(one.source and one.source.startswith(str(file)) for one in caught.value.findings if one.line)
    found = client.lint(file)
    assert not found.valid
    assert {one.rule for one in found.findings if one.severity == "ERROR"} == {
        one.rule for one in caught.value.findings if one.severity == "ERROR"
    }


def test_lint_and_preflight_of_a_good_document(client):
    assert client.lint(BOROUGHS).valid
    found = client.preflight(BOROUGHS)
    assert found.runnable
    assert found.namespace == "tiphys-demo"
    assert found.pods.least >= 1


def test_a_failure_is_explained(failed, client):
    run = client.run(failed.name)
    assert run.phase == "Failed"
    found = run.explain()
    assert (found.node.display_name, found.exit_code) == (run.name, 3)
    assert "oh no" in found.last_lines
    with pytest.raises(tiphys.RunFailed, match="exit code 3"):
        run.wait(check=True)


def test_retry_and_resubmit(failed, client):
    again = client.run(failed.name).resubmit()
    assert again.name != failed.name
    assert again.wait(WAIT).state.phase == "Failed"
    retried = again.retry()
    assert retried.name == again.name
    assert retried.wait(WAIT).state.phase == "Failed"
    again.delete()
    with pytest.raises(tiphys.NotFound):
        client.run(again.name)


def test_stop_and_a_stop_of_what_has_ended(client):
    run = client.submit(document({"name": "main", "suspend": {}}))
    with pytest.raises(tiphys.WaitTimeout):
        run.wait(timeout=3, on_timeout="stop")
    assert run.wait(WAIT).state.phase == "Failed"
    with pytest.raises(tiphys.Conflict) as caught:
        run.stop()
    assert caught.value.reason == "WORKFLOW_STATE_UNSUITABLE"
    run.delete()


def test_a_suspended_run_goes_on_when_it_is_told_to(client):
    run = client.submit(document({"name": "main", "suspend": {}}))
    states = run.watch(WAIT)
    while next(states).phase != "Running":
        pass
    run.resume()
    assert run.wait(WAIT).state.phase == "Succeeded"
    run.delete()


def test_artifacts_are_bytes(client, tmp_path):
    script = "printf '\\001\\377\\000abc' > /tmp/picture"
    outputs = {"artifacts": [{"name": "picture", "path": "/tmp/picture", "archive": {"none": {}}}]}
    run = client.submit(document(container("main", script, outputs=outputs))).wait(WAIT, check=True)
    artifact = run.artifacts[run.name]["picture"]
    assert artifact.bytes() == b"\x01\xff\x00abc"
    digest = artifact.save(tmp_path)
    assert (tmp_path / "picture").read_bytes() == b"\x01\xff\x00abc"
    import hashlib

    assert digest == hashlib.sha256(b"\x01\xff\x00abc").hexdigest()
    run.delete()


def test_lists_page_by_page(boroughs, client):
    names = [run.name for run in client.runs(prefix="boroughs-", limit=500)]
    assert boroughs.name in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("change", "reason", "kind"),
    [
        ({"environment": "nowhere"}, "ENVIRONMENT_NOT_FOUND", tiphys.NotFound),
        ({"namespace": "kube-system"}, "NAMESPACE_NOT_MANAGED", tiphys.Forbidden),
        ({"token": "not-a-token"}, "TOKEN_INVALID", tiphys.Unauthenticated),
        ({"token": None}, "CALLER_UNKNOWN", tiphys.Unauthenticated),
    ],
)
@pytest.mark.parametrize("transport", ["grpc", "rest"])
def test_errors_are_the_same_over_both_transports(gateway, change, reason, kind, transport):
    settings = {"token": gateway[1], "environment": "demo", "namespace": "tiphys-demo", **change}
    with Client(gateway[0], transport=transport, **settings) as client, pytest.raises(kind) as caught:
        client.submit(document(container("main", "true")))
    assert caught.value.reason == reason
    assert caught.value.hint
    assert caught.value.request_id


def test_a_missing_workflow_is_named(client):
    with pytest.raises(tiphys.NotFound) as caught:
        client.run("there-is-none")
    assert caught.value.reason == "WORKFLOW_NOT_FOUND"


def test_a_sweep_has_a_table_of_parameters_and_outputs(gateway):
    outputs = {"parameters": [{"name": "square", "valueFrom": {"path": "/tmp/square"}}]}
    main = container(
        "main", "echo $(( {{workflow.parameters.x}} * {{workflow.parameters.x}} )) > /tmp/square", outputs=outputs
    )
    with Client(gateway[0], token=gateway[1]) as client:
        sweep = client.sweep(document(main, arguments={"parameters": [{"name": "x"}]}), {"x": [2, 3]}).wait(WAIT)
        rows = sweep.rows()
        assert [row["phase"] for row in rows] == ["Succeeded", "Succeeded"]
        assert [row["square"].strip() for row in rows] == ["4", "9"]
        assert [list(row) for row in rows] == [["x", "run", "phase", "square"]] * 2
        for run in sweep.runs:
            run.delete()


def test_a_batch_has_a_table_of_outputs_over_both_transports(gateway, client):
    double = {"name": "doubled", "valueFrom": {"expression": "asInt(inputs.parameters.x) * 2"}}
    main = {
        "name": "main",
        "inputs": {"parameters": [{"name": "x"}]},
        "steps": [[{"name": "wait", "template": "wait"}]],
        "outputs": {"parameters": [double]},
    }
    wait = {"name": "wait", "suspend": {"duration": "1s"}}
    key = client.new_key()
    swept = client.sweep(document(main, wait, arguments={"parameters": [{"name": "x"}]}), {"x": [2, 3]}, key=key).wait(
        WAIT
    )
    rows = client.batch_outputs(key, wait=True, timeout=WAIT)
    assert [(row.index, row.phase, row.parameters["x"], row.outputs["doubled"]) for row in rows] == [
        (0, "Succeeded", "2", "4"),
        (1, "Succeeded", "3", "6"),
    ]
    assert [row.name for row in rows] == [run.name for run in swept.runs]
    for run in swept.runs:
        run.delete()


def test_the_failed_runs_of_a_batch_are_retried_once_for_a_key(gateway, client):
    key, again = client.new_key(), client.new_key()
    failing = document(container("main", "exit 3"), arguments={"parameters": [{"name": "x"}]})
    swept = client.sweep(failing, {"x": [2, 3]}, key=key).wait(WAIT)
    assert [run.phase for run in swept.runs] == ["Failed", "Failed"]
    first = client.retry_batch(key, key=again)
    second = client.retry_batch(key, key=again)
    names = sorted(run.name for run in swept.runs)
    assert sorted((one.name, one.outcome) for one in first) == [(name, "done") for name in names]
    assert sorted((one.name, one.outcome) for one in second) == [(name, "replayed") for name in names]
    for run in swept.runs:
        run.delete()


def test_asyncio(gateway, boroughs):
    async def work():
        async with AsyncClient(gateway[0], token=gateway[1]) as client:
            runs = await asyncio.gather(*(client.run(boroughs.name) for _ in range(20)))
            await asyncio.gather(*(run.wait() for run in runs))
            lines = [line async for line in runs[0].logs(task="summarize")]
            return {run.state.phase for run in runs}, lines[-1].content

    phases, last = asyncio.run(work())
    assert phases == {"Succeeded"}
    assert "datasets of lyon" in last


def test_threads(gateway, boroughs):
    found = []
    with Client(gateway[0], token=gateway[1]) as client:
        threads = [threading.Thread(target=lambda: found.append(client.run(boroughs.name).outputs)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(found) == 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_after_fork(gateway, boroughs):
    script = f"""
import multiprocessing, sys, warnings
from pathlib import Path
from tiphys import Client
client = Client({gateway[0]!r}, token=Path({str(gateway[1])!r}))
def work(name):
    warnings.simplefilter("ignore")
    return client.run(name).phase
work({boroughs.name!r})
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(work, [{boroughs.name!r}] * 4))
print(client.run({boroughs.name!r}).phase)
"""
    import subprocess

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "['Succeeded', 'Succeeded', 'Succeeded', 'Succeeded']\nSucceeded\n", done.stderr


def test_a_running_notebook_loop(gateway, boroughs):
    async def cell():
        with Client(gateway[0], token=gateway[1]) as client:
            return client.run(boroughs.name).wait(show=False).state.phase

    assert asyncio.run(cell()) == "Succeeded"


def test_hera_through_the_gateway(gateway):
    pytest.importorskip("hera")
    from hera.shared import global_config
    from hera.workflows import Container, Workflow

    import tiphys.hera

    with Client(gateway[0], token=gateway[1]) as client, tiphys.hera.use(client), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert global_config.namespace == "tiphys-demo"
        with Workflow(generate_name="python-client-hera-", entrypoint="main") as made:
            Container(name="main", image="busybox:1.37", command=["true"])
        theirs = made.create()
        ours = client.submit(made, again=True)
        assert ours.wait(WAIT).state.phase == "Succeeded"
        spec = client.run(theirs.metadata.name).state.object["spec"]
        assert spec == ours.state.object["spec"]
        client.run(theirs.metadata.name).delete()
        ours.delete()


def test_heras_asyncio_service_through_the_gateway(gateway):
    pytest.importorskip("hera")
    from hera.exceptions import NotFound
    from hera.workflows import AsyncWorkflowsService, Container, Workflow
    from hera.workflows.models import WorkflowResubmitRequest

    async def work():
        service = AsyncWorkflowsService(host=gateway[0], token=gateway[1].read_text().strip(), namespace="tiphys-demo")
        made = Workflow(generate_name="python-client-hera-", namespace="tiphys-demo", workflows_service=service)
        with made:
            made.entrypoint = Container(name="main", image="busybox:1.37", command=["true"]).name
        await made.async_lint()
        created = await made.async_create(wait=False)
        name = created.metadata.name
        ended = await made.async_wait(poll_interval=1)
        listed = [one.metadata.name for one in (await service.list_workflows(namespace="tiphys-demo")).items]
        again = await service.resubmit_workflow(name, WorkflowResubmitRequest(), namespace="tiphys-demo")
        for one in (name, again.metadata.name):
            await service.delete_workflow(one, namespace="tiphys-demo")
        with pytest.raises(NotFound):
            await service.get_workflow(name, namespace="tiphys-demo")
        await service.close()
        return name in listed, ended.status.phase, again.metadata.name != name

    assert asyncio.run(work()) == (True, "Succeeded", True)


def test_asyncio_waits_for_a_sweep(gateway):
    async def work():
        async with AsyncClient(gateway[0], token=gateway[1]) as client:
            swept = document(container("main", "true"), arguments={"parameters": [{"name": "x"}]})
            sweep = await client.sweep(swept, {"x": list(range(3))})
            assert [item.error for item in sweep.items] == [None] * 3
            rows = await (await sweep.wait(WAIT)).rows()
            await asyncio.gather(*(run.delete() for run in sweep.runs))
            return [row["phase"] for row in rows]

    assert asyncio.run(work()) == ["Succeeded"] * 3


def test_doctor_finds_nothing_wrong(gateway, monkeypatch, capsys):
    from tiphys.cli import main

    code = main(["doctor", "--url", gateway[0], "--token-file", str(gateway[1])])
    output = capsys.readouterr().out
    assert code == 0, output
    assert output.count("ok ") == 6


def test_the_seeds_checks_through_the_gateway(gateway, monkeypatch, capsys):
    pytest.importorskip("hera")
    from tiphys.compat import hera_utils

    monkeypatch.setenv("ARGO_SERVER", gateway[0])
    monkeypatch.setenv("ARGO_TOKEN", f"Bearer {gateway[1].read_text().strip()}")
    monkeypatch.setenv("ARGO_NAMESPACE", "tiphys-demo")
    monkeypatch.setattr(sys, "argv", ["script.py"])
    cluster = hera_utils.k8s_cluster(hera_utils.parse_arguments())
    assert cluster.assert_cluster()
    assert cluster.assert_namespace()


STUCK = {
    "image": ({"image": "registry.invalid/nothing:1"}, "The image cannot be pulled.", "Failed"),
    "large": (
        {"resources": {"requests": {"cpu": "500"}}},
        "No node of the cluster can take the pod.",
        "FailedScheduling",
    ),
    "config": (
        {"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "there-is-none", "key": "a"}}}]},
        "A config map or a secret that the pod uses is missing, or a key in it.",
        "Failed",
    ),
    "mount": (
        {"volumeMounts": [{"name": "settings", "mountPath": "/settings"}]},
        "A config map or a secret that the pod uses is missing, or a key in it.",
        "FailedMount",
    ),
}


@pytest.fixture(scope="module")
def stuck(gateway):
    """A run whose pods cannot start, each for a reason of its own."""
    templates = [container(name, "true") for name in STUCK]
    for template in templates:
        template["container"].update(STUCK[template["name"]][0])
    templates[-1]["volumes"] = [{"name": "settings", "configMap": {"name": "there-is-none"}}]
    main = {"name": "main", "dag": {"tasks": [{"name": name, "template": name} for name in STUCK]}}
    with Client(gateway[0], token=gateway[1]) as made:
        run = made.submit(document(main, *templates))
        yield run
        run.delete()


@pytest.mark.parametrize("task", STUCK)
def test_a_pod_that_cannot_start_is_explained_by_its_events(stuck, client, task):
    _, cause, reason = STUCK[task]
    run = client.run(stuck.name)
    for _ in run.watch(WAIT):
        if any(node.display_name == task for node in run.nodes()):
            break
    deadline = time.monotonic() + 60
    found = run.explain(task)
    while not found.warnings and time.monotonic() < deadline:  # each explanation takes a second
        found = run.explain(task)
    assert reason in [event.reason for event in found.warnings]
    assert found.cause == cause
    assert f"Waits: {task} (Pending)" in str(found)
    assert found.missing == ""


def test_the_events_of_a_namespace_that_is_not_served_are_refused(gateway):
    from tiphys._events import read_events
    from tiphys._transport import Target

    with Client(gateway[0], token=gateway[1]) as client, pytest.raises(tiphys.Forbidden) as caught:
        read_events(client.connection, Target(), "default", "any", "Pod")
    assert caught.value.reason == "NAMESPACE_NOT_MANAGED"
