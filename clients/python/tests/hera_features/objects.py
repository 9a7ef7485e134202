"""Templates of the cluster, what refers to them, and cron workflows."""

import warnings

from hera.workflows import (
    DAG,
    ClusterWorkflowTemplate,
    CronWorkflow,
    Parameter,
    Step,
    Steps,
    Task,
    Workflow,
    WorkflowTemplate,
)
from hera.workflows.models import LifecycleHook, StopStrategy, TemplateRef, WorkflowTemplateRef

from hera_features.registry import NAME, SHARED_CLUSTER_TEMPLATE, SHARED_TEMPLATE, feature, say, shell


@feature
def workflow_template() -> Workflow:
    """A template of a namespace, with arguments that have no value yet."""
    with WorkflowTemplate(
        generate_name=NAME,
        entrypoint="main",
        arguments=[Parameter(name="x"), Parameter(name="y", value="2", enum=["1", "2"])],
        labels={"kind": "template"},
    ) as w:
        tell = say()
        with Steps(name="main"):
            Step(name="a", template=tell, arguments={"text": "{{workflow.parameters.x}}"})
    return w


@feature
def workflow_template_without_an_entry_point() -> Workflow:
    """A template that is a library for others."""
    with WorkflowTemplate(generate_name=NAME) as w:
        say()
        shell("other")
    return w


@feature
def cluster_workflow_template() -> Workflow:
    """A template of the whole cluster."""
    with ClusterWorkflowTemplate(generate_name=NAME, entrypoint="main") as w:
        shell()
    return w


@feature
def workflow_of_a_template() -> Workflow:
    """A workflow that is only a reference, with arguments."""
    return Workflow(
        generate_name=NAME,
        workflow_template_ref=WorkflowTemplateRef(name=SHARED_TEMPLATE),
        arguments={"text": "other"},
        labels={"kind": "reference"},
    )


@feature
def workflow_of_a_cluster_template() -> Workflow:
    """The same, of a template of the cluster, with a hook."""
    return Workflow(
        generate_name=NAME,
        workflow_template_ref=WorkflowTemplateRef(name=SHARED_CLUSTER_TEMPLATE, cluster_scope=True),
        hooks={"exit": LifecycleHook(template="say", arguments={"parameters": [{"name": "text", "value": "x"}]})},
    )


@feature
def tasks_of_other_templates() -> Workflow:
    """Tasks whose templates are in the namespace and in the cluster."""
    with Workflow(generate_name=NAME, entrypoint="main") as w, DAG(name="main"):
        here = Task(
            name="here",
            template_ref=TemplateRef(name=SHARED_TEMPLATE, template="say"),
            arguments={"text": "here"},
        )
        here >> Task(
            name="there",
            template_ref=TemplateRef(name=SHARED_CLUSTER_TEMPLATE, template="say", cluster_scope=True),
            arguments={"text": "there"},
        )
    return w


@feature
def workflow_made_of_a_template() -> Workflow:
    """A template that Hera turns into a workflow."""
    with WorkflowTemplate(name="hera-feature-inner", entrypoint="main") as template:
        shell()
    return template._get_as_workflow(NAME)


@feature
def workflow_of_yaml() -> Workflow:
    """A workflow that was read from YAML and is written again."""
    with Workflow(generate_name=NAME, entrypoint="main", arguments={"x": "on"}) as w:
        shell(command="echo '{{workflow.parameters.x}}'")
    return Workflow.from_yaml(w.to_yaml())


@feature
def cron_workflow() -> Workflow:
    """A workflow that starts by the clock."""
    with CronWorkflow(
        generate_name=NAME,
        entrypoint="main",
        schedules=["0 4 * * *", "@weekly"],
        timezone="Europe/Paris",
        concurrency_policy="Forbid",
        starting_deadline_seconds=60,
        successful_jobs_history_limit=2,
        failed_jobs_history_limit=1,
        stop_strategy=StopStrategy(expression="cronworkflow.failed >= 3"),
        when="{{= cronworkflow.lastScheduledTime == nil || (now() - cronworkflow.lastScheduledTime).Seconds() > 30 }}",
        arguments={"x": "1"},
    ) as w:
        shell(command="echo {{workflow.scheduledTime}} {{workflow.parameters.x}}")
    return w


@feature
def cron_workflow_of_a_template() -> Workflow:
    """A template that starts by the clock, with the field that Hera translates."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return CronWorkflow(
            generate_name=NAME,
            schedule="*/5 * * * *",
            workflow_template_ref=WorkflowTemplateRef(name=SHARED_TEMPLATE),
            concurrency_policy="Replace",
        )
