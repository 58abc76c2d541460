"""Where the nodes of a network stand: the strongest by stress minimisation with room for labels, the rest around them.

Written here in plain Python, after Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient Descent" (2018):
networkx's own layouts need numpy, which nothing else here does, and its spring layout takes 77 s at 5,000 nodes. The same
network always gets the same positions: the generator is seeded and everything is walked in sorted order.
"""

import math
import random
from collections import deque
from collections.abc import Iterable, Mapping

import networkx as nx

Position = tuple[float, float]
Term = tuple[int, int, float]  # two nodes and the distance that they should have

# The part of the page that a network of some sixty nodes fills at its first zoom, in CSS pixels.
_WIDTH, _HEIGHT = 900.0, 670.0
_SPACING = 130.0
_MOST_STRETCH = 1.5
_LABEL_HEIGHT = 84.0
_LETTER = 6.6
_LONGEST = 22
_WHOLE_UP_TO = 150
_CLEARANCE = 24.0
_ROUNDS = 30
# The page opens with this many; `state.js` has the same number.
STRONGEST = 70
_ASIDE = tuple(sign * step / 10 for step in range(10) for sign in (1, -1))
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def layout(network: "nx.MultiDiGraph[str]") -> dict[str, Position]:
    """A position in CSS pixels for every node, x to the right and y down, centred on the origin.

    Up to 150 nodes all take part alike. Of more, the strongest 70 entities, with which the page opens, are laid out
    as if they were alone, and the others stand around them, each on the side of those that it has to do with: a picture of
    everything at once would be a ball that nobody can read. Places are drawn towards those who acted there, and parts
    that are not connected stand side by side.
    """
    nodes = sorted(network)
    numbers = {node: number for number, node in enumerate(nodes)}
    neighbours = _neighbours(network, numbers)
    boxes = [_box(network.nodes[node]) for node in nodes]
    lines = sorted({(numbers[source], numbers[target]) for source, target in network.edges() if source != target})
    inner = set(numbers.values()) if len(nodes) <= _WHOLE_UP_TO else _core(network, numbers, neighbours)
    placed = _packed([_part(part, neighbours, lines, boxes) for part in _parts(inner, neighbours)], boxes)
    placed |= _around(placed, neighbours, boxes)
    return {node: (round(placed[number][0], 1), round(placed[number][1], 1)) for node, number in numbers.items()}


def strongest(network: "nx.MultiDiGraph[str]") -> list[str]:
    """The entities by the number of their events, most first, then by id; the page ranks them in the same way."""
    events: dict[str, set[str]] = {node: set() for node, kind in network.nodes(data="kind") if kind != "event"}
    for source, target, key, places in network.edges(keys=True, data="places", default=()):
        for node in (source, target, *(places or ())):
            if node in events:
                events[node].add(key)
    return sorted(events, key=lambda node: (-len(events[node]), node))


def _core(network: "nx.MultiDiGraph[str]", numbers: Mapping[str, int], neighbours: list[list[int]]) -> set[int]:
    entities = {numbers[node] for node in strongest(network)[:STRONGEST]}
    hanging = {numbers[node] for node, kind in network.nodes(data="kind") if kind == "event"}
    return entities | {node for node in hanging if entities.issuperset(neighbours[node])}


def _part(part: list[int], neighbours: list[list[int]], lines: list[tuple[int, int]], boxes: list[Position]) -> dict[int, Position]:
    placed = {n: (x * _SPACING, y * _SPACING) for n, (x, y) in _turned(_stress(part, neighbours)).items()}
    return _apart(_off_lines(_apart(placed, boxes), lines, boxes), boxes)


def _neighbours(network: "nx.MultiDiGraph[str]", numbers: Mapping[str, int]) -> list[list[int]]:
    found: list[set[int]] = [set() for _ in numbers]
    for source, target, places in network.edges(data="places", default=()):
        ties = [(source, target), *((end, place) for place in places or () for end in (source, target))]
        for one, other in ties:
            if one != other and one in numbers and other in numbers:
                found[numbers[one]].add(numbers[other])
                found[numbers[other]].add(numbers[one])
    return [sorted(near) for near in found]


def _box(attributes: Mapping[str, object]) -> Position:
    """Half the width and height that a node takes with its longer label under it."""
    if attributes.get("kind") == "event":
        return 20.0, 16.0
    letters = max(len(str(attributes.get(key) or "")) for key in ("label_ar", "label_en"))
    return max(26.0, min(letters, _LONGEST) * _LETTER / 2 + 14.0), _LABEL_HEIGHT / 2


def _parts(nodes: set[int], neighbours: list[list[int]]) -> list[list[int]]:
    """Connected parts of these nodes, largest first, then by their first node."""
    left, parts = set(nodes), []
    for start in sorted(nodes):
        if start in left:
            part = sorted(_distances(start, nodes, neighbours))
            left.difference_update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _distances(start: int, nodes: set[int], neighbours: list[list[int]]) -> dict[int, int]:
    """Steps from `start` to every one of the nodes that can be reached by way of them."""
    found, waiting = {start: 0}, deque([start])
    while waiting:
        node = waiting.popleft()
        for near in neighbours[node]:
            if near in nodes and near not in found:
                found[near] = found[node] + 1
                waiting.append(near)
    return found


