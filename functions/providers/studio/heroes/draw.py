"""The drawing vocabulary of the heroes: smooth outlines, tapered limbs, shapes with a lit and a shaded side.

All functions are pure and give SVG text. Coordinates are drawing units, x to the right, y down. Light comes from the
upper left, so shade falls on the right and below.
"""

import hashlib
import math
import re
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Node = tuple[float, float, float]

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_VALUE = re.compile(r"-?\d+\.?\d*")

SOFT = 0.36
"""Length of a Bézier handle as a share of its chord; 0.36 turns evenly set points into near circles."""


def number(value: float) -> str:
    """Write a coordinate with one decimal at most, so that equal drawings are equal text."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _parse(points: str) -> tuple[list[Point], list[bool]]:
    places: list[Point] = []
    corners: list[bool] = []
    for word in points.split():
        x, y = word.rstrip("!").split(",")
        places.append((float(x), float(y)))
        corners.append(word.endswith("!"))
    return places, corners


def _unit(a: Point, b: Point) -> Point:
    length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _curve(places: Sequence[Point], corners: Sequence[bool], closed: bool) -> str:
    count = len(places)
    tangents: list[Point] = []
    for i in range(count):
        before = places[i - 1] if i or closed else places[i]
        after = places[(i + 1) % count] if i + 1 < count or closed else places[i]
        tangents.append(_unit(before, after))
    parts = [f"M{_pair(places[0])}"]
    for i in range(count if closed else count - 1):
        j = (i + 1) % count
        start, end = places[i], places[j]
        reach = math.hypot(end[0] - start[0], end[1] - start[1]) * SOFT
        out = _unit(start, end) if corners[i] else tangents[i]
        into = _unit(start, end) if corners[j] else tangents[j]
        first = (start[0] + out[0] * reach, start[1] + out[1] * reach)
        second = (end[0] - into[0] * reach, end[1] - into[1] * reach)
        parts.append(f"C{_pair(first)} {_pair(second)} {_pair(end)}")
    return "".join(parts) + ("Z" if closed else "")


def smooth(points: str) -> str:
    """Closed outline through `"x,y x,y! ..."`; a point marked `!` is a corner, the others are round."""
    return _curve(*_parse(points), closed=True)


def trail(points: str) -> str:
    """Open smooth line through `"x,y x,y! ..."`, for strokes."""
    return _curve(*_parse(points), closed=False)


def polygon(points: str) -> str:
    """Closed outline with straight sides through `"x,y x,y ..."`."""
    return "M" + "L".join(_pair(place) for place in _parse(points)[0]) + "Z"


def ribbon(nodes: str | Iterable[Node], *, flat: bool = False) -> str:
    """Limb along nodes `"x,y,w ..."`, `w` being its half width there; ends are round unless `flat`."""
    if isinstance(nodes, str):
        rows = [tuple(float(part) for part in word.split(",")) for word in nodes.split()]
        spine: list[Node] = [(x, y, w) for x, y, w in rows]
    else:
        spine = list(nodes)
    left: list[Point] = []
    right: list[Point] = []
    last = len(spine) - 1
    for i, (x, y, w) in enumerate(spine):
        along = _unit(spine[max(i - 1, 0)][:2], spine[min(i + 1, last)][:2])
        left.append((x + along[1] * w, y - along[0] * w))
        right.append((x - along[1] * w, y + along[0] * w))
    if flat:
        places = [*left, *reversed(right)]
        corners = [i in (0, last, last + 1, 2 * last + 1) for i in range(len(places))]
        return _curve(places, corners, closed=True)
    head, tail = spine[0], spine[-1]
    out, back = _unit(spine[-2][:2], tail[:2]), _unit(spine[1][:2], head[:2])
    tip = (tail[0] + out[0] * tail[2], tail[1] + out[1] * tail[2])
    root = (head[0] + back[0] * head[2], head[1] + back[1] * head[2])
    places = [*left, tip, *reversed(right), root]
    return _curve(places, [False] * len(places), closed=True)


def ring(x: float, y: float, rx: float, ry: float | None = None) -> str:
    """Outline of a circle or an ellipse, for use where a path is wanted."""
    ry = rx if ry is None else ry
    arc = f"A{number(rx)} {number(ry)} 0 1 1"
    return f"M{number(x - rx)} {number(y)}{arc} {number(x + rx)} {number(y)}{arc} {number(x - rx)} {number(y)}Z"


def slab(x: float, y: float, width: float, height: float, r: float = 0) -> str:
    """Outline of a rectangle with corners of radius `r`."""
    r = min(r, width / 2, height / 2)
    if r <= 0:
        return f"M{_pair((x, y))}h{number(width)}v{number(height)}h{number(-width)}Z"
    a = f"a{number(r)} {number(r)} 0 0 1 "
    across, down = number(width - 2 * r), number(height - 2 * r)
    return (
        f"M{_pair((x + r, y))}h{across}{a}{_pair((r, r))}v{down}{a}{_pair((-r, r))}"
        f"h-{across}{a}{_pair((-r, -r))}v-{down}{a}{_pair((r, -r))}Z"
    )


def path(d: str, fill: str, opacity: float = 1) -> str:
    """Fill an outline."""
    faint = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return f'<path d="{d}" fill="{fill}"{faint}/>'


def stroke(d: str, colour: str, width: float, opacity: float = 1, *, cap: str = "round") -> str:
    """Draw along a line."""
    faint = f' stroke-opacity="{opacity:g}"' if opacity < 1 else ""
    style = f'stroke="{colour}" stroke-width="{number(width)}" stroke-linecap="{cap}" stroke-linejoin="round"'
    return f'<path d="{d}" fill="none" {style}{faint}/>'


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    """Fill a circle."""
    return path(ring(x, y, r), fill, opacity)


def oval(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1) -> str:  # noqa: PLR0917
    """Fill an ellipse."""
    return path(ring(x, y, rx, ry), fill, opacity)


def rect(x: float, y: float, width: float, height: float, fill: str, r: float = 0, opacity: float = 1) -> str:  # noqa: PLR0917
    """Fill a rectangle with corners of radius `r`."""
    return path(slab(x, y, width, height, r), fill, opacity)


def clipped(d: str, *parts: str) -> str:
    """Show `parts` only inside the outline. The clip's id is its content's hash, so documents can be joined."""
    name = "c" + hashlib.sha256(d.encode()).hexdigest()[:10]
    return f'<clipPath id="{name}"><path d="{d}"/></clipPath><g clip-path="url(#{name})">' + "".join(parts) + "</g>"


def _arc_places(values: list[float], at: Point, base: Point) -> list[Point]:
    places: list[Point] = []
    for i in range(0, len(values), 7):
        rx, ry = values[i], values[i + 1]
        end = (values[i + 5] + base[0], values[i + 6] + base[1])
        middle = ((at[0] + end[0]) / 2, (at[1] + end[1]) / 2)
        # In units of the radii the chord's half length and the centre's distance from it make a unit right triangle.
        half = math.hypot((end[0] - at[0]) / rx, (end[1] - at[1]) / ry) / 2
        reach = max(half, 1.0) + math.sqrt(max(1 - half * half, 0))
        places += [(middle[0] + side * rx * reach, middle[1] + side * ry * reach) for side in (-1, 1)]
        places.append(end)
        at = end
    return places


def _places(command: str, values: list[float], at: Point) -> list[Point]:
    """Points that one path command surely stays between, its end point last."""
    if command in "Hh":
        return [(x if command == "H" else at[0] + x, at[1]) for x in values]
    if command in "Vv":
        return [(at[0], y if command == "V" else at[1] + y) for y in values]
    base = at if command.islower() else (0.0, 0.0)
    if command in "Aa":
        return _arc_places(values, at, base)
    return [(values[i] + base[0], values[i + 1] + base[1]) for i in range(0, len(values) - 1, 2)]


def extent(d: str) -> tuple[float, float, float, float]:
    """Rectangle (left, top, right, bottom) that holds an outline; curves and short arcs are counted a little wide."""
    at: Point = (0.0, 0.0)
    seen: list[Point] = []
    for command, tail in _COMMAND.findall(d):
        values = [float(value) for value in _VALUE.findall(tail)]
        if values:
            places = _places(command, values, at)
            at = places[-1]
            seen += places
    across, down = [x for x, _ in seen], [y for _, y in seen]
    return min(across), min(down), max(across), max(down)


def crescent(d: str, colour: str, dx: float, dy: float, opacity: float = 1) -> str:
    """Colour what the outline leaves uncovered when it is shifted by (dx, dy): a band along the far edge."""
    faint = f' opacity="{opacity:g}"' if opacity < 1 else ""
    # The cover is kept small: a renderer makes a layer as large as what is drawn in a clip, seen or not.
    left, top, right, bottom = extent(d)
    wide, high = abs(dx) + 1, abs(dy) + 1
    cover = slab(left - wide, top - high, right - left + 2 * wide, bottom - top + 2 * high)
    move = f"translate({number(dx)} {number(dy)})"
    return clipped(d, f'<path d="{cover}{d}" fill-rule="evenodd" fill="{colour}" transform="{move}"{faint}/>')


def form(d: str, base: str, shade: str, dx: float = -8, dy: float = -3, *, rim: str = "", inner: str = "") -> str:
    """Fill an outline, lay `inner` into it, shade its far edge and, given `rim`, light its near edge."""
    parts = [path(d, base), crescent(d, shade, dx, dy)]
    if inner:
        parts += [clipped(d, inner), crescent(d, shade, dx, dy, 0.45)]
    if rim:
        parts.append(crescent(d, rim, -dx * 0.45, -dy * 0.45))
    return "".join(parts)


def moved(*parts: str, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0, flip: bool = False) -> str:
    """Place parts: mirrored (`flip`), scaled, turned by degrees clockwise, then shifted to (x, y)."""
    steps = [f"translate({number(x)} {number(y)})"] if x or y else []
    if turn:
        steps.append(f"rotate({turn:g})")
    if scale != 1 or flip:
        steps.append(f"scale({-scale if flip else scale:g} {scale:g})")
    inside = "".join(parts)
    return f'<g transform="{" ".join(steps)}">{inside}</g>' if steps else inside
