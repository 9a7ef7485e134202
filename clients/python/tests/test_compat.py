"""The names of hera_utils and hera_k8s_utils, and the faults that scripts written for them had."""

import json
import subprocess
import sys

import pytest

pytest.importorskip("hera")

from conftest import TOKEN
from fake_gateway import workflow
from hera.shared import global_config

from tiphys.compat import hera_utils
from tiphys.v1 import environment_service_pb2 as environments
from tiphys.v1 import workflow_service_pb2 as messages


@pytest.fixture(autouse=True)
def hera_as_it_was():
    yield
    global_config.reset()


@pytest.fixture
def cluster(gateway):
    """A gateway that finds nothing wrong."""
    found = messages.WorkflowPreflight(environment="lab", namespace="climate", runnable=True)
    check = environments.PreflightFinding(check="argo-reachable", passed=True)
    gateway.answers["Preflight"] = lambda r, m: environments.PreflightResponse(
        environment="lab", ready=True, findings=[check]
    )
    gateway.answers["PreflightWorkflow"] = lambda r, m: messages.PreflightWorkflowResponse(preflight=found)
    gateway.answers["SubmitWorkflow"] = lambda r, m: messages.SubmitWorkflowResponse(workflow=workflow())
    gateway.found, gateway.check = found, check
    return gateway


@pytest.fixture
def arguments(cluster, monkeypatch):
    def parse(*words, **variables):
        given = {"ARGO_SERVER": cluster.url, "ARGO_TOKEN": f"Bearer {TOKEN}", "ARGO_NAMESPACE": "climate", **variables}
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["script.py", *words])
        return hera_utils.parse_arguments()

    return parse


def test_the_way_of_the_first_readme(arguments, cluster):
    args = arguments("--argo_service_account", "runner")
    k8s = hera_utils.k8s_cluster(args)
    assert k8s.assert_cluster()
    server = hera_utils.argo_server(k8s, args)
    server.define_argo_server_part_of_environment()
    assert global_config.host == f"{cluster.url}/"
    assert (global_config.namespace, global_config.service_account_name) == ("climate", "runner")
    assert global_config.token == TOKEN


def test_a_failure_ends_the_script_with_a_code_that_is_not_zero(arguments, cluster, capsys):
    cluster.check.passed, cluster.check.message = False, "Argo does not answer."
    with pytest.raises(SystemExit) as caught:
        hera_utils.k8s_cluster(arguments()).assert_cluster()
    assert caught.value.code == 1
    assert "Argo does not answer." in capsys.readouterr().err


def test_without_a_server_the_code_is_not_zero_and_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["script.py"])
    with pytest.raises(SystemExit) as caught:
        hera_utils.parse_arguments()
    assert caught.value.code == 1
    assert "TIPHYS_URL" in capsys.readouterr().err


def test_the_token_is_printed_by_nothing(arguments, capsys):
    args = arguments()
    k8s = hera_utils.k8s_cluster(args)
    server = hera_utils.argo_server(k8s, args)
    server.print_config()
    k8s.print_config()
    print(args, vars(args), json.dumps(args.__dict__), server.__dict__, k8s.__dict__)
    environment = hera_utils.num_exp_environment(args, verbose=True)
    environment.print_config()
    output = capsys.readouterr()
    assert TOKEN not in output.out + output.err
    assert "<found>" in output.out


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("argowf.example.org:443", "https://argowf.example.org"),
        ("https://argowf.example.org", "https://argowf.example.org"),
        ("http://localhost:2746", "http://localhost:2746"),
    ],
)
def test_the_address_is_never_changed_to_another_one(arguments, given, address):
    assert arguments(ARGO_SERVER=given).argo_server == address


