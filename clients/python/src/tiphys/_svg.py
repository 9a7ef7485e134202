"""Draws a run: its graph and its times, as SVG without script, fonts or style sheets.

Colours are of a middle brightness and texts have the colour of the page, so that the picture is readable on light and
on dark ground, and where a viewer removes styles.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from tiphys._layout import HEIGHT, WIDTH, Box, lay_out
from tiphys.nodes import Node

COLOURS = {
    "Succeeded": "#2e9d5b",
    "Failed": "#d64545",
    "Error": "#d64545",
    "Running": "#2f80d0",
    "Pending": "#b58a1b",
    "Skipped": "#8a8f98",
    "Omitted": "#8a8f98",
}
_OTHER = "#8a8f98"
_MARKS = {"Succeeded": "✓", "Failed": "✗", "Error": "✗", "Running": "▶", "Pending": "…", "Skipped": "–", "Omitted": "–"}
_FOLD = 12
_DOT, _DOTS_PER_ROW = 7, 20
_MOST_EDGES = 4_000
_MOST_ROWS = 40
_AXIS = 22


def colour(phase: str) -> str:
    """The colour of a phase."""
    return COLOURS.get(phase, _OTHER)


def mark(phase: str) -> str:
    """A sign for a phase, for readers who do not see colours."""
    return _MARKS.get(phase, "·")


class _Vertex:
    """A node, or the many nodes of one loop folded into one box."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.folded = len(nodes) > 1
        rows = -(-len(nodes) // _DOTS_PER_ROW)
        self.height = HEIGHT + rows * _DOT + 4 if self.folded else HEIGHT

    @property
    def phase(self) -> str:
        phases = {node.phase for node in self.nodes}
        return next((one for one in ("Error", "Failed", "Running", "Pending") if one in phases), self.nodes[0].phase)


def graph(nodes: Sequence[Node]) -> str:
    """The graph of a run. More than twelve nodes of one task with the same neighbours are folded into one box of dots."""
    vertices, home = _fold(nodes)
    edges = [(home[node.id], home[child]) for node in nodes for child in node.children if child in home]
    layout = lay_out({name: vertex.height for name, vertex in vertices.items()}, edges)
    if not layout.boxes:
        return ""
    lines = "".join(_edge(layout.boxes[a], layout.boxes[b]) for a, b in layout.edges[:_MOST_EDGES])
    boxes = "".join(_box(vertex, layout.boxes[name]) for name, vertex in vertices.items() if name in layout.boxes)
    body = f'<path d="{lines}" fill="none" stroke="currentColor" stroke-opacity=".35"/>{boxes}'
    return _svg(layout.width, layout.height, body, "graph of the run")


def _fold(nodes: Sequence[Node]) -> tuple[dict[str, _Vertex], dict[str, str]]:
    parents: dict[str, list[str]] = {}
    for node in nodes:
        for child in node.children:
            parents.setdefault(child, []).append(node.id)
    groups: dict[tuple[object, ...], list[Node]] = {}
    for node in nodes:
        key = (node.task, node.type, tuple(parents.get(node.id, ())), node.children)
        groups.setdefault(key, []).append(node)
    vertices: dict[str, _Vertex] = {}
    home: dict[str, str] = {}
    for members in groups.values():
        for part in [members] if len(members) > _FOLD else [[one] for one in members]:
            vertices[part[0].id] = _Vertex(part)
            home.update({node.id: part[0].id for node in part})
    return vertices, home


def _edge(a: Box, b: Box) -> str:
    x, y, end, to = a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2
    middle = (x + end) / 2
    return f"M{x:.0f} {y:.0f}C{middle:.0f} {y:.0f} {middle:.0f} {to:.0f} {end:.0f} {to:.0f}"


def _box(vertex: _Vertex, box: Box) -> str:
    node, phase = vertex.nodes[0], vertex.phase
    name = f"{node.task} ×{len(vertex.nodes)}" if vertex.folded else node.display_name
    shown = escape(_cut(f"{mark(phase)} {name if vertex.folded else label(node)}", 21))
    tip = escape(f"{name}: {phase}{' ' + node.message if node.message else ''}"[:200])
    dots = "".join(_dot(one, index, box) for index, one in enumerate(vertex.nodes)) if vertex.folded else ""
    return (
        f'<g><title>{tip}</title><rect x="{box.x:.0f}" y="{box.y:.1f}" width="{WIDTH:.0f}" height="{box.height:.0f}" rx="4" '
        f'fill="{colour(phase)}" fill-opacity=".16" stroke="{colour(phase)}"/>'
        f'<text x="{box.x + 7:.0f}" y="{box.y + 16:.1f}" fill="currentColor">{shown}</text>{dots}</g>'
    )


def _dot(node: Node, index: int, box: Box) -> str:
    x = box.x + 6 + index % _DOTS_PER_ROW * _DOT
    y = box.y + HEIGHT + index // _DOTS_PER_ROW * _DOT
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="5" height="5" fill="{colour(node.phase)}"/>'


def label(node: Node) -> str:
    """A short name: for an item of a loop the task and the item's values, ``collect 1, 2009`` for
    ``collect(0:borough:1,vintage:2009)``."""
    task, bracket, item = node.display_name.partition("(")
    _, colon, values = item.removesuffix(")").partition(":")
    if not bracket or not colon:
        return node.display_name
    return f"{task} {', '.join(value.rpartition(':')[2] for value in values.split(','))}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def gantt(nodes: Sequence[Node], now: dt.datetime, width: int = 720) -> str:
    """When each pod ran, at most 40 rows: those that failed and run first, then by their start."""
    rows = [node for node in nodes if node.is_pod and node.started]
    if not rows:
        return ""
    urgent = {"Error": 0, "Failed": 0, "Running": 1}
    chosen = {node.id for node in sorted(rows, key=lambda one: urgent.get(one.phase, 2))[:_MOST_ROWS]}
    shown = [node for node in rows if node.id in chosen]
    begin = min(node.started for node in rows if node.started)
    end = max([node.finished or now for node in rows] + [begin + dt.timedelta(seconds=1)])
    scale = (width - WIDTH - 70) / (end - begin).total_seconds()
    bars = "".join(_bar(node, index, begin, now, scale) for index, node in enumerate(shown))
    seconds = (end - begin).total_seconds()
    ticks = "".join(
        f'<text x="{WIDTH + part * (width - WIDTH - 70):.0f}" y="12" fill="currentColor" fill-opacity=".7">'
        f"{_duration(part * seconds)}</text>"
        for part in (0, 0.25, 0.5, 0.75, 1)
    )
    note = ""
    if len(rows) > len(shown):
        y = _AXIS + len(shown) * 16 + 12
        note = f'<text x="0" y="{y}" fill="currentColor" fill-opacity=".7">and {len(rows) - len(shown)} more</text>'
    return _svg(width, _AXIS + (len(shown) + bool(note)) * 16 + 4, ticks + bars + note, "times of the run")


def _bar(node: Node, index: int, begin: dt.datetime, now: dt.datetime, scale: float) -> str:
    assert node.started is not None
    y = _AXIS + index * 16
    x = WIDTH + (node.started - begin).total_seconds() * scale
    long = ((node.finished or now) - node.started).total_seconds()
    return (
        f'<text x="0" y="{y + 11}" fill="currentColor">{escape(_cut(label(node), 22))}</text>'
        f'<rect x="{x:.1f}" y="{y + 2}" width="{max(2.0, long * scale):.1f}" height="11" rx="2" '
        f'fill="{colour(node.phase)}" fill-opacity=".75"><title>{escape(node.display_name)}: {_duration(long)}</title></rect>'
        f'<text x="{x + max(2.0, long * scale) + 4:.1f}" y="{y + 11}" fill="currentColor" fill-opacity=".7">'
        f"{_duration(long)}</text>"
    )


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole}s"
    return f"{whole // 60}m{whole % 60:02d}s" if whole < 3600 else f"{whole // 3600}h{whole % 3600 // 60:02d}m"


def progress_bar(counts: Mapping[str, int], width: int = 240) -> str:
    """The parts of the phases as one bar."""
    total = sum(counts.values()) or 1
    x, parts = 0.0, []
    for phase, count in counts.items():
        part = count * width / total
        parts.append(f'<rect x="{x:.1f}" y="0" width="{part:.1f}" height="8" fill="{colour(phase)}"/>')
        x += part
    return _svg(width, 8, "".join(parts), "progress")


def _svg(width: float, height: float, body: str, label: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" width="{width + 2:.0f}" '
        f'height="{height + 2:.0f}" viewBox="-1 -1 {width + 2:.0f} {height + 2:.0f}" font-family="sans-serif" '
        f'font-size="11">{body}</svg>'
    )
