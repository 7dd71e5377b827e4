# ruff: noqa: E501 - SVG paths stay on one line.
"""The plate a picture is painted on: its measures, vector shapes, ridges, soft fields and grain.

All drawing is in units: the frame at rest is `w` x `h` units with its origin at the top left, 1000 units high (a
portrait frame is 750 units wide instead). The plate reaches a margin further on every side.
"""

import io
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from functions.providers.studio.illustrator.colour import rgb
from functions.providers.studio.illustrator.picture import PLATE, REST, Pixels, extent

Field = npt.NDArray[np.float32]

_TILE = 256
"""Pixels a side of the noise that is repeated."""
_GLANCE = 8
"""How many times smaller a drawing is looked at, to see where it has anything."""


@dataclass(frozen=True)
class Plate:
    """Measures of one picture and its source of chance."""

    width: int
    """Frame width in pixels."""
    height: int
    """Frame height in pixels."""
    seed: int

    @property
    def across(self) -> int:
        """Plate width in pixels (even)."""
        return round(self.width * PLATE / 2) * 2

    @property
    def down(self) -> int:
        """Plate height in pixels (even)."""
        return round(self.height * PLATE / 2) * 2

    @property
    def scale(self) -> float:
        """Plate pixels per unit."""
        return REST * min(self.height / 1000, self.width / 750)

    @property
    def w(self) -> float:
        """Width of the frame at rest in units."""
        return self.width * REST / self.scale

    @property
    def h(self) -> float:
        """Height of the frame at rest in units."""
        return self.height * REST / self.scale

    @property
    def left(self) -> float:
        """Left edge of the plate in units."""
        return -(self.across / self.scale - self.w) / 2

    @property
    def right(self) -> float:
        """Right edge of the plate in units."""
        return self.w - self.left

    @property
    def top(self) -> float:
        """Top edge of the plate in units."""
        return -(self.down / self.scale - self.h) / 2

    @property
    def bottom(self) -> float:
        """Bottom edge of the plate in units."""
        return self.h - self.top

    def px(self, x: float) -> float:
        """Column of a place in units."""
        return (x - self.left) * self.scale

    def py(self, y: float) -> float:
        """Row of a place in units."""
        return (y - self.top) * self.scale

    def chance(self, name: str) -> np.random.Generator:
        """Give a random source that depends on the seed and a name only."""
        return np.random.default_rng([self.seed & 0xFFFFFFFF, *name.encode()])

    @cached_property
    def columns(self) -> Field:
        """The x of every pixel column in units."""
        return (np.arange(self.across, dtype=np.float32) + 0.5) / self.scale + self.left

    @cached_property
    def rows(self) -> Field:
        """The y of every pixel row in units."""
        return (np.arange(self.down, dtype=np.float32) + 0.5) / self.scale + self.top

    def empty(self) -> Pixels:
        """Give a transparent layer."""
        return np.zeros((self.down, self.across, 4), np.uint8)

    def vector(self, body: str, *, top: float | None = None, bottom: float | None = None) -> Pixels:
        """Draw SVG elements given in units; only the band between `top` and `bottom` (units) is drawn."""
        first = 0 if top is None else max(0, int(self.py(top)))
        last = self.down if bottom is None else min(self.down, int(self.py(bottom)) + 1)
        pixels = self.empty()
        if last <= first or not body:
            return pixels
        wide, tall = -(-self.across // _GLANCE), -(-(last - first) // _GLANCE)
        seen = extent(self._drawn(body, (0, first, self.across, last), (wide, tall)))
        if seen is not None:
            # A pixel more on each side, for what is too faint to be seen at a glance.
            left, right = (seen[0] - 1) * _GLANCE, (seen[2] + 1) * _GLANCE
            top, bottom = first + (seen[1] - 1) * _GLANCE, first + (seen[3] + 1) * _GLANCE
            part = (max(0, left), max(first, top), min(self.across, right), min(last, bottom))
            size = (part[2] - part[0], part[3] - part[1])
            pixels[part[1] : part[3], part[0] : part[2]] = self._drawn(body, part, size)
        return pixels

    def _drawn(self, body: str, part: tuple[int, int, int, int], size: tuple[int, int]) -> Pixels:
        """Draw a part of the plate (left, top, right, bottom in pixels) at some size; rasterising costs by area."""
        left, top, right, bottom = part
        view = (self.left + left / self.scale, self.top + top / self.scale)
        reach = ((right - left) / self.scale, (bottom - top) / self.scale)
        return draw_svg(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view[0]:.3f} {view[1]:.3f} {reach[0]:.3f} {reach[1]:.3f}" '
            f'width="{size[0]}" height="{size[1]}" preserveAspectRatio="none">{body}</svg>'
        )

    def ridge(self, crest: Field, high: str, low: str, *, depth: float, grain: float = 0.0) -> Pixels:
        """Fill everything below a crest line (units, one value a pixel column).

        The colour goes from `high` at the crest to `low` at `depth` units under it; `grain` (0..1) mottles it.
        """
        pixels = self.empty()
        first = max(0, int(self.py(float(crest.min()))) - 1)
        if first >= self.down:
            return pixels
        under = (self.rows[first:, None] - crest[None, :]) * np.float32(self.scale)
        share = np.clip(under / np.float32(depth * self.scale), 0, 1)
        if grain:
            share = np.clip(share + self._mottle(first) * np.float32(grain), 0, 1)
        pixels[first:, :, 3] = (np.clip(under + np.float32(0.5), 0, 1) * 255).astype(np.uint8)
        for channel, (one, two) in enumerate(zip(rgb(high), rgb(low), strict=True)):
            pixels[first:, :, channel] = (share * np.float32((two - one) * 255) + np.float32(one * 255 + 0.5)).astype(
                np.uint8
            )
        return pixels

    def _mottle(self, first: int) -> Field:
        return _grown(self.noise("mottle", 60, 12, 3), self.across, self.down)[first:]

    def noise(self, name: str, across: float, down: float, octaves: int = 3, shrink: int = 4) -> Field:
        """Give smooth noise over the plate, about -1..1; `across` and `down` are the size of a blot in units.

        The field is `shrink` times smaller than the plate and repeats without a seam from right to left.
        """
        chance = self.chance(name)
        wide, tall = self.across // shrink, self.down // shrink
        seam = wide // 4
        total = np.zeros((tall, wide + seam), np.float32)
        weight = 1.0
        for octave in range(octaves):
            cells = (
                max(2, int((wide + seam) * shrink / self.scale / across * 2**octave) + 2),
                max(2, int(self.down / self.scale / down * 2**octave) + 2),
            )
            grid = chance.standard_normal((cells[1], cells[0]), dtype=np.float32) * np.float32(0.5 * weight)
            total += _grown(grid, wide + seam, tall)
            weight *= 0.5
        ramp = np.linspace(0, 1, seam, dtype=np.float32)
        total[:, :seam] = total[:, :seam] * ramp + total[:, wide:] * (1 - ramp)
        return total[:, :wide]

    def wave(self, name: str, height: float, length: float, octaves: int = 4, rough: float = 0.5) -> Field:
        """Give a rolling line, one value (units) a pixel column, about -height..height; `length` units a swing."""
        chance = self.chance(name)
        line = np.zeros(self.across, np.float32)
        weight = 1.0
        for octave in range(octaves):
            count = max(4, int((self.right - self.left) / length * 2**octave) + 4)
            knots = chance.uniform(-1, 1, count).astype(np.float32)[None, :].repeat(2, 0)
            line += _grown(knots, self.across, 2)[0] * np.float32(weight)
            weight *= rough
        return line * np.float32(height)