def test_variables_beat_files_and_options_beat_variables(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hera.config").write_text("argo_namespace='from-file'\nk8s_volume_claim_name='claim-of-file'\n")
    args = arguments()
    assert (args.argo_namespace, args.k8s_volume_claim_name) == ("climate", "claim-of-file")
    assert arguments("--argo_namespace", "given").argo_namespace == "given"
    monkeypatch.delenv("ARGO_NAMESPACE")
    monkeypatch.setattr(sys, "argv", ["script.py"])
    assert hera_utils.parse_arguments().argo_namespace == "from-file"


def test_the_file_in_the_home_folder_is_found(arguments, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "hera.config").write_text("k8s_configmap_name=proxy\n")
    assert arguments().k8s_configmap_name == "proxy"


def test_the_kubeconfig_that_argos_block_sets_does_no_harm(arguments):
    assert hera_utils.k8s_cluster(arguments(KUBECONFIG="/dev/null")).assert_cluster()


def finding(rule, message, severity=1):
    return messages.WorkflowFinding(rule=rule, severity=severity, message=message, hint="Create it.")


def test_a_claim_and_a_config_map_are_asked_for_by_name_alone(arguments, cluster, capsys):
    k8s = hera_utils.k8s_cluster(arguments())
    assert k8s.assert_volume_claim("data")
    assert k8s.assert_configmap("proxy")
    claim, proxy = (json.loads(request.workflow) for request, _ in cluster.of("PreflightWorkflow"))
    assert claim["spec"]["volumes"][0]["persistentVolumeClaim"] == {"claimName": "data"}
    assert proxy["spec"]["templates"][0]["container"]["envFrom"] == [{"configMapRef": {"name": "proxy"}}]
    cluster.found.findings.append(finding("claim-usable", "There is no claim 'data'."))
    assert k8s.assert_configmap("proxy")
    with pytest.raises(SystemExit) as caught:
        k8s.assert_volume_claim("data")
    assert caught.value.code == 1
    assert "There is no claim 'data'. " not in capsys.readouterr().out


def test_what_could_not_be_checked_is_said_and_stops_nothing(arguments, cluster, capsys):
    cluster.found.findings.append(finding("claim-usable", "You may not read claims.", 4))
    assert hera_utils.k8s_cluster(arguments()).assert_volume_claim("data")
    assert "not checked: You may not read claims." in capsys.readouterr().err


FIRST_README = """
import hera_utils
args = hera_utils.parse_arguments()
cluster = hera_utils.k8s_cluster(args)
argo_server = hera_utils.argo_server(cluster, args)
argo_server.define_argo_server_part_of_environment()
from hera.shared import global_config
print(global_config.host, global_config.namespace)
"""
SECOND_README = """
import os
from hera_k8s_utils import parser as base
from hera_k8s_utils.num_exp_environment import num_exp_environment, Struct

class parser:
    def __init__(self):
        self.parser = base().get_parser()
        self.parser.add("--k8s_volume_claim_name", help="x", type=str, default=os.environ.get("KUBEVOLUMECLAIMNAME"))
    def parse_args(self):
        return self.parser.parse_args()

class environment(num_exp_environment):
    def __init__(self, args, verbose=False):
        num_exp_environment.__init__(self, args, verbose)
        self.k8s.assert_cluster()
        self.k8s.assert_volume_claim(args.k8s_volume_claim_name)
        self.persisted_volume = Struct()
        self.persisted_volume.claim_name = args.k8s_volume_claim_name
        self.persisted_volume.mount_path = "/within-container-mount-point"

if __name__ == "__main__":
    made = environment(parser().parse_args(), verbose=True)
    made.print_config()
    print(made.persisted_volume.claim_name)
"""


@pytest.mark.parametrize("script", [FIRST_README, SECOND_README])
@pytest.mark.parametrize("line", [True, False])
def test_scripts_run_unchanged(cluster, monkeypatch, tmp_path, script, line):
    file = tmp_path / "script.py"
    file.write_text(("import tiphys.compat.seeds\n" if line else "") + script)
    monkeypatch.setenv("ARGO_SERVER", cluster.url)
    monkeypatch.setenv("ARGO_TOKEN", f"Bearer {TOKEN}")
    monkeypatch.setenv("KUBEVOLUMECLAIMNAME", "data")
    command = [sys.executable, str(file)] if line else [sys.executable, "-m", "tiphys.compat", str(file)]
    done = subprocess.run(
        [*command, "--argo_namespace", "climate"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert TOKEN not in done.stdout + done.stderr
    assert ("data" if script is SECOND_README else f"{cluster.url}/ climate") in done.stdout


def test_versions_are_told_apart(capsys):
    assert not hera_utils.check_version("0.0.1")
    with pytest.raises(SystemExit) as caught:
        hera_utils.assert_version("0.0.1")
    assert caught.value.code == 1
