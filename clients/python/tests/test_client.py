import os
import pickle
import subprocess
import sys
import threading
import traceback
import types

import grpc
import pytest
from conftest import TOKEN
from fake_gateway import DOCUMENT, Failure, change, failing, submitted, workflow

import tiphys
from tiphys import Client, LogLine, Logs
from tiphys.nodes import pod_name
from tiphys.v1 import environment_service_pb2 as environments
from tiphys.v1 import workflow_service_pb2 as messages

YAML = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\nspec: {entrypoint: main}\n"


def test_submits_with_token_and_a_new_key_each_time(gateway, client):
    gateway.answers["SubmitWorkflow"] = submitted()
    run = client.submit(DOCUMENT)
    client.submit(DOCUMENT)
    (request, first), (_, second) = gateway.of("SubmitWorkflow")
    assert (run.name, run.namespace, run.state.phase) == ("run-1", "climate", "Running")
    assert first["authorization"] == f"Bearer {TOKEN}"
    assert len(first["idempotency-key"]) >= 16
    assert first["idempotency-key"] != second["idempotency-key"]
    assert request.format == messages.DOCUMENT_FORMAT_JSON
    assert run.url == f"{gateway.url}/workflows/climate/run-1"
    with Client(gateway.url, environment="lab") as other:
        assert other.submit(DOCUMENT).url == f"{gateway.url}/argo/lab/workflows/climate/run-1"


def test_takes_yaml_text_a_path_and_a_pathlike(gateway, client, tmp_path):
    gateway.answers["SubmitWorkflow"] = submitted()
    file = tmp_path / "w.yaml"
    file.write_text(YAML)
    for given in (YAML, str(file), file, YAML.encode()):
        client.submit(given)
    sent = gateway.of("SubmitWorkflow")
    assert all(
        request.workflow == YAML.encode() and request.format == messages.DOCUMENT_FORMAT_YAML for request, _ in sent
    )


def test_sets_parameters(gateway, client):
    gateway.answers["SubmitWorkflow"] = submitted()
    given = {
        **DOCUMENT,
        "spec": {"arguments": {"parameters": [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}]}},
    }
    client.submit(given, parameters={"b": [1, 2], "c": "x"})
    assert (
        b'{"name": "b", "value": "[1, 2]"}, {"name": "c", "value": "x"}' in gateway.of("SubmitWorkflow")[0][0].workflow
    )
    assert given["spec"]["arguments"]["parameters"][1]["value"] == "2"


@pytest.mark.parametrize("given", [7, None, "nothing.yaml"])
def test_what_is_no_workflow_is_refused_before_anything_is_sent(gateway, client, given):
    with pytest.raises(tiphys.ConfigurationError):
        client.submit(given)
    assert gateway.calls == []


def test_a_refusal_has_its_findings_with_their_place(gateway, client, tmp_path):
    violation = {
        "field": "/spec/entrypont",
        "reason": "unknown-field",
        "description": "line 4, column 3: No.\nHint: Use it.",
    }
    gateway.answers["SubmitWorkflow"] = failing(
        9, Failure("WORKFLOW_INVALID", grpc.StatusCode.INVALID_ARGUMENT, violations=[violation]), submitted()
    )
    file = tmp_path / "w.yaml"
    file.write_text(YAML)
    with pytest.raises(tiphys.WorkflowInvalid) as caught:
        client.submit(file)
    finding = caught.value.findings[0]
    assert (finding.rule, finding.line, finding.column, finding.hint) == ("unknown-field", 4, 3, "Use it.")
    assert finding.source == f"{file}:4"
    assert caught.value.request_id == "request-1"
    assert len(gateway.of("SubmitWorkflow")) == 1


def test_a_finding_about_a_dict_points_into_python(gateway, client):
    violation = {
        "field": "/spec/templates/0/container",
        "reason": "image",
        "description": "line 1, column 99: No image.",
    }
    gateway.answers["SubmitWorkflow"] = failing(
        9, Failure("WORKFLOW_INVALID", grpc.StatusCode.INVALID_ARGUMENT, violations=[violation]), submitted()
    )
    given = {**DOCUMENT, "spec": {"templates": [{"name": "only-here-4711", "container": {}}]}}
    line = sys._getframe().f_lineno - 1
    with pytest.raises(tiphys.WorkflowInvalid) as caught:
        client.submit(given)
    assert caught.value.findings[0].source.endswith(f"test_client.py:{line}")
    assert caught.value.findings[0].line == 0


