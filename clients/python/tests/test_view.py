import datetime as dt
import random
import re
import sys

import pytest
from trees import node, state

from tiphys import _svg
from tiphys._display import Picture
from tiphys._layout import lay_out
from tiphys.explain import explain
from tiphys.models import Finding
from tiphys.nodes import nodes_of

NOW = dt.datetime(2026, 1, 1, 0, 10, tzinfo=dt.timezone.utc)


def random_graph(seed):
    """Any graph, cycles, loops, doubles and unknown ends among its edges."""
    source = random.Random(seed)
    count = source.randint(1, 60)
    heights = {f"n{index}": source.choice([24.0, 31.0, 80.0]) for index in range(count)}
    edges = [(f"n{source.randrange(count)}", f"n{source.randrange(count + 1)}") for _ in range(source.randint(0, 150))]
    return heights, edges


@pytest.mark.parametrize("seed", range(60))
def test_no_boxes_overlap_and_edges_go_forward(seed):
    heights, edges = random_graph(seed)
    layout = lay_out(heights, edges)
    assert set(layout.boxes) == set(heights)
    boxes = list(layout.boxes.values())
    for index, a in enumerate(boxes):
        assert a.x >= 0
        assert a.y >= 0
        assert a.x + a.width <= layout.width + 0.001
        assert a.y + a.height <= layout.height + 0.001
        for b in boxes[index + 1 :]:
            assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
    for a, b in layout.edges:
        assert layout.boxes[a].x + layout.boxes[a].width < layout.boxes[b].x


@pytest.mark.parametrize("seed", range(20))
def test_a_graph_without_cycles_keeps_all_edges(seed):
    heights, edges = random_graph(seed)
    forward = {(a, b) for a, b in edges if b in heights and int(a[1:]) < int(b[1:])}
    assert set(lay_out(heights, list(forward)).edges) == forward


def test_the_same_input_gives_the_same_picture():
    heights, edges = random_graph(7)
    assert lay_out(heights, edges) == lay_out(heights, edges)


def test_nothing_has_an_empty_picture():
    assert lay_out({}, []).boxes == {}
    assert _svg.graph([]) == ""
    assert _svg.gantt([], NOW) == ""


def distinct(count):
    """A binary tree whose nodes all have other tasks, so that none are folded."""
    return [
        node(f"task-{i}", *(f"task-{c}" for c in (2 * i + 1, 2 * i + 2) if c < count), begin=i % 900)
        for i in range(count)
    ]


def fan_out(count):
    middle = [f"work({i}:item:{i})" for i in range(count)]
    phases = ("Succeeded", "Running", "Failed")
    return [
        node("start", *middle),
        *(node(name, "end", phase=phases[i % 3]) for i, name in enumerate(middle)),
        node("end", phase="Pending", startedAt=None, finishedAt=None),
    ]


@pytest.mark.parametrize("make", [distinct, fan_out])
def test_a_thousand_nodes_are_drawn_in_half_a_megabyte(make):
    html = Picture(state(make(1_000), "Running", "500/1000"), "http://x/y")._repr_html_()
    assert len(html.encode()) < 500_000


@pytest.mark.parametrize("make", [distinct, fan_out])
def test_the_work_of_drawing_grows_as_the_nodes_do(make):
    few, many = calls_of_drawing(make(250)), calls_of_drawing(make(1_000))
    assert many < 6 * few  # 16 times if each node were compared with each other one


def calls_of_drawing(nodes) -> int:
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        Picture(state(nodes, "Running", "500/1000"), "http://x/y")._repr_html_()
    finally:
        sys.setprofile(None)
    return calls


def test_a_loop_of_many_is_one_box_of_dots():
    drawn = _svg.graph(nodes_of(state(fan_out(100))))
    assert "work ×100" in drawn
    assert drawn.count("<g>") == 3
    assert drawn.count('width="5"') == 100


def test_a_small_loop_shows_each_item():
    assert _svg.graph(nodes_of(state(fan_out(5)))).count("<g>") == 7


def test_the_picture_is_static_and_what_users_wrote_is_escaped():
    evil = '"><script>alert(1)</script>'
    nodes = [node(f"a{evil}", phase="Failed", message=evil)]
    found = state(nodes, "Failed", message=evil)
    finding = Finding("rule", "WARNING", evil)
    html = Picture(found, "http://x/" + evil, [finding], explain(found, lambda pod: []))._repr_html_()
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html.replace("&quot;", ""))
    assert "javascript:" not in html


def test_shows_phase_progress_with_its_moving_total_links_and_findings():
    html = Picture(state([node("a")], "Running", "3/10"), "http://gateway/workflows/climate/run-1")._repr_html_()
    assert "3/10 pods known so far" in html
    assert 'href="http://gateway/workflows/climate/run-1"' in html
    assert "▶ Running" in html
    done = Picture(state([node("a")], "Succeeded", "10/10"), "http://x", [Finding("r", "WARNING", "Use a tag.")])
    assert "known so far" not in done._repr_html_()
    assert "Use a tag." in done._repr_html_()


def test_a_notebook_gets_html_and_a_text_beside_it():
    bundle = Picture(state([]), "http://x")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == "run-1: Succeeded"


def test_times_show_what_failed_even_among_many():
    nodes = [node(f"n{i}", begin=i) for i in range(200)] + [node("broken", phase="Failed", begin=300)]
    drawn = _svg.gantt(nodes_of(state(nodes)), NOW)
    assert "broken" in drawn
    assert "and 161 more" in drawn


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("collect(0:borough:1,vintage:2009)", "collect 1, 2009"),
        ("say(3:hello)", "say hello"),
        ("main", "main"),
        ("odd(name", "odd(name"),
        ("step(0)", "step(0)"),
    ],
)
def test_an_item_of_a_loop_is_called_after_its_values(name, shown):
    assert _svg.label(nodes_of(state([node(name)]))[0]) == shown
