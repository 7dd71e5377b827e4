"""Layers as the camera needs them: merged by depth, in luma and chroma planes, with what is solid known.

Planes are BT.709, limited range (ITU-R BT.709-6, 3.2 and 3.5), chroma at half size in both directions.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from functions.providers.studio.illustrator.picture import REST, Layer, Picture, Pixels, extent, flatten

if TYPE_CHECKING:
    from cv2.typing import MatLike as Plane
else:
    Plane = Pixels

Box = tuple[float, float, float, float]
Part = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""
Planes = tuple[Plane, Plane, Plane]
"""Luma, and blue and red colour difference at half size, 8 bit."""

_STEPS = (0.08, 0.36, 0.78)
"""Depths at which a new group of layers begins; the sky, the distance, the stage, the foreground."""
_DEPTHS = (0.0, 0.25, 0.6, 1.0)
"""Depths at which the groups move."""
_FALLING = 0.8
"""Layers nearer than this that drift are rain, snow, leaves or bubbles: they scroll over the whole frame."""
_CELL = 96
"""Plate pixels a side of the blocks that are told apart as empty, mixed or opaque."""
_SLOW = 240.0
"""Pixels a second under which whole-pixel steps of a scrolling layer would be seen."""
_PHASES = 4
"""Sub-pixel positions kept of slowly scrolling layers."""
_GLIDES = 8
"""Sub-pixel positions kept of what glides; a frame is mixed from two. With four, sharpness would flicker a little."""
_STILL = 1e-6
"""Plate pixels that are no movement, but rounding."""
_LUMA = np.array((0.2126, 0.7152, 0.0722))
_BLUE = (np.array((0.0, 0.0, 1.0)) - _LUMA) / 1.8556
_RED = (np.array((1.0, 0.0, 0.0)) - _LUMA) / 1.5748


@dataclass(frozen=True)
class Cell:
    """A part of the plate in which a group has something to show; whether it is all opaque there."""

    left: int
    top: int
    right: int
    bottom: int
    opaque: bool


@dataclass(frozen=True)
class Group:
    """Layers that move together; `luma` and `chroma` cover the part `box` of the plate (even pixels).

    `luma` is one plane where all is opaque, else luma and alpha. `chroma` is at half size: blue, red and alpha. Both
    are filled up to four channels, which OpenCV samples quicker than two or three. `cells` are the parts to draw.
    `solid` is the plate row from which down the group hides all behind it. `drift` is in plate widths a second.
    """

    luma: Plane
    chroma: Plane
    cells: tuple[Cell, ...]
    box: tuple[int, int, int, int]
    size: tuple[int, int]
    depth: float
    solid: int
    drift: float = 0.0
    pulse: float = 0.0

    def solid_below(self, window: Box, height: int) -> int:
        """Give the frame row (even) from which down this group covers the frame's whole width."""
        if self.solid >= self.size[1]:
            return height
        scale = (window[3] - window[1]) / height
        row = math.ceil((self.solid + 2 - window[1]) / scale)
        return min(height, max(0, row + row % 2))

    def lay(self, onto: Planes, window: Box, floor: int, seconds: float) -> None:
        """Sample the window and draw it onto the frame's planes, leaving out rows from `floor` on."""
        tall, wide = onto[0].shape
        force = breath(self.pulse, seconds)
        for cell in self.cells:
            left, right = (_placed(edge, window[0], window[2], wide) for edge in (cell.left, cell.right))
            top, bottom = (min(floor, _placed(edge, window[1], window[3], tall)) for edge in (cell.top, cell.bottom))
            if right > left and bottom > top:
                self._part(onto, window, (left, top, right, bottom), None if cell.opaque and force == 1 else force)

    def _part(self, onto: Planes, window: Box, part: Part, force: float | None) -> None:
        """Draw a part of the frame: opaque where `force` is None, else with alpha times `force`."""
        import cv2

        left, top, right, bottom = part
        tall, wide = onto[0].shape
        scale = ((window[2] - window[0]) / wide, (window[3] - window[1]) / tall)
        x, y = window[0] + left * scale[0] - self.box[0], window[1] + top * scale[1] - self.box[1]
        luma = _sampled(self.luma, scale, (x, y), (right - left, bottom - top))
        chroma = _sampled(self.chroma, scale, (x / 2, y / 2), ((right - left) // 2, (bottom - top) // 2))
        frame = onto[0][top:bottom, left:right]
        blue, red = (plane[top // 2 : bottom // 2, left // 2 : right // 2] for plane in onto[1:])
        if force is None:
            cv2.extractChannel(luma, 0, frame)
            cv2.extractChannel(chroma, 0, blue)
            cv2.extractChannel(chroma, 1, red)
        else:
            _blend(frame, cv2.extractChannel(luma, 0), _dimmed(cv2.extractChannel(luma, 1), force))
            alpha = _dimmed(cv2.extractChannel(chroma, 2), force)
            _blend(blue, cv2.extractChannel(chroma, 0), alpha)
            _blend(red, cv2.extractChannel(chroma, 1), alpha)


@dataclass(frozen=True)
class Sheet:
    """One plane of what glides, at the frame's scale, at each of a few sub-pixel positions.

    `shown` is weighted with alpha; `through` is how much of what is behind shows, None where all is opaque. `origin` is
    the place of their corner in the frame at its first position, along the way and across it.
    """

    shown: tuple[Plane, ...]
    through: tuple[Plane, ...] | None
    origin: tuple[int, int]
    axis: int

    def lay(self, target: Plane, part: Part, along: float, *, opaque: bool) -> None:
        """Draw a part of it onto a plane of the frame, `along` pixels of this plane from the first position."""
        import cv2

        left, top, right, bottom = part
        frame = target[top:bottom, left:right]
        if opaque or self.through is None:
            self._between(self.shown, part, along, frame)
        else:
            behind = cv2.multiply(frame, self._between(self.through, part, along), scale=1 / 255)
            cv2.add(behind, self._between(self.shown, part, along), frame)

    def _between(self, phases: tuple[Plane, ...], part: Part, along: float, into: Plane | None = None) -> Plane:
        import cv2

        before = math.floor(along * len(phases))
        share = along * len(phases) - before
        one, other = (self._cut(phases, part, before + step) for step in (0, 1))
        return cv2.addWeighted(one, 1 - share, other, share, 0, into)

    def _cut(self, phases: tuple[Plane, ...], part: Part, position: int) -> Plane:
        whole, phase = divmod(position, len(phases))
        shift = (whole - self.origin[0], -self.origin[1])
        x, y = shift if self.axis == 0 else shift[::-1]
        left, top, right, bottom = part
        return phases[phase][top + y : bottom + y, left + x : right + x]


@dataclass(frozen=True, kw_only=True)
class Glide(Group):
    """A group that only moves along one axis: sampled once at some sub-pixel positions; frames are mixed from two.

    Its `luma` and `chroma` are empty. `start` is where the window begins, in plate pixels, at its first position.
    """

    sheets: tuple[Sheet, Sheet, Sheet]
    start: float

    def _part(self, onto: Planes, window: Box, part: Part, force: float | None) -> None:
        axis = self.sheets[0].axis
        along = (window[axis] - self.start) * onto[0].shape[1 - axis] / (window[axis + 2] - window[axis])
        halved = (part[0] // 2, part[1] // 2, part[2] // 2, part[3] // 2)
        for target, sheet, where, step in zip(onto, self.sheets, (part, halved, halved), (1, 2, 2), strict=True):
            sheet.lay(target, where, along / step, opaque=force is None)


def gliding(group: Group, windows: Sequence[Box], size: tuple[int, int]) -> Group:
    """Sample a group beforehand, if over all these windows it is neither enlarged nor moved along both axes."""
    first = windows[0]
    spans = [max(w[edge] for w in windows) - min(w[edge] for w in windows) for edge in range(4)]
    moving = [axis for axis in (0, 1) if spans[axis] > _STILL]
    resized = any(abs((w[a + 2] - w[a]) - (first[a + 2] - first[a])) > _STILL for w in windows for a in (0, 1))
    if group.pulse or resized or len(moving) > 1:
        return group
    axis = moving[0] if moving else 0
    start = min(window[axis] for window in windows)
    scale = ((first[2] - first[0]) / size[0], (first[3] - first[1]) / size[1])
    corner = (start, first[1]) if axis == 0 else (first[0], start)
    reach = [*size]
    reach[axis] += 2 * math.ceil(spans[axis] / scale[axis] / 2) + 4
    sheets = _sheets(group, corner, scale, reach, axis)
    none = np.empty((0, 0), np.uint8)
    return Glide(**{**vars(group), "luma": none, "chroma": none}, sheets=sheets, start=start)


def _sheets(
    group: Group, corner: tuple[float, float], scale: tuple[float, float], reach: Sequence[int], axis: int
) -> tuple[Sheet, Sheet, Sheet]:
    """Sample a group at the frame's scale, `reach` pixels from a corner of the plate, at each sub-pixel position."""
    import cv2

    # Only where the group has anything, on even pixels and a little wide.
    low = [min(reach[a], max(0, math.floor((group.box[a] - corner[a]) / scale[a] / 2) * 2 - 4)) for a in (0, 1)]
    high = [min(reach[a], math.ceil((group.box[a + 2] - corner[a]) / scale[a] / 2) * 2 + 4) for a in (0, 1)]
    wide, tall = (max(2, high[a] - low[a]) for a in (0, 1))
    x, y = (corner[a] + low[a] * scale[a] - group.box[a] for a in (0, 1))
    clear = not all(cell.opaque for cell in group.cells)
    seen: list[list[Plane]] = [[], [], []]
    through: list[list[Plane]] = [[], []]
    for plane, step in ((group.luma, 1), (group.chroma, 2)):
        for phase in range(_GLIDES):
            ahead = [0.0, 0.0]
            ahead[axis] = phase / _GLIDES * scale[axis]
            sampled = _sampled(plane, scale, (x / step + ahead[0], y / step + ahead[1]), (wide // step, tall // step))
            shown = [_channel(sampled, channel) for channel in range(step)]
            if clear:
                alpha = _channel(sampled, step)
                shown = [cv2.multiply(each, alpha, scale=1 / 255) for each in shown]
                through[step - 1].append(cv2.bitwise_not(alpha))
            for kept, each in zip(seen[step - 1 :], shown, strict=False):
                kept.append(each)
    origin, halved = (low[axis], low[1 - axis]), (low[axis] // 2, low[1 - axis] // 2)
    behind = [tuple(each) if clear else None for each in through]
    return (
        Sheet(tuple(seen[0]), behind[0], origin, axis),
        Sheet(tuple(seen[1]), behind[1], halved, axis),
        Sheet(tuple(seen[2]), behind[1], halved, axis),
    )


def _channel(plane: Plane, channel: int) -> Plane:
    import cv2

    return plane if plane.ndim == 2 else cv2.extractChannel(plane, channel)


def _sampled(plane: Plane, scale: tuple[float, float], corner: tuple[float, float], size: tuple[int, int]) -> Plane:
    """Sample a window with bilinear weights; positions are those of pixels' corners, so their middles lie half in."""
    import cv2

    across, down = scale
    way = np.array(((across, 0, corner[0] + across / 2 - 0.5), (0, down, corner[1] + down / 2 - 0.5)))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(plane, way, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)


def _dimmed(alpha: Plane, force: float) -> Plane:
    import cv2

    return alpha if force == 1 else cv2.convertScaleAbs(alpha, alpha=force)


def _blend(onto: Plane, piece: Plane, alpha: Plane) -> None:
    """Lay a piece over a part of a plane. The two roundings cancel where both are equal, so flat areas stay flat."""
    import cv2

    behind = cv2.multiply(onto, cv2.bitwise_not(alpha), scale=1 / 255)
    cv2.add(behind, cv2.multiply(piece, alpha, scale=1 / 255), onto)


def _placed(edge: int, start: float, end: float, length: int) -> int:
    """Give the even frame position of a plate position; neighbours share theirs, so nothing is drawn twice."""
    place = 2 * math.floor((edge - start) / (end - start) * length / 2 + 1e-9)
    return min(max(place, 0), length)


def breath(pulse: float, seconds: float) -> float:
    """Give the opacity of a pulsing layer: a slow breath, or flashes when `pulse` is over a half."""
    if not pulse:
        return 1.0
    if pulse > 0.5:
        since = (seconds + 0.1) % 2.9
        again = (since - 0.22) if since > 0.22 else 9.0
        return min(1.0, math.exp(-since / 0.12) + 0.7 * math.exp(-again / 0.2))
    return 1.0 - pulse * (0.5 - 0.5 * math.cos(2 * math.pi * seconds / 3.1))


@dataclass(frozen=True)
class Scroll:
    """A layer that scrolls and repeats, as rain and snow; kept at frame size in a few sub-pixel positions."""

    phases: tuple[tuple[Planes, tuple[Plane, Plane, Plane]], ...]
    """Planes weighted with alpha, and how much of what is behind shows through each."""
    tile: tuple[int, int]
    speed: tuple[float, float]
    """Frame pixels a second."""

    def lay(self, onto: Planes, seconds: float) -> None:
        """Draw it onto the frame's planes as it is at this second."""
        import cv2

        tall, wide = onto[0].shape
        x, y = -self.speed[0] * seconds % self.tile[0], -self.speed[1] * seconds % self.tile[1]
        column, row = math.floor(x), math.floor(y)
        column, row = column - column % 2, row - row % 2
        planes, through = self.phases[int((y - row) / 2 * len(self.phases)) % len(self.phases)]
        for target, plane, clear, halved in zip(onto, planes, through, (1, 2, 2), strict=True):
            rows = slice(row // halved, (row + tall) // halved)
            columns = slice(column // halved, (column + wide) // halved)
            cv2.add(cv2.multiply(target, clear[rows, columns], scale=1 / 255), plane[rows, columns], target)


def group_layers(picture: Picture, width: int, height: int) -> tuple[list[Group], list[Scroll]]:
    """Merge a picture's layers into groups from far to near, and those that scroll by themselves."""
    still = [layer for layer in picture.layers if not _falls(layer)]
    scrolls = [_scroll(layer, width, height) for layer in picture.layers if _falls(layer)]
    runs: dict[int, list[Layer]] = {}
    living: list[tuple[int, Layer]] = []
    step = 0
    for layer in still:
        step = max(step, _step(layer, still))
        if layer.pulse:
            living.append((step, layer))
        else:
            runs.setdefault(step, []).append(layer)
    groups: list[Group] = []
    for step, layers in runs.items():
        groups.append(_clear_group(layers, _DEPTHS[step]) if groups else _opaque_group(layers, _DEPTHS[step]))
        # A light shines over the whole group it belongs to, so that it need not cut that in two.
        groups += [_clear_group([layer], _DEPTHS[step]) for at, layer in living if at == step]
    return groups, scrolls


def _all(size: tuple[int, int]) -> tuple[Cell, ...]:
    return (Cell(0, 0, size[0], size[1], True),)


def _falls(layer: Layer) -> bool:
    return layer.depth >= _FALLING and any(layer.drift)


def _step(layer: Layer, layers: list[Layer]) -> int:
    """Give the group a layer belongs to; with a foreground to draw, the distance moves with the sky to save work."""
    step = sum(layer.depth >= limit for limit in _STEPS)
    crowded = max(each.depth for each in layers) >= _STEPS[-1] or any(each.pulse for each in layers)
    return 0 if step == 1 and crowded else step


def flat_group(plate: Image.Image) -> Group:
    """Make a group of one opaque RGB picture."""
    return _opaque(plate, 0.5)


def _opaque_group(layers: list[Layer], depth: float) -> Group:
    return _opaque(flatten(tuple(layers)), depth, sum(layer.drift[0] for layer in layers))


def _opaque(plate: Image.Image, depth: float, drift: float = 0.0) -> Group:
    import cv2

    luma, blue, red = _planes(np.asarray(plate))
    chroma = cv2.merge((blue, red, blue, red))
    return Group(luma, chroma, _all(plate.size), (0, 0, *plate.size), plate.size, depth, 0, drift)


def _clear_group(layers: list[Layer], depth: float) -> Group:
    import cv2

    joined = Image.fromarray(layers[0].pixels)
    for layer in layers[1:]:
        place = extent(layer.pixels)
        if place is not None:
            part = np.ascontiguousarray(layer.pixels[place[1] : place[3], place[0] : place[2]])
            joined.alpha_composite(Image.fromarray(part), place[:2])
    bounds = joined.getchannel("A").getbbox() or (0, 0, 2, 2)
    box = _widened(bounds, joined.size)
    piece = joined.crop(box)
    alpha = np.asarray(piece.getchannel("A"))
    cells = _cells(alpha, box[:2])
    wide = [cell for cell in cells if cell.opaque and cell.left == 0 and cell.right == joined.width]
    solid = min((c.top for c in wide if c.bottom == joined.height), default=joined.height)
    pulse = max(layer.pulse for layer in layers)
    luma, blue, red = _planes(_bled(piece))
    half = _halved(alpha)
    packed = cv2.merge((luma, alpha, luma, alpha)), cv2.merge((blue, red, half, half))
    return Group(*packed, cells, box, joined.size, depth, solid, 0.0, pulse)


def _cells(alpha: Pixels, origin: tuple[int, int]) -> tuple[Cell, ...]:
    """Cut what is not empty into few boxes, so that air is not sampled and opaque parts are not blended."""
    tall, wide = alpha.shape
    rows = [*range(0, tall, _CELL), tall]
    columns = [*range(0, wide, _CELL), wide]
    growing: dict[tuple[int, int, bool], int] = {}
    found: list[Cell] = []
    for top, bottom in pairwise(rows):
        runs: list[tuple[int, int, bool]] = []
        for left, right in pairwise(columns):
            # Sampling reaches two pixels further than the block.
            block = alpha[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2]
            if block.any():
                opaque = bool(block.min() == 255)
                if runs and runs[-1][1:] == (left, opaque):
                    runs[-1] = (runs[-1][0], right, opaque)
                else:
                    runs.append((left, right, opaque))
        for run in [run for run in growing if run not in runs]:
            found.append(_cell(run, growing.pop(run), top, origin))
        for run in runs:
            growing.setdefault(run, top)
    found += [_cell(run, top, tall, origin) for run, top in growing.items()]
    return tuple(found)


def _cell(run: tuple[int, int, bool], top: int, bottom: int, origin: tuple[int, int]) -> Cell:
    return Cell(run[0] + origin[0], top + origin[1], run[1] + origin[0], bottom + origin[1], run[2])


def _widened(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Round a box outwards to even pixels with a little air, so that edges fade to nothing inside it."""
    left, top = max(0, box[0] - 4) & ~1, max(0, box[1] - 4) & ~1
    return left, top, min(size[0], (box[2] + 5) & ~1), min(size[1], (box[3] + 5) & ~1)


def _bled(image: Image.Image) -> Pixels:
    """Spread the colours of opaque pixels a little into transparent ones, so that sampling draws no dark seams."""
    small = image.resize((max(1, image.width // 6), max(1, image.height // 6)), Image.Resampling.BOX)
    spread = small.convert("RGB").resize(image.size, Image.Resampling.NEAREST)
    spread.paste(image.convert("RGB"), (0, 0), image.getchannel("A").point([0, *[255] * 255]))
    return np.asarray(spread)


def _planes(colours: Pixels) -> Planes:
    import cv2

    small = _halved(colours)
    # One row of the matrix at a time: all three at once are rounded to 1/1024, and off by one here and there.
    return (
        cv2.transform(colours, np.array([[*_LUMA * 219 / 255, 16]])),
        cv2.transform(small, np.array([[*_BLUE * 224 / 255, 128]])),
        cv2.transform(small, np.array([[*_RED * 224 / 255, 128]])),
    )


def _halved(plane: Plane) -> Plane:
    import cv2

    return cv2.resize(plane, (plane.shape[1] // 2, plane.shape[0] // 2), interpolation=cv2.INTER_AREA)


def _scroll(layer: Layer, width: int, height: int) -> Scroll:
    import cv2

    tall, wide = layer.pixels.shape[:2]
    tile = (round(wide / REST / 2) * 2, round(tall / REST / 2) * 2)
    image = Image.fromarray(layer.pixels)
    slow = abs(layer.drift[1]) * height < _SLOW
    # Rows from the top follow below, so that a shifted window never reaches past the end.
    ring = Image.new("RGBA", (wide, tall + 8))
    ring.paste(image, (0, 0))
    ring.paste(image.crop((0, 0, wide, 8)), (0, tall))
    phases = []
    for phase in range(_PHASES if slow else 1):
        shift = 2 * phase / _PHASES * tall / tile[1]
        piece = ring.resize(tile, Image.Resampling.BILINEAR, box=(0.0, shift, float(wide), shift + tall))
        alpha = np.asarray(piece.getchannel("A"))
        half = _halved(alpha)
        weighted = (
            cv2.multiply(plane, mask, scale=1 / 255)
            for plane, mask in zip(_planes(_bled(piece)), (alpha, half, half), strict=True)
        )
        clear, clear_half = _repeated(255 - alpha, width, height), _repeated(255 - half, width // 2, height // 2)
        luma, blue, red = (
            _repeated(plane, width // halved, height // halved)
            for plane, halved in zip(weighted, (1, 2, 2), strict=True)
        )
        phases.append(((luma, blue, red), (clear, clear_half, clear_half)))
    return Scroll(tuple(phases), tile, (layer.drift[0] * tile[0], layer.drift[1] * tile[1]))


def _repeated(plane: Plane, right: int, down: int) -> Plane:
    """Repeat a tile so far that a frame can be cut from anywhere in its first copy."""
    import cv2

    return cv2.copyMakeBorder(plane, 0, down + 2, 0, right + 2, cv2.BORDER_WRAP)