def test_calls_again_what_surely_was_not_carried_out(gateway, client):
    busy = Failure("TOO_MANY_CALLS", grpc.StatusCode.RESOURCE_EXHAUSTED, retryable=True, wait=0.01)
    gateway.answers["SubmitWorkflow"] = failing(2, busy, submitted())
    client.submit(DOCUMENT)
    keys = {metadata["idempotency-key"] for _, metadata in gateway.of("SubmitWorkflow")}
    assert len(gateway.of("SubmitWorkflow")) == 3
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("reason", "code"),
    [("OUTCOME_UNKNOWN", "DEADLINE_EXCEEDED"), ("ACCESS_DENIED", "PERMISSION_DENIED"), ("INTERNAL", "INTERNAL")],
)
def test_never_calls_again_what_may_have_been_carried_out_or_will_not_change(gateway, client, reason, code):
    gateway.answers["SubmitWorkflow"] = failing(9, Failure(reason, grpc.StatusCode[code]), submitted())
    with pytest.raises(tiphys.TiphysError) as caught:
        client.submit(DOCUMENT)
    assert caught.value.reason == reason
    assert len(gateway.of("SubmitWorkflow")) == 1


def test_a_gateway_in_trouble_gets_few_retries(gateway, client):
    busy = Failure("TOO_MANY_CALLS", grpc.StatusCode.RESOURCE_EXHAUSTED, retryable=True, wait=0.001)
    gateway.answers["GetWorkflow"] = failing(10_000, busy, None)
    for _ in range(50):
        with pytest.raises(tiphys.Throttled):
            client.run("a")
    assert len(gateway.of("GetWorkflow")) <= 60


def test_a_refused_token_is_renewed_once(gateway, tmp_path):
    file = tmp_path / "token"
    file.write_text("old")

    def answer(request, metadata):
        if metadata["authorization"] != "Bearer new":
            file.write_text("new")
            raise Failure("TOKEN_INVALID", grpc.StatusCode.UNAUTHENTICATED)
        return environments.ListEnvironmentsResponse()

    gateway.answers["ListEnvironments"] = answer
    with Client(gateway.url, token=file) as client:
        client.environments()
    assert len(gateway.calls) == 2


def test_waits_through_a_broken_watch_without_losing_its_place(gateway, client):
    first = [change(workflow(version="1")), change(workflow(version="2"))]
    cut = Failure("ARGO_UNAVAILABLE", grpc.StatusCode.UNAVAILABLE, retryable=True, wait=0.01)

    def watch(request, metadata):
        if request.resource_version == "":
            yield from first
            raise cut
        assert request.resource_version == "2"
        yield change(workflow(phase="Succeeded", version="3"))

    gateway.answers["WatchWorkflows"] = watch
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    run = client.run("run-1")
    assert [state.resource_version for state in run.watch()] == ["1", "2", "3"]
    assert run.state.phase == "Succeeded"


def test_a_watch_whose_place_is_too_old_begins_anew(gateway, client):
    def watch(request, metadata):
        if request.resource_version == "":
            if len(gateway.of("WatchWorkflows")) > 1:
                yield change(workflow(phase="Failed", version="9"))
            else:
                yield change(workflow(version="1"))
                raise Failure("ARGO_UNAVAILABLE", grpc.StatusCode.UNAVAILABLE, retryable=True, wait=0.01)
        else:
            raise Failure("WATCH_EXPIRED", grpc.StatusCode.FAILED_PRECONDITION)

    gateway.answers["WatchWorkflows"] = watch
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    assert client.run("run-1").wait().state.phase == "Failed"


def test_a_pending_run_is_waited_for(gateway, client):
    def watch(request, metadata):
        yield change(workflow(phase="", version="1"))
        yield change(workflow(phase="Pending", version="2"))
        yield change(workflow(phase="Running", version="3"))
        yield change(workflow(phase="Succeeded", version="4"))

    gateway.answers["WatchWorkflows"] = watch
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow(phase=""))
    phases = [state.phase for state in client.run("run-1").watch()]
    assert phases == ["Pending", "Pending", "Running", "Succeeded"]


