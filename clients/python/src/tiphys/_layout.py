"""Lays a graph out in layers from left to right. Pure functions, no drawing.

Every edge goes to a later layer, no two boxes overlap, and the result depends on the input alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 150.0, 24.0
GAP_X, GAP_Y = 46.0, 8.0
_SWEEPS = 4


@dataclass(frozen=True)
class Box:
    """Where a vertex is drawn: its left upper corner and its size, in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """The boxes by vertex, the edges that are drawn, and the size of the whole."""

    boxes: Mapping[str, Box]
    edges: Sequence[tuple[str, str]]
    width: float
    height: float


def lay_out(heights: Mapping[str, float], edges: Sequence[tuple[str, str]]) -> Layout:
    """Places vertices, given with their heights, so that edges go to the right. Edges that close a cycle are left out."""
    kept = _forward(heights, edges)
    layers = _order(_layers(heights, kept), kept)
    boxes: dict[str, Box] = {}
    tallest = max((sum(heights[one] + GAP_Y for one in layer) - GAP_Y for layer in layers), default=0.0)
    for index, layer in enumerate(layers):
        y = (tallest - sum(heights[one] + GAP_Y for one in layer) + GAP_Y) / 2
        for one in layer:
            boxes[one] = Box(index * (WIDTH + GAP_X), y, WIDTH, heights[one])
            y += heights[one] + GAP_Y
    width = max(0.0, len(layers) * (WIDTH + GAP_X) - GAP_X)
    return Layout(boxes, kept, width, tallest)


def _forward(vertices: Mapping[str, float], edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The edges between known vertices without doubles, loops and those that close a cycle."""
    unique = [(a, b) for a, b in dict.fromkeys(edges) if a in vertices and b in vertices and a != b]
    after: dict[str, list[str]] = {one: [] for one in vertices}
    for a, b in unique:
        after[a].append(b)
    state: dict[str, int] = {}
    back: set[tuple[str, str]] = set()
    for start in vertices:
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(after[start]))]
        while stack:
            vertex, rest = stack[-1]
            for following in rest:
                if state.get(following) == 1:
                    back.add((vertex, following))
                elif following not in state:
                    state[following] = 1
                    stack.append((following, iter(after[following])))
                    break
            else:
                state[vertex] = 2
                stack.pop()
    return [edge for edge in unique if edge not in back]


def _layers(vertices: Mapping[str, float], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Each vertex in the layer behind all of those that lead to it."""
    waiting = dict.fromkeys(vertices, 0)
    after: dict[str, list[str]] = {one: [] for one in vertices}
    for a, b in edges:
        waiting[b] += 1
        after[a].append(b)
    layers: list[list[str]] = []
    ready = [one for one, count in waiting.items() if count == 0]
    while ready:
        layers.append(ready)
        following: list[str] = []
        for one in ready:
            for other in after[one]:
                waiting[other] -= 1
                if waiting[other] == 0:
                    following.append(other)
        ready = following
    return layers


def _order(layers: list[list[str]], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Orders each layer by the mean place of its neighbours, forwards and backwards in turn: fewer edges cross."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for a, b in edges:
        after.setdefault(a, []).append(b)
        before.setdefault(b, []).append(a)
    place = {one: index / max(1, len(layer)) for layer in layers for index, one in enumerate(layer)}
    for sweep in range(_SWEEPS):
        neighbours = before if sweep % 2 == 0 else after
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            mean = {one: _mean(place, neighbours.get(one, ()), place[one]) for one in layer}
            layer.sort(key=mean.__getitem__)
            for index, one in enumerate(layer):
                place[one] = index / max(1, len(layer))
    return layers


def _mean(place: Mapping[str, float], neighbours: Sequence[str], otherwise: float) -> float:
    return sum(place[one] for one in neighbours) / len(neighbours) if neighbours else otherwise