def _stress(part: list[int], neighbours: list[list[int]]) -> dict[int, Position]:
    """Positions whose distances come near to the number of steps between nodes; the unit is one step."""
    generator = random.Random(len(part))
    x = {n: generator.uniform(-1, 1) * math.sqrt(len(part)) for n in part}
    y = {n: generator.uniform(-1, 1) * math.sqrt(len(part)) for n in part}
    members = set(part)
    terms: list[Term] = [(n, m, float(far)) for n in part for m, far in _distances(n, members, neighbours).items() if m > n]
    farthest = max((far for _, _, far in terms), default=1.0)
    for number in range(_ROUNDS):
        step = farthest**2 * (0.05 / farthest**2) ** (number / (_ROUNDS - 1))
        generator.shuffle(terms)
        for n, m, far in terms:
            dx, dy = x[n] - x[m], y[n] - y[m]
            length = math.sqrt(dx * dx + dy * dy) or 1e-6
            shift = min(step / (far * far), 1.0) * (length - far) / (2 * length)
            x[n], y[n] = x[n] - shift * dx, y[n] - shift * dy
            x[m], y[m] = x[m] + shift * dx, y[m] + shift * dy
    return {n: (x[n], y[n]) for n in part}


def _turned(placed: Mapping[int, Position]) -> dict[int, Position]:
    """The same figure, centred, its long side lying across and drawn out a little towards the proportions of the page."""
    middle_x = sum(x for x, _ in placed.values()) / len(placed)
    middle_y = sum(y for _, y in placed.values()) / len(placed)
    centred = {n: (x - middle_x, y - middle_y) for n, (x, y) in placed.items()}
    across = sum(x * x - y * y for x, y in centred.values())
    along = sum(2 * x * y for x, y in centred.values())
    angle = -math.atan2(along, across) / 2
    sine, cosine = math.sin(angle), math.cos(angle)
    turned = {n: (x * cosine - y * sine, x * sine + y * cosine) for n, (x, y) in centred.items()}
    wide = max(x for x, _ in turned.values()) - min(x for x, _ in turned.values())
    high = max(y for _, y in turned.values()) - min(y for _, y in turned.values())
    stretch = min(_MOST_STRETCH, max(1 / _MOST_STRETCH, wide / _WIDTH * _HEIGHT / high)) if high else 1.0
    return {n: (x / math.sqrt(stretch), y * math.sqrt(stretch)) for n, (x, y) in turned.items()}


