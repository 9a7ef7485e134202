"""Containers, their environment, and what runs beside them."""

from hera.workflows import (
    ConfigMapEnv,
    ConfigMapEnvFrom,
    Container,
    ContainerNode,
    ContainerSet,
    EmptyDirVolume,
    Env,
    FieldEnv,
    Parameter,
    ResourceEnv,
    SecretEnv,
    SecretEnvFrom,
    UserContainer,
    Workflow,
)
from hera.workflows.models import (
    Capabilities,
    ContainerPort,
    ContainerSetRetryStrategy,
    ExecAction,
    HTTPGetAction,
    ImagePullPolicy,
    Lifecycle,
    LifecycleHandler,
    Probe,
    SecurityContext,
)

from hera_features.registry import IMAGE, feature, shell, workflow


@feature
def container() -> Workflow:
    """A container with a command and arguments."""
    with workflow() as w:
        Container(name="main", image=IMAGE, command=["echo"], args=["-n", "{{workflow.name}}"])
    return w


@feature
def container_environment() -> Workflow:
    """Environment variables of each kind."""
    with workflow() as w:
        shell(
            env=[
                Env(name="PLAIN", value="text"),
                Env(name="NUMBER", value=1.5),
                Env(name="FROM_INPUT", value_from_input="text"),
                SecretEnv(name="SECRET", secret_name="keys", secret_key="accesskey", optional=True),
                ConfigMapEnv(name="CONFIGURED", config_map_name="settings", config_map_key="depth", optional=True),
                FieldEnv(name="POD", field_path="metadata.name"),
                ResourceEnv(name="CPUS", resource="limits.cpu", container_name="main"),
            ],
            env_from=[
                SecretEnvFrom(prefix="S_", name="keys", optional=True),
                ConfigMapEnvFrom(name="settings", optional=True),
            ],
            inputs=[Parameter(name="text", default="x")],
        )
    return w


@feature
def container_ports_and_probes() -> Workflow:
    """A daemon with ports, probes and a lifecycle."""
    with workflow() as w:
        shell(
            command="nc -lk -p 8080 -e cat",
            daemon=True,
            ports=[ContainerPort(container_port=8080, name="http", protocol="TCP")],
            readiness_probe=Probe(http_get=HTTPGetAction(path="/", port=8080), initial_delay_seconds=1),
            liveness_probe=Probe(exec=ExecAction(command=["true"]), period_seconds=5),
            lifecycle=Lifecycle(pre_stop=LifecycleHandler(exec=ExecAction(command=["sleep", "1"]))),
            termination_message_policy="FallbackToLogsOnError",
        )
    return w


@feature
def container_security() -> Workflow:
    """A security context, a pull policy and a terminal."""
    with workflow() as w:
        shell(
            security_context=SecurityContext(
                run_as_non_root=True, run_as_user=1000, capabilities=Capabilities(drop=["ALL"])
            ),
            image_pull_policy=ImagePullPolicy.if_not_present,
            tty=False,
            stdin=True,
            stdin_once=True,
        )
    return w


@feature
def sidecars() -> Workflow:
    """Containers that run beside the main one."""
    with workflow() as w:
        shell(
            command="wget -O- http://127.0.0.1:8080",
            sidecars=[
                UserContainer(
                    name="server", image=IMAGE, command=["nc", "-lk", "-p", "8080"], mirror_volume_mounts=True
                ),
                UserContainer(name="other", image=IMAGE, command=["sleep"], args=["9"], env=[Env(name="A", value="b")]),
            ],
        )
    return w


@feature
def init_containers() -> Workflow:
    """Containers that run before the main one, with a volume that both have."""
    place = EmptyDirVolume(name="shared", mount_path="/shared")
    with workflow() as w:
        shell(
            command="cat /shared/text",
            volumes=[place],
            init_containers=[
                UserContainer(
                    name="before", image=IMAGE, command=["sh", "-c"], args=["echo x > /shared/text"], volumes=[place]
                )
            ],
        )
    return w


@feature
def container_set() -> Workflow:
    """Several containers in one pod, in an order."""
    with workflow() as w, ContainerSet(name="main", volumes=[EmptyDirVolume(name="work", mount_path="/work")]):
        first = ContainerNode(name="first", image=IMAGE, command=["sh", "-c", "echo 1 > /work/a"])
        last = ContainerNode(name="main", image=IMAGE, command=["cat", "/work/a"])
        first >> [ContainerNode(name=name, image=IMAGE, command=["true"]) for name in ("left", "right")] >> last
    return w


@feature
def container_set_with_retries() -> Workflow:
    """A container set that retries its containers, with outputs."""
    with (
        workflow() as w,
        ContainerSet(
            name="main",
            container_set_retry_strategy=ContainerSetRetryStrategy(retries=2, duration="10s"),
            outputs=[Parameter(name="found", value_from={"path": "/tmp/found"})],
        ),
    ):
        ContainerNode(name="main", image=IMAGE, command=["sh", "-c", "echo 1 > /tmp/found"])
    return w
