import base64
import io
import json
import subprocess
import sys
import time

import grpc
import pytest
from conftest import TOKEN
from fake_gateway import Failure, change, workflow

from tiphys._secret import Secret
from tiphys.cli import main
from tiphys.cli.doctor import describe_token
from tiphys.v1 import environment_service_pb2 as environments
from tiphys.v1 import identity_service_pb2 as identity
from tiphys.v1 import lint_service_pb2 as lint
from tiphys.v1 import workflow_service_pb2 as messages

YAML = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\nspec: {entrypoint: main}\n"


@pytest.fixture
def command(gateway, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("TIPHYS_URL", gateway.url)
    monkeypatch.setenv("TIPHYS_TOKEN", TOKEN)
    file = tmp_path / "w.yaml"
    file.write_text(YAML)
    gateway.answers["SubmitWorkflow"] = lambda r, m: messages.SubmitWorkflowResponse(workflow=workflow())
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow())

    def run(*words):
        code = main(list(words))
        output = capsys.readouterr()
        assert TOKEN not in output.out + output.err
        return code, output.out, output.err

    run.file = str(file)
    return run


def test_data_goes_to_the_output_and_talk_to_the_error_output(command):
    code, out, err = command("submit", command.file, "-o", "name")
    assert (code, out) == (0, "run-1\n")
    assert "submitted run-1: http" in err


@pytest.mark.parametrize("form", ["table", "json", "yaml", "name"])
def test_each_form_has_the_name(command, form):
    code, out, _ = command("submit", command.file, "-o", form)
    assert code == 0
    assert "run-1" in out
    if form == "json":
        assert json.loads(out)[0]["phase"] == "Running"


@pytest.mark.parametrize(("phase", "code"), [("Succeeded", 0), ("Failed", 1), ("Error", 1)])
def test_the_exit_code_says_how_the_run_ended(command, gateway, phase, code):
    gateway.answers["WatchWorkflows"] = lambda r, m: iter([change(workflow(phase=phase))])
    gateway.answers["GetWorkflow"] = lambda r, m: messages.GetWorkflowResponse(workflow=workflow(phase=phase))
    found, out, _ = command("submit", command.file, "--wait")
    assert found == code
    assert phase in out


def test_a_timeout_has_its_own_exit_code(command, gateway):
    def watch(request, metadata):
        yield change(workflow())
        time.sleep(2)

    gateway.answers["WatchWorkflows"] = watch
    code, _, err = command("watch", "run-1", "--timeout", "0.3")
    assert code == 6
    assert "goes on" in err


@pytest.mark.parametrize(
    ("reason", "status", "code"),
    [
        ("TOKEN_INVALID", "UNAUTHENTICATED", 3),
        ("ACCESS_DENIED", "PERMISSION_DENIED", 4),
        ("ARGO_UNAVAILABLE", "UNAVAILABLE", 5),
        ("OUTCOME_UNKNOWN", "DEADLINE_EXCEEDED", 6),
        ("WORKFLOW_ALREADY_EXISTS", "ALREADY_EXISTS", 7),
        ("WORKFLOW_INVALID", "INVALID_ARGUMENT", 1),
    ],
)
def test_each_kind_of_error_has_its_exit_code(command, gateway, reason, status, code):
    def answer(request, metadata):
        raise Failure(reason, grpc.StatusCode[status])

    gateway.answers["SubmitWorkflow"] = answer
    found, out, err = command("submit", command.file)
    assert (found, out) == (code, "")
    assert reason in err
    assert "Next step" in err


def test_a_gateway_that_is_absent_has_exit_code_5(command):
    assert command("list", "--url", "http://127.0.0.1:9")[0] == 5


def test_wrong_usage_has_exit_code_2(command, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["submit", "--token", "geheim", "w.yaml"])
    assert caught.value.code == 2
    capsys.readouterr()
    assert command()[0] == 2
    assert command("submit", command.file, "-p", "novalue")[0] == 2


def test_lint_has_rows_and_fails_for_a_document_that_is_not_valid(command, gateway):
    finding = messages.WorkflowFinding(rule="unknown-field", severity=1, line=4, column=3, message="Not known.")
    answer = lint.LintFilesResponse(name="w.yaml", valid=False, findings=[finding])
    gateway.answers["LintFiles"] = lambda requests, metadata: iter([answer for _ in requests])
    code, out, err = command("lint", command.file, "-o", "json")
    assert code == 1
    assert json.loads(out)[0]["where"].endswith("w.yaml:4")
    assert "0 of 1 documents valid" in err


def test_reads_the_standard_input(command, gateway, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(YAML))
    assert command("submit", "-")[0] == 0
    assert gateway.of("SubmitWorkflow")[0][0].workflow == YAML.encode()


def test_changes_go_on_behind_a_name_that_does_not_exist(command, gateway):
    def get(request, metadata):
        if request.workflow.name == "gone":
            raise Failure("WORKFLOW_NOT_FOUND", grpc.StatusCode.NOT_FOUND)
        return messages.GetWorkflowResponse(workflow=workflow(request.workflow.name))

    gateway.answers["GetWorkflow"] = get
    gateway.answers["StopWorkflow"] = lambda r, m: messages.StopWorkflowResponse(workflow=workflow(r.workflow.name))
    code, out, err = command("stop", "gone", "run-2")
    assert (code, out) == (7, "run-2\n")
    assert "gone: WORKFLOW_NOT_FOUND" in err