def draw_svg(document: str) -> Pixels:
    """Rasterise a whole SVG document at its own size; straight alpha."""
    import resvg_py

    png = resvg_py.svg_to_bytes(svg_string=document, skip_system_fonts=True)
    with Image.open(io.BytesIO(bytes(png))) as image:
        return np.asarray(image.convert("RGBA"))


def _grown(grid: Field, across: int, down: int) -> Field:
    image = Image.fromarray(grid)
    return np.asarray(image.resize((across, down), Image.Resampling.BICUBIC), np.float32)


def grow(pixels: Field, across: int, down: int) -> Pixels:
    """Enlarge a small picture (h x w x 3 or 4, 0..1) smoothly to `across` x `down` pixels."""
    small = Image.fromarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
    return np.asarray(small.resize((across, down), Image.Resampling.BICUBIC))


def grained(pixels: Pixels, chance: np.random.Generator, strength: float = 1.7) -> Pixels:
    """Add fine noise (`strength` levels of 255) to the colours, so that gradients do not band when compressed."""
    import cv2

    tall, wide = pixels.shape[:2]
    out: Pixels = np.ascontiguousarray(pixels)
    start = chance.integers(0, _TILE, 2)
    for change, tile in zip((cv2.add, cv2.subtract), _noise_tiles(strength), strict=True):
        turned = np.roll(tile, start, (0, 1))
        noise = cv2.repeat(turned, -(-tall // _TILE), -(-wide // _TILE))[:tall, :wide]
        out = np.asarray(change(out, noise), np.uint8)
    return out


@lru_cache(maxsize=4)
def _noise_tiles(strength: float) -> tuple[Pixels, Pixels]:
    """What is added to the colours and what is taken off, in tiles of colours without alpha's own."""
    levels = np.random.default_rng(1).normal(0, strength, (_TILE, _TILE)).clip(-32, 32).round()
    more, less = (np.repeat(each.clip(0)[..., None], 4, 2).astype(np.uint8) for each in (levels, -levels))
    more[..., 3] = less[..., 3] = 0
    return more, less
