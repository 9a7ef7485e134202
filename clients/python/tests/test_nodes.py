import pytest
from trees import node, state

from tiphys.explain import explain, first_failure
from tiphys.models import LogLine
from tiphys.nodes import Outputs, nodes_of, pod_name


def parameters(**values):
    return {"parameters": [{"name": name, "value": value} for name, value in values.items()]}


LOOP = [
    node("collect", "collect(0)", "collect(1)", kind="TaskGroup"),
    node("collect(0)", outputs=parameters(buildings="10")),
    node("collect(1)", outputs=parameters(buildings="20")),
    node("sum", outputs={**parameters(total="30"), "exitCode": "0"}, begin=10),
    node("script", outputs={"result": '{"a": 1}'}),
]


def test_outputs_are_read_by_task_and_parameter():
    outputs = Outputs(state(LOOP, outputs=parameters(summary="all")))
    assert outputs["sum"]["total"] == "30"
    assert outputs["collect"]["buildings"] == ["10", "20"]
    assert outputs["collect(1)"]["buildings"] == "20"
    assert outputs["collect"].json("buildings") == [10, 20]
    assert outputs["script"].json("result") == {"a": 1}
    assert outputs.parameters == {"summary": "all"}
    assert sorted(outputs) == ["collect", "script", "sum"]


def test_a_task_with_retries_has_the_outputs_of_its_last_attempt():
    attempts = [node(f"work({n})", outputs=parameters(size=str(n)), begin=n) for n in range(2)]
    retry = node("work", "work(0)", "work(1)", kind="Retry", outputs=parameters(size="1"))
    outputs = Outputs(state([*attempts, retry]))
    assert outputs["work"]["size"] == "1"
    assert outputs["work(0)"]["size"] == "0"
    assert list(outputs) == ["work"]


def test_a_loop_with_retries_has_one_value_for_each_item():
    nodes = [node("work", "work(0:a)", "work(1:b)", kind="TaskGroup")]
    for item in ("work(0:a)", "work(1:b)"):
        last = parameters(size=item)
        nodes += [node(item, f"{item}(0)", kind="Retry", outputs=last), node(f"{item}(0)", outputs=last)]
    assert Outputs(state(nodes))["work"]["size"] == ["work(0:a)", "work(1:b)"]


def test_a_wrong_name_is_answered_with_the_right_ones():
    outputs = Outputs(state(LOOP))
    with pytest.raises(KeyError, match="sum"):
        outputs["summ"]
    with pytest.raises(KeyError, match="total"):
        outputs["sum"]["totale"]


def test_nodes_have_times_and_are_in_their_order():
    nodes = nodes_of(state([node("b", begin=9), node("a", begin=1), node("never", phase="Pending", startedAt=None)]))
    assert [one.display_name for one in nodes] == ["a", "b", "never"]
    assert nodes[0].seconds == 5.0
    assert nodes[2].seconds is None


@pytest.mark.parametrize(
    ("workflow", "name", "template", "pod"),
    [
        ("hello", "hello", "main", "hello"),
        ("hello", "foobar", "say", "hello-say-3214735720"),  # a published value of FNV-1a
        ("hello", "foobar.inline", "x", f"hello-{pod_name('', 'foobar.inline', '').rpartition('-')[2]}"),
    ],
)
def test_pods_have_the_names_that_argo_gives(workflow, name, template, pod):
    assert pod_name(workflow, name, template) == pod


def test_a_long_pod_name_is_cut_as_argo_does():
    assert len(pod_name("w" * 200, "n", "t" * 200)) <= 253


def test_the_first_failure_is_the_pod_that_failed_first():
    nodes = nodes_of(
        state(
            [
                node("dag", "late", "early", kind="DAG", phase="Failed"),
                node("late", phase="Failed", begin=20),
                node("early", phase="Error", begin=3),
            ]
        )
    )
    assert first_failure(nodes).display_name == "early"
    assert first_failure([]) is None


@pytest.mark.parametrize(
    ("message", "code", "line", "cause"),
    [
        ("OOMKilled (exit code 137)", "137", "", "memory"),
        ("ImagePullBackOff: Back-off pulling", None, "", "image"),
        ('workflowtaskresults.argoproj.io is forbidden: User "x" cannot create', None, "", "report results"),
        ("Error (exit code 127)", "127", "", "command"),
        ("Error (exit code 1)", "1", "ModuleNotFoundError: No module named 'xarray'", "Python package"),
        ("Error (exit code 3)", "3", "something", "error of its own"),
        ("exceeded quota: small, requested: pods=1", None, "", "quota"),
    ],
)
def test_explains_the_usual_causes(message, code, line, cause):
    failed = node("task", phase="Failed", message=message, outputs={"exitCode": code} if code else {})
    found = explain(state([failed], "Failed"), lambda pod: [LogLine(pod, line)])
    assert cause in found.cause
    assert found.hint
    assert found.node.display_name == "task"
    assert found.exit_code == (int(code) if code else None)
    assert "First to fail: task" in str(found)


def test_a_run_that_succeeded_has_no_cause():
    found = explain(state([node("a")]), lambda pod: [])
    assert (found.node, found.cause, found.hint) == (None, "", "")
