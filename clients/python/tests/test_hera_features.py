"""Scripts for the features of Hera get the same through the gateway as straight from the Argo Server."""

import os
import subprocess
import time
from pathlib import Path

import pytest

pytest.importorskip("hera")

from hera.exceptions import BadRequest, HeraException
from hera.workflows import ClusterWorkflowTemplate, CronWorkflow, Workflow, WorkflowsService, WorkflowTemplate
from hera_features import FEATURES, MISTAKES, registry

pytestmark = [
    pytest.mark.gateway,
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings"),
    pytest.mark.filterwarnings("ignore::pydantic.PydanticDeprecatedSince20"),
]
ROOT = Path(__file__).resolve().parents[3]
NAMESPACE = "tiphys-demo"
# What differs between two objects of one document, and who made them: the account that the gateway acts as.
OWN_METADATA = {"creationTimestamp", "generation", "managedFields", "name", "resourceVersion", "selfLink", "uid"}
CREATOR = "workflows.argoproj.io/creator"
# References to objects of the cluster: the gateway passes Argo's answer on.
KNOWN_TO_ARGO_ALONE = {"template_of_a_template_that_is_missing"}
# Arguments may be given when the linted workflow is submitted.
REFUSED_BY_CREATE_ALONE = {"argument_without_a_value"}


class Server:
    """A server of Argo's API, with Hera's own service in front of it, and the last answer as it was sent."""

    def __init__(self, url, token):
        self.service = WorkflowsService(host=url, token=token, namespace=NAMESPACE)
        self.service.session.hooks["response"].append(self._keep)
        self.answer = None

    def _keep(self, response, *_, **__):
        self.answer = response

    def object(self, made):
        """Hera's object, bound to this server."""
        made.workflows_service = self.service
        made.namespace = None if isinstance(made, ClusterWorkflowTemplate) else NAMESPACE
        if isinstance(made, CronWorkflow):
            made.cron_suspend = True
        elif not isinstance(made, WorkflowTemplate):
            made.suspend = True
        return made

    def ask(self, action):
        """The answer of an action as JSON."""
        action()
        return self.answer.json()

    def get(self, made, name):
        service = self.service
        if isinstance(made, ClusterWorkflowTemplate):
            return service.get_cluster_workflow_template(name)
        if isinstance(made, WorkflowTemplate):
            return service.get_workflow_template(name)
        return service.get_cron_workflow(name) if isinstance(made, CronWorkflow) else service.get_workflow(name)

    def delete(self, made, name):
        service = self.service
        if isinstance(made, ClusterWorkflowTemplate):
            return service.delete_cluster_workflow_template(name)
        if isinstance(made, WorkflowTemplate):
            return service.delete_workflow_template(name)
        if isinstance(made, CronWorkflow):
            return service.delete_cron_workflow(name)
        return service.delete_workflow(name, force=True)  # or the finalizer for artifacts keeps it


def bed_settings():
    done = subprocess.run([ROOT / "testbed/env"], capture_output=True, text=True, check=False)
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


@pytest.fixture(scope="module")
def servers():
    """The gateway and the Argo Server behind it, with what the scripts need."""
    url, token = os.environ.get("TIPHYS_TEST_URL"), os.environ.get("TIPHYS_TEST_TOKEN_FILE")
    bed = bed_settings()
    if not url or not token or not bed:
        pytest.skip("TIPHYS_TEST_URL and TIPHYS_TEST_TOKEN_FILE name no gateway, or there is no testbed")

    def kubectl(*arguments, text="", check=True):
        command = [f"{bed['TESTBED_BIN']}/kubectl", "--kubeconfig", bed["TESTBED_KUBECONFIG"], *arguments]
        return subprocess.run(command, input=text, capture_output=True, text=True, check=check).stdout

    name = f"hera-features-{registry.RUN}"
    rights = (Path(__file__).parent / "hera_features/rights.yaml").read_text().replace("NAME", name)
    kubectl("apply", "-f", "-", text=rights)
    caller = f"--as=system:serviceaccount:{NAMESPACE}:data-scientist"
    deadline = time.monotonic() + 10
    while "yes" not in kubectl("auth", "can-i", "create", "clusterworkflowtemplates", caller, check=False):
        assert time.monotonic() < deadline
    secret = Path(token).read_text().strip()
    made = {"gateway": Server(url, secret), "argo": Server(bed["TESTBED_ARGO_SERVER_URL"], secret)}
    shared = []
    try:
        for kind, called in (
            (WorkflowTemplate, registry.SHARED_TEMPLATE),
            (ClusterWorkflowTemplate, registry.SHARED_CLUSTER_TEMPLATE),
        ):
            with kind(name=called, entrypoint="say", arguments={"text": "shared"}) as template:
                registry.say()
            made["argo"].object(template).create()
            shared.append((template, called))
        yield made
    finally:
        for template, called in shared:
            made["argo"].delete(template, called)
        kubectl("delete", "-f", "-", text=rights)