def _apart(placed: dict[int, Position], boxes: list[Position]) -> dict[int, Position]:
    """Moves nodes until no box of node and label covers another, along the shorter way out."""
    cell = 2 * max((max(boxes[n]) for n in placed), default=1.0)
    for _ in range(60):
        cells: dict[tuple[int, int], list[int]] = {}
        for n in sorted(placed):
            cells.setdefault((int(placed[n][0] // cell), int(placed[n][1] // cell)), []).append(n)
        pushed = [_push(n, m, placed, boxes) for n, m in _near(cells)]
        if not any(pushed):
            break
    return placed


def _off_lines(placed: dict[int, Position], lines: list[tuple[int, int]], boxes: list[Position]) -> dict[int, Position]:
    """Moves nodes off lines that only pass by: a line through a node reads as two events of that node."""
    here = [(source, target) for source, target in lines if source in placed and target in placed]
    for _ in range(24):
        moved = [_step_aside(n, source, target, placed) for source, target in here for n in placed if n not in (source, target)]
        if not any(moved):
            break
        _apart(placed, boxes)
    return placed


def _step_aside(n: int, source: int, target: int, placed: dict[int, Position]) -> bool:
    (x, y), (sx, sy), (tx, ty) = placed[n], placed[source], placed[target]
    along_x, along_y = tx - sx, ty - sy
    length = math.hypot(along_x, along_y) or 1.0
    share = ((x - sx) * along_x + (y - sy) * along_y) / length**2
    aside = ((x - sx) * along_y - (y - sy) * along_x) / length
    if not 0.05 < share < 0.95 or abs(aside) >= _CLEARANCE:
        return False
    shift = math.copysign(_CLEARANCE - abs(aside) + 2.0, aside)
    placed[n] = (x + shift * along_y / length, y - shift * along_x / length)
    return True


def _near(cells: Mapping[tuple[int, int], list[int]]) -> Iterable[tuple[int, int]]:
    """Pairs of nodes in the same or in touching cells, each once."""
    for (column, row), here in cells.items():
        around = [m for c in (-1, 0, 1) for r in (-1, 0, 1) for m in cells.get((column + c, row + r), ())]
        yield from ((n, m) for n in here for m in around if n < m)


def _push(n: int, m: int, placed: dict[int, Position], boxes: list[Position]) -> bool:
    (nx_, ny), (mx, my) = placed[n], placed[m]
    over_x = boxes[n][0] + boxes[m][0] - abs(nx_ - mx)
    over_y = boxes[n][1] + boxes[m][1] - abs(ny - my)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    if over_x < over_y:
        shift = math.copysign(over_x / 2, nx_ - mx)
        placed[n], placed[m] = (nx_ + shift, ny), (mx - shift, my)
    else:
        shift = math.copysign(over_y / 2, ny - my)
        placed[n], placed[m] = (nx_, ny + shift), (mx, my - shift)
    return True


def _around(inner: Mapping[int, Position], neighbours: list[list[int]], boxes: list[Position]) -> dict[int, Position]:
    """Positions outside of the placed ones for all others: towards their neighbours, as near as there is room."""
    placed, taken = dict(inner), _Taken()
    half_width, half_height = _WIDTH / 2, _HEIGHT / 2
    if inner:
        left, top, right, bottom = _edges(inner, boxes)
        half_width, half_height = (right - left) / 2, (bottom - top) / 2
    for turn, n in enumerate(_outward(inner, neighbours)):
        known = [placed[m] for m in neighbours[n] if m in placed]
        x, y = sum(x for x, _ in known), sum(y for _, y in known)
        angle = math.atan2(y / half_height, x / half_width) if known else turn * _GOLDEN_ANGLE
        placed[n] = taken.room(angle, half_width * math.sqrt(2), half_height * math.sqrt(2), boxes[n])
    return placed


def _outward(inner: Mapping[int, Position], neighbours: list[list[int]]) -> list[int]:
    """All nodes that are not placed, nearest to the placed ones first."""
    order, seen = deque(sorted(inner)), set(inner)
    found: list[int] = []
    for start in (None, *range(len(neighbours))):
        if start is not None and start not in seen:
            seen.add(start)
            found.append(start)
            order.append(start)
        while order:
            fresh = [m for m in neighbours[order.popleft()] if m not in seen]
            seen.update(fresh)
            found += fresh
            order.extend(fresh)
    return found


class _Taken:
    """The ground outside of an ellipse, of which each box takes some squares."""

    def __init__(self) -> None:
        self._squares: set[tuple[int, int]] = set()
        self._filled: dict[int, int] = {}

    def room(self, angle: float, across: float, down: float, box: Position) -> Position:
        """The free place nearest to the ellipse in about this direction."""
        sector = round(angle * 16 / math.pi)
        for ring in range(self._filled.get(sector, 0), 1_000_000):
            share = 1 + (ring + 1) * 0.09
            for aside in _ASIDE:
                x, y = across * share * math.cos(angle + aside), down * share * math.sin(angle + aside)
                squares = self._under(x, y, box)
                if self._squares.isdisjoint(squares):
                    self._squares |= squares
                    return x, y
            self._filled[sector] = max(self._filled.get(sector, 0), ring - 4)
        raise AssertionError("a plane has room for everything")

    @staticmethod
    def _under(x: float, y: float, box: Position) -> set[tuple[int, int]]:
        columns = range(math.floor((x - box[0]) / 40), math.floor((x + box[0]) / 40) + 1)
        lines = range(math.floor((y - box[1]) / 40), math.floor((y + box[1]) / 40) + 1)
        return {(column, line) for column in columns for line in lines}


def _packed(parts: list[dict[int, Position]], boxes: list[Position]) -> dict[int, Position]:
    """The parts in rows under the largest, of the width that fills the page best."""
    edges = [_edges(part, boxes) for part in parts if part]
    if not edges:
        return {}
    widest = max(right - left for left, _, right, _ in edges)
    whole = sum(right - left for left, _, right, _ in edges)
    tried = (_rows(edges, widest + (whole - widest) * step / 40) for step in range(41))
    best = min(tried, key=lambda rows: max(rows[1] / _WIDTH, rows[2] / _HEIGHT))[0]
    packed = {n: (x + px, y + py) for part, (x, y) in zip(parts, best, strict=True) for n, (px, py) in part.items()}
    left, top, right, bottom = _edges(packed, boxes)
    return {n: (px - (left + right) / 2, py - (top + bottom) / 2) for n, (px, py) in packed.items()}


def _rows(edges: list[tuple[float, float, float, float]], most: float) -> tuple[list[Position], float, float]:
    """How far each part moves so that they stand in rows of at most this width; and the width and height of it all."""
    shifts: list[Position] = []
    x = y = tallest = widest = 0.0
    for left, top, right, bottom in edges:
        if x and x + right - left > most:
            x, y, tallest = 0.0, y + tallest, 0.0
        shifts.append((x - left, y - top))
        x, tallest, widest = x + right - left, max(tallest, bottom - top), max(widest, x + right - left)
    return shifts, widest, y + tallest


def _edges(part: Mapping[int, Position], boxes: list[Position]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a part with its boxes."""
    across, down = [(x, boxes[n][0]) for n, (x, _) in part.items()], [(y, boxes[n][1]) for n, (_, y) in part.items()]
    return min(x - half for x, half in across), min(y - half for y, half in down), max(x + half for x, half in across), max(y + half for y, half in down)
