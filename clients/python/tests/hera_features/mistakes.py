"""Scripts that Hera builds without a word and that cannot run."""

from hera.workflows import (
    DAG,
    ContainerNode,
    ContainerSet,
    CronWorkflow,
    Parameter,
    Resource,
    Step,
    Steps,
    Suspend,
    Task,
    Workflow,
    WorkflowTemplate,
    script,
)
from hera.workflows.models import Template, TemplateRef

from hera_features.registry import IMAGE, NAME, SHARED_TEMPLATE, mistake, say, shell, workflow


@mistake
def entry_point_that_is_missing() -> Workflow:
    """The entry point names no template."""
    with workflow() as w:
        shell("other")
    return w


@mistake
def template_that_is_missing() -> Workflow:
    """A task names no template."""
    with workflow() as w, DAG(name="main"):
        Task(name="a", template="nowhere")
    return w


@mistake
def template_of_a_template_that_is_missing() -> Workflow:
    """A task names a template that the other object lacks."""
    with workflow() as w, DAG(name="main"):
        Task(name="a", template_ref=TemplateRef(name=SHARED_TEMPLATE, template="nowhere"))
    return w


@mistake
def parameter_that_is_unknown() -> Workflow:
    """A container uses an input that it does not have."""
    with workflow() as w:
        shell(command="echo {{inputs.parameters.nothing}}")
    return w


@mistake
def parameter_of_the_workflow_that_is_unknown() -> Workflow:
    """A container uses an argument that the workflow does not have."""
    with workflow(arguments={"x": "1"}) as w:
        shell(command="echo {{workflow.parameters.y}}")
    return w


@mistake
def parameter_that_is_not_given() -> Workflow:
    """A task does not give an input that has no default."""
    with workflow() as w:
        tell = say()
        with DAG(name="main"):
            Task(name="a", template=tell)
    return w


@mistake
def parameter_outside_of_its_values() -> Workflow:
    """An argument has none of the allowed values."""
    with workflow(arguments=[Parameter(name="x", value="3", enum=["1", "2"])]) as w:
        shell()
    return w


@mistake
def argument_without_a_value() -> Workflow:
    """An argument of the workflow has no value."""
    with workflow(arguments=[Parameter(name="x")]) as w:
        shell()
    return w


@mistake
def output_of_a_later_step() -> Workflow:
    """A step uses the output of one that comes after it."""
    with workflow() as w:
        tell = say()
        with Steps(name="main"):
            Step(name="a", template=tell, arguments={"text": "{{steps.b.outputs.result}}"})
            Step(name="b", template=tell, arguments={"text": "b"})
    return w


@mistake
def cycle() -> Workflow:
    """Two tasks wait for each other."""
    with workflow() as w:
        work = shell("work")
        with DAG(name="main"):
            a, b = Task(name="a", template=work), Task(name="b", template=work)
            a >> b >> a
    return w


@mistake
def cycle_of_containers() -> Workflow:
    """Two containers of a set wait for each other."""
    with workflow() as w, ContainerSet(name="main"):
        a, b = (ContainerNode(name=name, image=IMAGE, command=["true"]) for name in ("main", "b"))
        a >> b >> a
    return w


@mistake
def dependency_that_is_missing() -> Workflow:
    """A task depends on one that is not there."""
    with workflow() as w:
        work = shell("work")
        with DAG(name="main"):
            Task(name="a", template=work, depends="b.Succeeded")
    return w


@mistake
def result_that_does_not_exist() -> Workflow:
    """A task depends on a result that Argo does not know."""
    with workflow() as w:
        work = shell("work")
        with DAG(name="main"):
            Task(name="a", template=work)
            Task(name="b", template=work, depends="a.Finished")
    return w


@mistake
def two_templates_of_one_name() -> Workflow:
    """Two functions of one name are two templates of one name."""
    with workflow() as w:
        shell()
        shell()
    return w


@mistake
def template_without_a_type() -> Workflow:
    """A template says nothing of what to do."""
    return workflow(templates=[Template(name="main")])


@mistake
def plugin_without_its_settings() -> Workflow:
    """A plugin's settings, which the models of Hera 7.1 drop: what is sent has none."""
    return workflow(templates=[Template(name="main", plugin={"hello": {"to": "world"}})])


@mistake
def image_that_is_missing() -> Workflow:
    """A container without an image."""
    return workflow(templates=[Template(name="main", container={"command": ["true"]})])


@mistake
def artifact_without_a_path() -> Workflow:
    """An output artifact that is nowhere."""
    from hera.workflows import Artifact

    with workflow() as w:
        shell(outputs=[Artifact(name="a")])
    return w


@mistake
def two_loops_at_once() -> Workflow:
    """A task with items and a sequence."""
    from hera.workflows.models import Sequence

    with workflow() as w:
        work = shell("work")
        with DAG(name="main"):
            Task(name="a", template=work, with_items=["1"], with_sequence=Sequence(count=2))
    return w


@mistake
def action_that_does_not_exist() -> Workflow:
    """A resource template with an unknown action."""
    with workflow() as w:
        Resource(name="main", action="mend", manifest="apiVersion: v1\nkind: ConfigMap\n")
    return w


@mistake
def retry_policy_that_does_not_exist() -> Workflow:
    """A retry policy with a slip of the pen."""
    with workflow() as w:
        shell(retry_strategy={"limit": "1", "retryPolicy": "OnFailur"})
    return w


@mistake
def time_that_is_none() -> Workflow:
    """A timeout without a unit."""
    with workflow() as w:
        shell(timeout="30")
    return w


@mistake
def name_with_a_space() -> Workflow:
    """A template's name that is none."""
    with workflow(templates=[Template(name="a b", suspend={})]) as w:
        Suspend(name="main")
    return w


@mistake
def script_with_a_wrong_argument() -> Workflow:
    """A function gets an argument of another name."""

    @script()
    def add(a: int):
        print(a)

    with workflow() as w, Steps(name="main"):
        add(arguments={"b": 1})
    return w


@mistake
def schedule_that_is_none() -> Workflow:
    """A cron workflow with a wrong schedule."""
    with CronWorkflow(generate_name=NAME, entrypoint="main", schedules=["0 25 * * *"]) as w:
        shell()
    return w


@mistake
def cron_workflow_with_a_mistake_within() -> Workflow:
    """A cron workflow whose workflow is wrong."""
    with CronWorkflow(generate_name=NAME, entrypoint="nowhere", schedules=["@daily"]) as w:
        shell()
    return w


@mistake
def workflow_template_with_a_mistake_within() -> Workflow:
    """A template whose task names no template."""
    with WorkflowTemplate(generate_name=NAME, entrypoint="main") as w, DAG(name="main"):
        Task(name="a", template="nowhere")
    return w