def settled(document):
    """What two objects of one document have in common: all but what is drawn and who made it."""
    metadata = {key: value for key, value in document["metadata"].items() if key not in OWN_METADATA}
    labels = {name: value for name, value in metadata.get("labels", {}).items() if not name.startswith(CREATOR)}
    return {**document, "metadata": {**metadata, "labels": labels}}


class Life:
    """A script's object at a server: linted, created. It is deleted at the end."""

    def __init__(self, server, script):
        self.server = server
        self.made = server.object(script())
        self.linted = settled(server.ask(self.made.lint))
        created = server.ask(self.made.create)
        self.name = created["metadata"]["name"]
        self.created = settled(created)

    def read_by(self, server):
        return server.ask(lambda: server.get(self.made, self.name))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.delete(self.made, self.name)


def read_at_one_version(life, servers):
    """The same object as both servers have it: read again while the controller changes it."""
    deadline = time.monotonic() + 10
    while True:
        found = [life.read_by(server) for server in servers.values()]
        if len({one["metadata"]["resourceVersion"] for one in found}) == 1 or time.monotonic() > deadline:
            return found


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_is_the_same_through_the_gateway(servers, name):
    with Life(servers["argo"], FEATURES[name]) as straight, Life(servers["gateway"], FEATURES[name]) as through:
        assert through.linted == straight.linted
        assert through.created == straight.created
        for life in (straight, through):
            by_gateway, by_argo = read_at_one_version(life, servers)
            assert by_gateway == by_argo
            assert by_argo["spec"]


def refusal(action):
    """The error of an action, None without one."""
    try:
        action()
    except HeraException as error:
        return error
    return None


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_by_both(servers, name):
    made = {one: server.object(MISTAKES[name]()) for one, server in servers.items()}
    linted, created = ({one: refusal(getattr(m, action)) for one, m in made.items()} for action in ("lint", "create"))
    assert created["argo"]
    assert created["gateway"]
    # Argo answers many mistakes with 500; the gateway's own verdict is always about the request.
    assert isinstance(created["gateway"], BadRequest) or name in KNOWN_TO_ARGO_ALONE
    if name not in REFUSED_BY_CREATE_ALONE:
        assert linted["argo"]
        assert linted["gateway"]


@pytest.mark.parametrize("name", sorted(REFUSED_BY_CREATE_ALONE))
def test_a_lint_accepts_what_is_given_at_the_submission(servers, name):
    for server in servers.values():
        assert refusal(server.object(MISTAKES[name]()).lint) is None


def test_a_patch_of_pods_with_a_variable_is_refused_where_accounts_are_limited(servers):
    """The one documented difference: a value with a quote could choose another account (docs/rules.md)."""

    def script():
        with Workflow(generate_name=registry.NAME, entrypoint="main", arguments={"seconds": 3}) as made:
            registry.shell(pod_spec_patch='{"terminationGracePeriodSeconds": {{workflow.parameters.seconds}}}')
        return made

    with Life(servers["argo"], script):
        pass
    with pytest.raises(BadRequest, match="podSpecPatch"):
        servers["gateway"].object(script()).create()