def test_imports_the_block_that_is_pasted(command, gateway, monkeypatch):
    monkeypatch.delenv("TIPHYS_URL")
    monkeypatch.delenv("TIPHYS_TOKEN")
    host = gateway.url.removeprefix("http://")
    block = f"export ARGO_SERVER='{host}' ;# x\nexport ARGO_SECURE=false\nexport ARGO_TOKEN='Bearer {TOKEN}'\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(block))
    code, out, err = command("config", "import", "-", "--name", "lab")
    assert (code, out) == (0, "lab\n")
    assert "token = ***" in err
    assert command("submit", command.file)[0] == 0
    assert gateway.of("SubmitWorkflow")[0][1]["authorization"] == f"Bearer {TOKEN}"
    assert command("config", "list")[1] == "* lab\n"
    assert "context 'lab'" in command("config", "explain")[1]


def token(**claims):
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{middle}.c2ln"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("v2:eyJ.x.y", "Argo single sign-on"),
        ("abc", "opaque"),
        ("a.b.c", "opaque"),
        (token(sub="system:serviceaccount:a:b", exp=1), "Kubernetes service account"),
        (token(sub="jane", iss="https://sso"), "OpenID Connect"),
    ],
)
def test_tells_the_kinds_of_tokens_apart(value, kind):
    found = describe_token(Secret(value))
    assert found["kind"].startswith(kind)
    assert value not in json.dumps(found)


@pytest.mark.parametrize("form", ["table", "json", "name"])
def test_whoami_says_what_is_known_of_a_token(command, monkeypatch, form):
    assert command("whoami", "-o", form)[0] == 0
    monkeypatch.setenv("TIPHYS_TOKEN", token(sub="jane", iss="https://sso"))
    code, out, _ = command("whoami", "-o", form)
    assert code == 0
    assert "jane" in out


def test_whoami_shows_what_the_gateway_says(command, gateway):
    science = identity.PermittedOperations(namespace="science", allowed=["submit", "get"], denied=["delete"])
    gateway.answers["WhoAmI"] = lambda request, metadata: identity.WhoAmIResponse(
        environment="lab",
        user="keycloak:alice",
        token_kind=identity.TOKEN_KIND_OPENID_CONNECT,
        groups=["keycloak:staff"],
        service_account="staff-submitter",
        account_rule="staff",
        namespaces=[science],
    )
    code, out, _ = command("whoami", "-o", "json")
    assert code == 0
    assert "keycloak:alice" in out
    assert "staff-submitter by rule staff" in out
    assert "science: submit, get" in out


def test_doctor_stops_at_the_first_thing_that_is_wrong(command, gateway, monkeypatch):
    monkeypatch.setenv("TIPHYS_TOKEN", token(sub="jane", exp=1))
    code, out, _ = command("doctor")
    assert code == 3
    assert out.splitlines()[0].startswith("ok    address")
    assert "wrong token" in out
    assert "expired at 1970" in out


def test_doctor_goes_through_all_steps(command, gateway):
    lab = environments.Environment(
        name="lab", default_namespace="climate", namespaces=["*"], is_default=True, credential_mode=1
    )
    gateway.answers["ListEnvironments"] = lambda r, m: environments.ListEnvironmentsResponse(environments=[lab])
    check = environments.PreflightFinding(check="argo-reachable", passed=True)
    gateway.answers["Preflight"] = lambda r, m: environments.PreflightResponse(
        environment="lab", ready=True, findings=[check]
    )
    found = messages.WorkflowPreflight(environment="lab", namespace="climate", runnable=True)
    gateway.answers["PreflightWorkflow"] = lambda r, m: messages.PreflightWorkflowResponse(preflight=found)
    code, out, _ = command("doctor")
    assert code == 0
    assert [line.split()[1] for line in out.splitlines()] == [
        "address:",
        "token:",
        "gateway:",
        "environment:",
        "Argo:",
        "rights:",
    ]
    lacking = messages.WorkflowFinding(rule="submission-right", severity=1, message="No right.")
    found.findings.append(lacking)
    found.manifest = "kind: Role"
    assert command("doctor")[0] == 4


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_know_commands_and_options(command, shell):
    _, out, _ = command("completion", shell)
    for word in ("submit", "doctor", "preflight", "token-file"):
        assert word in out


def test_bash_completes(command):
    _, out, _ = command("completion", "bash")
    script = out + '\nCOMP_WORDS=(tiphys config im); COMP_CWORD=2; _tiphys; echo "${COMPREPLY[@]}"'
    script += '\nCOMP_WORDS=(tiphys submit --tok); COMP_CWORD=2; _tiphys; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["import", "--token-file"]


def test_no_option_takes_a_secret(capsys):
    with pytest.raises(SystemExit):
        main(["submit", "--help"])
    text = capsys.readouterr().out
    assert "--token " not in text
    assert "--password" not in text
