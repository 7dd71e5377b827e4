# ruff: noqa: PLR0917 - drawing verbs take place, size and colour in order.
"""What every setting starts from (the world) and what it gives back (a scene to put subjects into)."""

from dataclasses import dataclass
from typing import Literal

from functions.providers.studio.illustrator.colour import Inks, mix
from functions.providers.studio.illustrator.picture import Layer
from functions.providers.studio.illustrator.plate import Field, Plate
from functions.providers.studio.illustrator.sky import Sun, paint_sky, place_sun

Floor = Literal["ground", "water", "air"]


@dataclass(frozen=True)
class World:
    """One picture's measures, colours and light."""

    plate: Plate
    inks: Inks
    sun_across: float
    """Where the sun or moon stands, as a share of the frame's width."""
    clear_at: tuple[float, float]
    """Span (shares of the frame's width) that scenery keeps free of tall things, for the main subject."""
    focus: float = 0.5
    """Where the main subject stands, as a share of the frame's width."""
    keywords: frozenset[str] = frozenset()

    def free(self, x: float, half: float = 0.0) -> bool:
        """Whether a thing at `x` units, `half` units to each side, leaves the main subject's place alone."""
        return x + half < self.clear_at[0] * self.plate.w or x - half > self.clear_at[1] * self.plate.w

    def sun(self, horizon: float) -> Sun:
        """Place the sun or moon over a horizon (units)."""
        return place_sun(self.plate, self.inks, horizon, self.sun_across)

    def sky(self, horizon: float) -> list[Layer]:
        """Paint the sky down to a horizon (units)."""
        northern = bool(self.keywords & {"aurora", "northern lights", "polar"})
        return paint_sky(self.plate, self.inks, horizon, self.sun(horizon), aurora=northern)

    def hills(
        self, name: str, colour: str, y: float, height: float, length: float, far: float, depth: float,
        *, rough: float = 0.45, octaves: int = 4, crest: Field | None = None, grain: float = 0.0,
    ) -> Layer:  # fmt: skip
        """Paint a rolling ridge at `y` units whose foot fades into the air; `far` is 0 (close) to 1."""
        line = self.plate.wave(name, height, length, octaves, rough) + y if crest is None else crest
        high = self.inks.ink(colour, far)
        low = mix(high, self.inks.haze, min(0.75, 0.15 + far * 0.6)) if far > 0.12 else self.inks.ink(_darker(colour))
        pixels = self.plate.ridge(line, high, low, depth=max(60.0, height * 2.4), grain=grain)
        return Layer(name, pixels, depth)


def _darker(colour: str) -> str:
    return mix(colour, "#101828", 0.3)


@dataclass(frozen=True)
class Scene:
    """A setting without its subjects.

    `feet` are the y (units) at which a far, a middle and a near subject stands; `slots` tell how many layers lie
    behind each of them. `water` is the span (units) where boats float, None when there is none. `bench` says that
    small things need something to stand on here.
    """

    layers: list[Layer]
    horizon: float
    feet: tuple[float, float, float]
    slots: tuple[int, int, int]
    sun: Sun
    floor: Floor = "ground"
    water: tuple[float, float] | None = None
    bench: str = "#8a6a4c"
    size: float = 1.0
