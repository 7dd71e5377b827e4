"""Layers as the camera needs them: merged by depth, in luma and chroma planes, with what is solid known.

Planes are BT.709, limited range (ITU-R BT.709-6, 3.2 and 3.5), chroma at half size in both directions.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from functions.providers.studio.illustrator.picture import REST, Layer, Picture, Pixels, extent, flatten

Box = tuple[float, float, float, float]
Planes = tuple[Image.Image, Image.Image, Image.Image]

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
    """Layers that move together; `planes` and `alpha` cover the part `box` of the plate (even pixels).

    `cells` are the parts of it that are drawn. `alpha` is (full size, half size), None when all is opaque;
    `solid` is the plate row from which down the group hides all behind it. `drift` is in plate widths a second.
    """

    planes: Planes
    alpha: tuple[Image.Image, Image.Image] | None
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
        wide, tall = onto[0].size
        force = breath(self.pulse, seconds)
        dimmed = [round(value * force) for value in range(256)] if force < 1 else None
        for cell in self.cells:
            left, right = (_placed(edge, window[0], window[2], wide) for edge in (cell.left, cell.right))
            top, bottom = (min(floor, _placed(edge, window[1], window[3], tall)) for edge in (cell.top, cell.bottom))
            if right > left and bottom > top:
                self._part(onto, window, (left, top, right, bottom), cell.opaque and dimmed is None, dimmed)

    def _part(
        self, onto: Planes, window: Box, part: tuple[int, int, int, int], opaque: bool, dimmed: list[int] | None
    ) -> None:
        across, down = (window[2] - window[0]) / onto[0].width, (window[3] - window[1]) / onto[0].height
        left, top, right, bottom = part
        limit_x, limit_y = self.planes[0].size
        source = (
            max(0.0, window[0] + left * across - self.box[0]),
            max(0.0, window[1] + top * down - self.box[1]),
            min(float(limit_x), window[0] + right * across - self.box[0]),
            min(float(limit_y), window[1] + bottom * down - self.box[1]),
        )
        mask = None
        for index, (plane, target) in enumerate(zip(self.planes, onto, strict=True)):
            halved = 1 if index == 0 else 2
            size = ((right - left) // halved, (bottom - top) // halved)
            box = (source[0] / halved, source[1] / halved, source[2] / halved, source[3] / halved)
            if not opaque and self.alpha is not None and index < 2:
                mask = self.alpha[index].resize(size, Image.Resampling.BILINEAR, box=box)
                mask = mask.point(dimmed) if dimmed is not None else mask
            piece = plane.resize(size, Image.Resampling.BILINEAR, box=box)
            target.paste(piece, (left // halved, top // halved), mask)


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

    phases: tuple[tuple[tuple[Image.Image, ...], tuple[Image.Image, Image.Image]], ...]
    tile: tuple[int, int]
    speed: tuple[float, float]
    """Frame pixels a second."""

    def lay(self, onto: Planes, seconds: float) -> None:
        """Draw it onto the frame's planes as it is at this second."""
        wide, tall = onto[0].size
        x, y = -self.speed[0] * seconds % self.tile[0], -self.speed[1] * seconds % self.tile[1]
        column, row = math.floor(x), math.floor(y)
        column, row = column - column % 2, row - row % 2
        planes, alpha = self.phases[int((y - row) / 2 * len(self.phases)) % len(self.phases)]
        for index, (plane, target) in enumerate(zip(planes, onto, strict=True)):
            halved = 1 if index == 0 else 2
            box = (column // halved, row // halved, (column + wide) // halved, (row + tall) // halved)
            target.paste(plane.crop(box), (0, 0), alpha[halved - 1].crop(box))


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
    return Group(_planes(np.asarray(plate)), None, _all(plate.size), (0, 0, *plate.size), plate.size, 0.5, 0)


def _opaque_group(layers: list[Layer], depth: float) -> Group:
    plate = flatten(tuple(layers))
    drift = sum(layer.drift[0] for layer in layers)
    return Group(_planes(np.asarray(plate)), None, _all(plate.size), (0, 0, *plate.size), plate.size, depth, 0, drift)


def _clear_group(layers: list[Layer], depth: float) -> Group:
    joined = Image.fromarray(layers[0].pixels)
    for layer in layers[1:]:
        place = extent(layer.pixels)
        if place is not None:
            part = np.ascontiguousarray(layer.pixels[place[1] : place[3], place[0] : place[2]])
            joined.alpha_composite(Image.fromarray(part), place[:2])
    bounds = joined.getchannel("A").getbbox() or (0, 0, 2, 2)
    box = _widened(bounds, joined.size)
    piece = joined.crop(box)
    masks = piece.getchannel("A")
    cells = _cells(masks, box[:2])
    wide = [cell for cell in cells if cell.opaque and cell.left == 0 and cell.right == joined.width]
    solid = min((c.top for c in wide if c.bottom == joined.height), default=joined.height)
    pulse = max(layer.pulse for layer in layers)
    return Group(_planes(_bled(piece)), (masks, masks.reduce(2)), cells, box, joined.size, depth, solid, 0.0, pulse)


def _cells(alpha: Image.Image, origin: tuple[int, int]) -> tuple[Cell, ...]:
    """Cut what is not empty into few boxes, so that air is not sampled and opaque parts are not blended."""
    field = np.asarray(alpha)
    tall, wide = field.shape
    rows = [*range(0, tall, _CELL), tall]
    columns = [*range(0, wide, _CELL), wide]
    growing: dict[tuple[int, int, bool], int] = {}
    found: list[Cell] = []
    for top, bottom in pairwise(rows):
        runs: list[tuple[int, int, bool]] = []
        for left, right in pairwise(columns):
            # Sampling reaches two pixels further than the block.
            block = field[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2]
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


def _planes(colours: npt.NDArray[np.uint8]) -> Planes:
    image = Image.fromarray(colours)
    red, green, blue = (np.asarray(band, np.float32) for band in image.split())
    luma = np.float32(0.2126) * red + np.float32(0.7152) * green + np.float32(0.0722) * blue
    luma_plane = Image.fromarray((np.float32(16.5) + np.float32(219 / 255) * luma).astype(np.uint8))
    small = np.asarray(image.reduce(2), np.float32)
    mean = small @ np.array((0.2126, 0.7152, 0.0722), np.float32)
    blue_part, red_part = (
        Image.fromarray(
            np.clip(128.5 + (small[..., band] - mean) * np.float32(224 / 255 / span), 16, 240).astype(np.uint8)
        )
        for band, span in ((2, 1.8556), (0, 1.5748))
    )
    return luma_plane, blue_part, red_part


def _scroll(layer: Layer, width: int, height: int) -> Scroll:
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
        mask = piece.getchannel("A")
        planes = _planes(_bled(piece))
        phases.append(
            (
                (_repeated(planes[0], width, height), *(_repeated(p, width // 2, height // 2) for p in planes[1:])),
                (_repeated(mask, width, height), _repeated(mask.reduce(2), width // 2, height // 2)),
            )
        )
    return Scroll(tuple(phases), tile, (layer.drift[0] * tile[0], layer.drift[1] * tile[1]))


def _repeated(plane: Image.Image, right: int, down: int) -> Image.Image:
    """Repeat a tile so far that a frame can be cut from anywhere in its first copy."""
    pixels = np.asarray(plane)
    return Image.fromarray(np.pad(pixels, ((0, down + 2), (0, right + 2)), mode="wrap"))
