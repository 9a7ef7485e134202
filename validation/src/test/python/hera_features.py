"""Prints the YAML that Hera makes of a workflow for each of its features, with a line of three dashes before each."""

from typing import Annotated, List

from hera.shared import global_config
from hera.workflows import (
    DAG,
    Artifact,
    Container,
    ContainerNode,
    ContainerSet,
    CronWorkflow,
    EmptyDirVolume,
    Env,
    HTTP,
    NoneArchiveStrategy,
    Parameter,
    Resource,
    Resources,
    RetryStrategy,
    SecretEnv,
    Steps,
    Suspend,
    Workflow,
    WorkflowTemplate,
    models as m,
    script,
)

global_config.image = "python:3.12"


@script()
def hello(name: str = "world"):
    print("hello", name)


@script(constructor="runner", image="example/runner:1")
def typed(number: int, flags: Annotated[List[str], Parameter(name="the-flags")]) -> Annotated[int, Parameter(name="sum")]:
    return number + len(flags)


@script(outputs=[Parameter(name="out", value_from=m.ValueFrom(path="/tmp/out"))])
def gives():
    with open("/tmp/out", "w") as file:
        file.write("x: 'y' # \"z\"\n\ttab")


@script()
def takes(value: str):
    print(value)


def steps():
    with Workflow(generate_name="steps-", entrypoint="main") as w:
        with Steps(name="main") as main:
            first = hello(name="first", arguments={"name": "a"})
            with main.parallel():
                hello(name="b", arguments={"name": "b: c"})
                hello(name="c", arguments={"name": "{{workflow.name}}"}, when="'{{workflow.name}}' != ''")
    return w


def dag():
    with Workflow(generate_name="dag-", entrypoint="main", on_exit="bye") as w:
        hello_bye = Container(name="bye", image="alpine:3.20", command=["echo"], args=["on", "yes", "~", "0x1f", "1e3"])
        with DAG(name="main"):
            one = gives(name="one")
            two = takes(name="two", arguments={"value": one.get_parameter("out")})
            three = hello(name="three", with_items=["a", 1, True, None, 1.5])
            one >> [two, three]
    return w


def loops():
    with Workflow(generate_name="loops-", entrypoint="main") as w:
        with DAG(name="main"):
            hello(name="items", arguments={"name": "{{item.name}}"}, with_items=[{"name": "x"}, {"name": "y"}])
            hello(name="sequence", arguments={"name": "{{item}}"}, with_sequence=m.Sequence(count="3", start="1"))
    return w


def runner():
    with Workflow(generate_name="runner-", entrypoint="main") as w:
        with Steps(name="main"):
            typed(arguments={"number": 3, "the-flags": ["a", "b"]})
    return w


def container():
    with Workflow(
        generate_name="container-",
        entrypoint="main",
        arguments=[Parameter(name="text", value="a\nb: c\n"), Parameter(name="choice", value="x", enum=["x", "y"])],
        labels={"team": "crew"},
        annotations={"note": "yes", "number": "1"},
        ttl_strategy=m.TTLStrategy(seconds_after_completion=60),
        active_deadline_seconds=600,
        parallelism=3,
    ) as w:
        Container(
            name="main",
            image="alpine:3.20",
            command=["sh", "-c"],
            args=["echo '{{inputs.parameters.text}}' # \U0001f680\n"],
            inputs=[Parameter(name="text", value="{{workflow.parameters.text}}")],
            env=[Env(name="A", value="1"), SecretEnv(name="B", secret_name="s", secret_key="k", optional=True)],
            resources=Resources(cpu_request=1, memory_limit="1Gi"),
            retry_strategy=RetryStrategy(limit=3, retry_policy="Always", backoff=m.Backoff(duration="1m", factor=2)),
            volumes=[EmptyDirVolume(name="v", mount_path="/v")],
        )
    return w


def artifacts():
    with Workflow(generate_name="artifacts-", entrypoint="main") as w:
        make = Container(
            name="make",
            image="alpine:3.20",
            command=["sh", "-c"],
            args=["echo x > /tmp/x"],
            outputs=[Artifact(name="x", path="/tmp/x", archive=NoneArchiveStrategy())],
        )
        use = Container(name="use", image="alpine:3.20", command=["cat", "/tmp/y"], inputs=[Artifact(name="y", path="/tmp/y")])
        with Steps(name="main"):
            made = make(name="a")
            use(name="b", arguments=[made.get_artifact("x").with_name("y")])
    return w


def suspend():
    with Workflow(generate_name="suspend-", entrypoint="main") as w:
        wait = Suspend(name="wait", duration="20s")
        with Steps(name="main"):
            wait(name="s")
    return w


def http():
    with Workflow(generate_name="http-", entrypoint="main") as w:
        HTTP(name="main", url="https://example.org", method="GET", timeout_seconds=20, success_condition="response.statusCode == 200")
    return w


def resource():
    with Workflow(generate_name="resource-", entrypoint="main") as w:
        Resource(
            name="main",
            action="create",
            set_owner_reference=True,
            manifest="apiVersion: v1\nkind: ConfigMap\nmetadata:\n  generateName: a-\ndata:\n  yes: 'on'\n",
        )
    return w


def container_set():
    with Workflow(generate_name="set-", entrypoint="main") as w:
        with ContainerSet(name="main"):
            a = ContainerNode(name="a", image="alpine:3.20", command=["true"])
            b = ContainerNode(name="b", image="alpine:3.20", command=["true"])
            a >> b
    return w


def cron():
    with CronWorkflow(name="cron", schedules=["*/5 * * * *"], timezone="Europe/Berlin", entrypoint="main") as w:
        Container(name="main", image="alpine:3.20", command=["true"])
    return w


def template():
    with WorkflowTemplate(name="template", entrypoint="main", arguments=Parameter(name="a", default="1.0")) as w:
        Container(name="main", image="alpine:3.20", command=["echo"], args=["{{workflow.parameters.a}}"])
    return w


for feature in (steps, dag, loops, runner, container, artifacts, suspend, http, resource, container_set, cron, template):
    print("--- # " + feature.__name__)
    print(feature().to_yaml())
