"""Retries, locks, caches, limits, metrics and clean-up."""

from hera.workflows import (
    DAG,
    Counter,
    Gauge,
    Histogram,
    Label,
    Parameter,
    RetryPolicy,
    RetryStrategy,
    Task,
    Workflow,
)
from hera.workflows.models import (
    Backoff,
    Cache,
    ConfigMapKeySelector,
    LabelSelector,
    LocalObjectReference,
    Memoize,
    Mutex,
    PodGC,
    RetryAffinity,
    RetryNodeAntiAffinity,
    SemaphoreRef,
    Synchronization,
    TTLStrategy,
)

from hera_features.registry import feature, shell, workflow


@feature
def retries() -> Workflow:
    """A limit, a policy, pauses that grow, another node."""
    with workflow() as w:
        shell(
            command="exit {{retries}}",
            retry_strategy=RetryStrategy(
                limit=3,
                retry_policy=RetryPolicy.on_transient_error,
                backoff=Backoff(duration="1s", factor=2, max_duration="1m", cap="10s"),
                affinity=RetryAffinity(node_anti_affinity=RetryNodeAntiAffinity()),
            ),
        )
    return w


@feature
def retries_by_expression() -> Workflow:
    """Retries only when the last attempt ended in some way."""
    with workflow(retry_strategy=RetryStrategy(limit="{{workflow.parameters.limit}}"), arguments={"limit": "2"}) as w:
        shell(
            retry_strategy=RetryStrategy(
                expression="asInt(lastRetry.exitCode) > 1 && lastRetry.status != 'Error'", retry_policy="Always"
            )
        )
    return w


@feature
def mutex() -> Workflow:
    """Workflows one after the other, and steps."""
    lock = Synchronization(mutexes=[Mutex(name="one-{{workflow.parameters.x}}")])
    with workflow(synchronization=lock, arguments={"x": "1"}) as w:
        shell(synchronization=Synchronization(mutexes=[Mutex(name="a"), Mutex(name="b", namespace="other")]))
    return w


@feature
def semaphore() -> Workflow:
    """As many at once as a config map or a table says."""
    limit = ConfigMapKeySelector(name="hera-feature-limits", key="steps")
    with workflow() as w:
        shell(
            synchronization=Synchronization(
                semaphores=[
                    SemaphoreRef(config_map_key_ref=limit),
                    SemaphoreRef(config_map_key_ref=limit, namespace="x"),
                ]
            )
        )
    return w


@feature
def memoization() -> Workflow:
    """Steps that do not run again for inputs that were seen."""
    with workflow(arguments={"x": "1"}) as w:
        work = shell(
            "work",
            inputs=[Parameter(name="x")],
            outputs=[Parameter(name="y", value_from={"path": "/tmp/y"})],
            memoize=Memoize(
                key="{{inputs.parameters.x}}",
                max_age="10s",
                cache=Cache(config_map=LocalObjectReference(name="hera-feature-cache")),
            ),
        )
        with DAG(name="main"):
            Task(name="work", template=work, arguments={"x": w.get_parameter("x")})
    return w


@feature
def limits() -> Workflow:
    """How many at once and how long, for the workflow and for a graph."""
    with workflow(parallelism=4, active_deadline_seconds=300) as w:
        work = shell("work", active_deadline_seconds=20, timeout="30s")
        with DAG(name="main", parallelism=2, fail_fast=True):
            for number in range(3):
                Task(name=f"t-{number}", template=work)
    return w


@feature
def deadline_by_parameter() -> Workflow:
    """A deadline that is an input."""
    with workflow() as w:
        shell(active_deadline_seconds="{{inputs.parameters.seconds}}", inputs=[Parameter(name="seconds", default="9")])
    return w


@feature
def metrics() -> Workflow:
    """A counter, gauges and a histogram."""
    name = Label(key="name", value="{{workflow.name}}")
    with workflow(
        metrics=[
            Counter(name="hera_feature_total", help="runs", value="1", labels=[name], when="{{status}} == Failed"),
            Gauge(name="hera_feature_seconds", help="how long", realtime=True, value="{{duration}}"),
        ]
    ) as w:
        shell(
            metrics=[
                Histogram(
                    name="hera_feature_sizes", help="sizes", value="{{outputs.parameters.n}}", buckets=[1, 2.5, 10]
                ),
                Gauge(
                    name="hera_feature_n", help="n", realtime=False, value="{{outputs.parameters.n}}", operation="Add"
                ),
            ],
            outputs=[Parameter(name="n", value_from={"path": "/tmp/n", "default": "0"})],
        )
    return w


@feature
def clean_up() -> Workflow:
    """When pods and the workflow are removed."""
    with workflow(
        ttl_strategy=TTLStrategy(seconds_after_completion=600, seconds_after_success=60, seconds_after_failure=300),
        pod_gc=PodGC(
            strategy="OnPodSuccess",
            delete_delay_duration="30s",
            label_selector=LabelSelector(match_labels={"keep": "no"}),
        ),
        archive_logs=True,
    ) as w:
        shell()
    return w


@feature
def outputs_of_a_workflow() -> Workflow:
    """Outputs with a global name, a default, and the enumeration of an argument."""
    with workflow(
        arguments=[Parameter(name="mode", value="fast", enum=["fast", "slow"], description="how")],
    ) as w:
        shell(
            inputs=[Parameter(name="mode", default="slow")],
            outputs=[
                Parameter(name="n", global_name="answer", value_from={"path": "/tmp/n", "default": "none"}),
                Parameter(name="fixed", value="x"),
            ],
        )
    return w


@feature
def parameters_of_a_config_map() -> Workflow:
    """A parameter whose value a config map has."""
    source = {"configMapKeyRef": {"name": "settings", "key": "depth"}, "default": "3"}
    with workflow(arguments=[Parameter(name="depth", value_from=source)]) as w:
        shell(inputs=[Parameter(name="here", value_from=source)], command="echo {{workflow.parameters.depth}}")
    return w