def test_a_stream_that_ends_too_early_is_not_opened_in_a_busy_loop(gateway, client):
    gateway.answers["WatchWorkflows"] = lambda r, m: iter([])
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    with pytest.raises(tiphys.WaitTimeout):
        client.run("run-1").wait(timeout=1.5)
    assert len(gateway.of("WatchWorkflows")) <= 6


def endless(release):
    def watch(request, metadata):
        yield change(workflow(version="1"))
        release.wait(20)

    return watch


def test_a_wait_that_takes_too_long_leaves_the_run_or_stops_it(gateway, client):
    release = threading.Event()
    gateway.answers["WatchWorkflows"] = endless(release)
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    gateway.answers["StopWorkflow"] = lambda r, m: messages.StopWorkflowResponse(workflow=workflow())
    run = client.run("run-1")
    with pytest.raises(tiphys.WaitTimeout, match="goes on"):
        run.wait(timeout=0.3)
    assert gateway.of("StopWorkflow") == []
    with pytest.raises(tiphys.WaitTimeout):
        run.wait(timeout=0.3, on_timeout="stop")
    assert len(gateway.of("StopWorkflow")) == 1
    release.set()


def test_control_c_detaches_and_says_how_to_attach_again(gateway, client, capsys):
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())
    gateway.answers["WatchWorkflows"] = lambda r, m: iter([change(workflow())])
    run = client.run("run-1")

    def interrupted(*_):
        raise KeyboardInterrupt
        yield

    client.connection.stream = interrupted
    with pytest.raises(tiphys.Detached):
        run.wait()
    with pytest.raises(KeyboardInterrupt):
        list(run.logs(follow=True))
    assert "client.run('run-1')" in capsys.readouterr().err


def line(text, pod="p"):
    return messages.StreamLogsResponse(line=messages.LogLine(pod_name=pod, content=text))


def test_a_broken_log_goes_on_behind_the_lines_that_were_seen(gateway, client):
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())

    def logs(request, metadata):
        yield line("a")
        yield line("x", "q")
        if len(gateway.of("StreamLogs")) == 1:
            raise Failure("ARGO_UNAVAILABLE", grpc.StatusCode.UNAVAILABLE, retryable=True, wait=0.01)
        yield line("a")
        yield line("y", "q")

    gateway.answers["StreamLogs"] = logs
    found = [str(one) for one in client.run("run-1").logs(follow=True)]
    assert found == ["p: a", "q: x", "p: a", "q: y"]


def test_the_log_of_a_task_has_its_lines_alone_also_of_pods_that_come_later(gateway, client):
    def node(name):
        return {"id": name, "name": f"run-1.{name}", "displayName": name, "type": "Pod", "templateName": "t"}

    known = {"a": node("a")}
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow(nodes=known))
    first, second = (pod_name("run-1", f"run-1.{name}", "t") for name in "ab")

    def logs(request, metadata):
        yield line("of a", first)
        known["b"] = node("b")
        yield line("of b", second)
        yield line("of nobody", "other")

    gateway.answers["StreamLogs"] = logs
    run = client.run("run-1")
    assert run.logs(follow=True, task="b").text() == "of b"
    assert run.logs(task="none").text() == ""


def test_a_broken_log_of_last_lines_says_that_it_cannot_go_on(gateway, client):
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())

    def logs(request, metadata):
        yield line("a")
        raise Failure("ARGO_UNAVAILABLE", grpc.StatusCode.UNAVAILABLE, retryable=True)

    gateway.answers["StreamLogs"] = logs
    with pytest.raises(tiphys.Unavailable) as caught:
        list(client.run("run-1").logs(tail=5))
    assert "ask for it again" in caught.value.hint


def test_a_hundred_thousand_lines_do_not_fill_a_notebook():
    html = Logs(lambda: (LogLine("p", f"line {number} <b>") for number in range(100_000)))._repr_html_()
    assert "last 50 of 100000 lines" in html
    assert len(html) < 5_000
    assert "<b>" not in html


def test_the_gateway_that_is_absent_is_named_with_a_next_step():
    with Client("http://127.0.0.1:9", token=TOKEN) as client, pytest.raises(tiphys.GatewayUnreachable) as caught:
        client.environments()
    assert "Nothing listens at 127.0.0.1:9" in str(caught.value)
    assert caught.value.hint


