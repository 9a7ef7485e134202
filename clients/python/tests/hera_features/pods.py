"""How the pods are made and where they run."""

from hera.workflows import Workflow
from hera.workflows.models import (
    Affinity,
    ExecutorConfig,
    HostAlias,
    Metadata,
    NodeAffinity,
    NodeSelector,
    NodeSelectorRequirement,
    NodeSelectorTerm,
    PodDisruptionBudgetSpec,
    PodDNSConfig,
    PodDNSConfigOption,
    PodSecurityContext,
    Toleration,
)

from hera_features.registry import feature, shell, workflow


@feature
def pod_spec_patch() -> Workflow:
    """A patch of the pod, of the workflow and of a template."""
    patch = '{"containers":[{"name":"main","resources":{"limits":{"cpu":"100m"}}}]}'
    with workflow(pod_spec_patch="terminationGracePeriodSeconds: 3") as w:
        shell(pod_spec_patch=patch)
    return w


@feature
def placement() -> Workflow:
    """Node selectors, affinities, tolerations, schedulers and priorities."""
    here = NodeSelectorRequirement(key="zone", operator="In", values=["a", "b"])
    terms = [NodeSelectorTerm(match_expressions=[here])]
    affinity = Affinity(
        node_affinity=NodeAffinity(
            required_during_scheduling_ignored_during_execution=NodeSelector(node_selector_terms=terms)
        )
    )
    with workflow(node_selector={"kubernetes.io/os": "linux"}, affinity=affinity, priority=5) as w:
        shell(
            node_selector={"disk": "{{workflow.name}}"},
            tolerations=[
                Toleration(key="gpu", operator="Exists", effect="NoSchedule"),
                Toleration(key="slow", operator="Equal", value="yes", effect="NoExecute", toleration_seconds=30),
            ],
            scheduler_name="default-scheduler",
            priority_class_name="system-node-critical",
        )
    return w


@feature
def network() -> Workflow:
    """Names of hosts and the network of the node."""
    options = [PodDNSConfigOption(name="ndots", value="2")]
    with workflow(
        host_network=False,
        dns_policy="None",
        dns_config=PodDNSConfig(nameservers=["192.0.2.1"], searches=["example.org"], options=options),
        host_aliases=[HostAlias(ip="192.0.2.2", hostnames=["data.example.org"])],
    ) as w:
        shell(host_aliases=[HostAlias(ip="192.0.2.3", hostnames=["a", "b"])])
    return w


@feature
def accounts() -> Workflow:
    """The account of the pods, of the executor, and the secrets for images."""
    with workflow(
        service_account_name="default",
        automount_service_account_token=True,
        executor=ExecutorConfig(service_account_name="default"),
        image_pull_secrets=["registry"],
        security_context=PodSecurityContext(run_as_user=1000, fs_group=2000),
    ) as w:
        shell(service_account_name="default", pod_security_context=PodSecurityContext(run_as_non_root=True))
    return w


@feature
def labels_of_pods() -> Workflow:
    """Labels and annotations of the workflow, of all pods and of those of a template."""
    with workflow(
        labels={"team": "a"},
        annotations={"workflows.argoproj.io/title": "**title**"},
        pod_metadata=Metadata(labels={"pods": "all"}, annotations={"n": "1"}),
    ) as w:
        shell(labels={"kind": "{{workflow.name}}"}, annotations={"note": "x"})
    return w


@feature
def labels_by_expression() -> Workflow:
    """Labels that the workflow gets when it is created, some by an expression."""
    with workflow(
        arguments={"team": "a"},
        workflow_metadata={
            "labels": {"fixed": "b"},
            "labelsFrom": {"drawn": {"expression": "workflow.parameters.team"}},
        },
    ) as w:
        shell()
    return w


@feature
def disruption_budget() -> Workflow:
    """A budget that keeps the pods on their nodes."""
    with workflow(pod_disruption_budget=PodDisruptionBudgetSpec(min_available="9999")) as w:
        shell()
    return w


@feature
def template_defaults() -> Workflow:
    """What all templates have that do not say otherwise."""
    from hera.workflows.models import Template

    with workflow(template_defaults=Template(active_deadline_seconds=30, retry_strategy={"limit": "2"})) as w:
        shell(timeout="1m")
    return w