def test_a_gateway_that_is_older_is_named(gateway, client):
    with pytest.raises(tiphys.RequestRefused, match="does not know GetWorkflow"):
        client.run("a")


def kernel(monkeypatch):
    shell = types.ModuleType("IPython")
    shell.get_ipython = lambda: types.SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", shell)


def test_a_cell_that_runs_again_returns_the_run_that_goes_on(gateway, client, monkeypatch, capsys):
    kernel(monkeypatch)
    phase = ["Running"]
    gateway.answers["SubmitWorkflow"] = submitted()
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow(phase=phase[0]))
    first = client.submit(DOCUMENT)
    assert client.submit(DOCUMENT) is first
    assert "again=True" in capsys.readouterr().err
    assert client.submit(DOCUMENT, again=True) is not first
    assert len(gateway.of("SubmitWorkflow")) == 2


def test_a_cell_that_runs_again_after_its_run_has_ended_starts_another(gateway, client, monkeypatch):
    kernel(monkeypatch)
    gateway.answers["SubmitWorkflow"] = submitted(workflow(phase="Failed"))
    assert client.submit(DOCUMENT) is not client.submit(DOCUMENT)


def test_lists_each_workflow_once_though_pages_overlap(gateway, client):
    def page(request, metadata):
        first = int(request.page_token or 0)
        found = [workflow(f"run-{number}") for number in range(max(0, first - 1), first + 2)]
        for one in found:
            one.uid = one.name
        token = str(first + 2) if first < 4 else ""
        return messages.ListWorkflowsResponse(workflows=found, next_page_token=token)

    gateway.answers["ListWorkflows"] = page
    assert [run.name for run in client.runs()] == [f"run-{number}" for number in range(6)]
    assert [run.name for run in client.runs(limit=3)] == ["run-0", "run-1", "run-2"]
    assert list(client.runs(limit=0)) == []


def test_many_threads_share_a_client(gateway, client):
    gateway.answers["SubmitWorkflow"] = submitted()
    threads = [threading.Thread(target=lambda: client.submit(DOCUMENT)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(gateway.of("SubmitWorkflow")) == 16


def test_the_token_is_in_no_representation_and_no_traceback(gateway, client):
    denied = Failure("ACCESS_DENIED", grpc.StatusCode.PERMISSION_DENIED)
    gateway.answers["SubmitWorkflow"] = failing(9, denied, None)
    seen = [
        repr(client),
        repr(client.config),
        str(client.config.explain()),
        repr(vars(client)),
        repr(client.connection),
    ]
    seen += [repr(vars(client.connection)), str(client.connection._options(None, ""))]
    for call in (lambda: client.submit(DOCUMENT), lambda: Client("http://127.0.0.1:9", token=TOKEN).environments()):
        with pytest.raises(tiphys.TiphysError) as caught:
            call()
        trace = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        seen += ["".join(trace.format(chain=True)), repr(caught.value), pickle.dumps(caught.value).decode("latin-1")]
    text = "\n".join(seen)
    own = "\n".join(line for line in text.splitlines() if "conftest" not in line and "TOKEN" not in line)
    assert TOKEN not in own
    for value in (client, client.connection):
        with pytest.raises(TypeError, match="pickled"):
            pickle.dumps(value)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_child_after_fork_uses_rest_and_does_not_hang(gateway):
    script = f"""
import os, signal, sys, warnings
from tiphys import Client, LogLine, Logs
import tiphys
client = Client({gateway.url!r}, token="x")
client.environments()
child = os.fork()
if child == 0:
    signal.alarm(20)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            client.environments()
        except tiphys.GatewayUnreachable:
            pass
    said = [str(one.message) for one in caught]
    os._exit(0 if client.connection.transport_name == "rest" and "forked" in said[0] else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), client.connection.transport_name)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "0 grpc", done.stderr


def test_importing_is_quick_and_loads_no_optional_package():
    script = (
        "import sys, time, grpc\nbegin = time.process_time()\nfrom tiphys import Client\nprint(time.process_time() - begin)\n"
        "print(any(name in sys.modules for name in ('IPython', 'pandas', 'yaml', 'hera', 'keyring')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    seconds, optional = done.stdout.split()
    assert optional == "False"
    assert float(seconds) < 0.4  # of processor time, on a busy machine; bench.py has the figure
