"""Colours of a picture: natural colours pulled towards the shot's palette, then lit by the hour and the weather.

Mixing is done in OKLab (https://bottosson.github.io/posts/oklab/), where equal steps look equal and blends stay clean.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.shot import TimeOfDay, Weather

Rgb = tuple[float, float, float]

_AMBIENT: dict[TimeOfDay, Rgb] = {
    "dawn": (0.95, 0.87, 0.92),
    "day": (1.0, 1.0, 1.0),
    "golden": (1.03, 0.92, 0.76),
    "dusk": (0.70, 0.60, 0.76),
    "night": (0.34, 0.41, 0.62),
}
_SKIES: dict[TimeOfDay, tuple[str, str, str]] = {
    "dawn": ("#5f86bf", "#e6b3b8", "#ffdcae"),
    "day": ("#2f7cc4", "#7dbae4", "#dcf0f4"),
    "golden": ("#5a86b4", "#f0bd86", "#ffe3a6"),
    "dusk": ("#2b2b63", "#a5537f", "#ff9c62"),
    "night": ("#091232", "#16305f", "#3a5c8c"),
}
_GLOOM: dict[Weather, tuple[float, float]] = {
    "clear": (1.0, 1.0),
    "cloudy": (0.96, 0.72),
    "rain": (0.84, 0.58),
    "storm": (0.74, 0.6),
    "snow": (0.98, 0.62),
    "fog": (0.98, 0.5),
    "wind": (1.0, 0.92),
}
"""Weather to (brightness, saturation) factors."""

_HAZE: dict[Weather, float] = {
    "clear": 1.0, "cloudy": 1.1, "rain": 1.3, "storm": 1.15, "snow": 1.3, "fog": 1.75, "wind": 1.0,
}  # fmt: skip


def rgb(colour: str) -> Rgb:
    """Give the channels of '#rrggbb' as 0..1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def hexed(channels: Sequence[float]) -> str:
    """Write channels 0..1 (clipped) as '#rrggbb'."""
    return "#" + "".join(f"{round(min(max(value, 0.0), 1.0) * 255):02x}" for value in channels)


def luma(colour: str) -> float:
    """Perceived brightness 0..1 (Rec. 709 weights on the encoded channels)."""
    red, green, blue = rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def _lab(colour: str) -> Rgb:
    return _to_lab(rgb(colour))


def _to_lab(colour: Sequence[float]) -> Rgb:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_lab(lab: Sequence[float]) -> Rgb:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (12.92 * c if c <= 0.0031308 else 1.055 * max(c, 0.0) ** (1 / 2.4) - 0.055 for c in linear)
    return red, green, blue


@lru_cache(maxsize=8192)
def mix(first: str, second: str, share: float) -> str:
    """Blend two colours in OKLab; `share` (clipped to 0..1) is how much of the second."""
    share = min(max(share, 0.0), 1.0)
    one, two = _lab(first), _lab(second)
    return hexed(_from_lab([a + (b - a) * share for a, b in zip(one, two, strict=True)]))


@lru_cache(maxsize=8192)
def lighter(colour: str, step: float) -> str:
    """Raise (or with a negative step lower) the OKLab lightness by `step`, keeping the hue."""
    lightness, a, b = _lab(colour)
    return hexed(_from_lab((min(max(lightness + step, 0.0), 1.0), a, b)))


def _toned(colour: str, brightness: float, saturation: float) -> str:
    lightness, a, b = _lab(colour)
    return hexed(_from_lab((lightness * brightness, a * saturation, b * saturation)))


@dataclass(frozen=True)
class Inks:
    """The colours one picture is painted with."""

    palette: tuple[str, ...]
    time: TimeOfDay
    weather: Weather
    indoors: bool = False

    @property
    def dark(self) -> bool:
        """Whether lamps are lit at this hour."""
        return self.time in ("dusk", "night")

    @property
    def haze_density(self) -> float:
        """How fast things fade with distance, 1 in clear air."""
        return _HAZE[self.weather]

    def pull(self, colour: str, share: float = 0.38) -> str:
        """Bring the hue of a natural colour towards the palette's most fitting one; lightness stays nearly the same."""
        return _pulled(colour, self.palette, share)

    def ink(self, natural: str, far: float = 0.0, *, share: float = 0.38) -> str:
        """Give a thing's colour in this light; `far` (0..1) is how much air lies between it and the eye."""
        tinted = self.lit(self.pull(natural, share))
        return mix(tinted, self.haze, min(0.94, far * self.haze_density))

    def lit(self, colour: str) -> str:
        """Light a colour by the hour and the weather (indoors lamps and windows keep it brighter)."""
        red, green, blue = rgb(colour)
        ambient: Rgb = _AMBIENT[self.time]
        if self.indoors:
            softness = 0.62 if self.time == "night" else 0.72
            ambient = (
                ambient[0] * softness + (1 - softness) * 1.06,
                ambient[1] * softness + (1 - softness) * 0.94,
                ambient[2] * softness + (1 - softness) * 0.80,
            )
        brightness, saturation = _gloom(self.time, self.weather)
        if self.indoors:
            brightness, saturation = 0.5 + brightness / 2, 0.5 + saturation / 2
        return _toned(hexed((red * ambient[0], green * ambient[1], blue * ambient[2])), brightness, saturation)

    @property
    def sky(self) -> tuple[str, str, str]:
        """Colours of the sky overhead, half way down, and at the horizon."""
        return _sky(self.palette, self.time, self.weather)

    @property
    def haze(self) -> str:
        """Colour of the air in the distance."""
        _, middle, low = self.sky
        return mix(low, middle, 0.3)

    @property
    def sun(self) -> str:
        """Colour of the sun's or moon's disc."""
        return {
            "dawn": "#fff0d0", "day": "#fffbea", "golden": "#fff2c4", "dusk": "#ffd79a", "night": "#f3f1dc",
        }[self.time]  # fmt: skip

    @property
    def lamp(self) -> str:
        """Colour of lit windows and lamps."""
        return mix("#ffcf7a", self.pull("#ffcf7a"), 0.4)

    @property
    def main(self) -> str:
        """The palette's liveliest colour."""
        return max(self.palette, key=lambda colour: (_liveliness(colour), colour))

    @property
    def accent(self) -> str:
        """The palette's liveliest colour of another hue than `main`, or `main` when there is none."""
        lead = _lab(self.main)
        return max(
            self.palette,
            key=lambda colour: (math.dist(lead[1:], _lab(colour)[1:]) * (0.05 + _liveliness(colour)), colour),
        )


def _liveliness(colour: str) -> float:
    lightness, a, b = _lab(colour)
    return math.hypot(a, b) * (1 - abs(lightness - 0.62))


@lru_cache(maxsize=4096)
def _pulled(colour: str, palette: tuple[str, ...], share: float) -> str:
    lightness, a, b = _lab(colour)
    best, weight = (lightness, a, b), -1.0
    mean_a = mean_b = 0.0
    for swatch in palette:
        lab = _lab(swatch)
        mean_a, mean_b = mean_a + lab[1] / len(palette), mean_b + lab[2] / len(palette)
        kinship = 1.0 / (0.05 + math.dist((a, b), lab[1:]) + 0.35 * abs(lightness - lab[0]))
        if kinship > weight:
            best, weight = lab, kinship
    return hexed(
        _from_lab(
            (
                lightness + (best[0] - lightness) * share * 0.22,
                a + (best[1] - a) * share + mean_a * share * 0.35,
                b + (best[2] - b) * share + mean_b * share * 0.35,
            )
        )
    )


def _gloom(time: TimeOfDay, weather: Weather) -> tuple[float, float]:
    """Give (brightness, saturation) factors; what little light the night has, the weather takes less of."""
    brightness, saturation = _GLOOM[weather]
    return (1 - (1 - brightness) * 0.35 if time == "night" else brightness), saturation


@lru_cache(maxsize=256)
def _sky(palette: tuple[str, ...], time: TimeOfDay, weather: Weather) -> tuple[str, str, str]:
    brightness, saturation = _gloom(time, weather)
    grey = {"dawn": "#b9b3bd", "day": "#b8c4cc", "golden": "#d2bda4", "dusk": "#6a6480", "night": "#34435f"}[time]
    share = {"clear": 0.0, "wind": 0.12, "cloudy": 0.35, "snow": 0.5, "rain": 0.55, "storm": 0.5, "fog": 0.68}
    top, middle, low = (
        _toned(mix(_pulled(colour, palette, 0.34), grey, share[weather] * weight), brightness, saturation)
        for colour, weight in zip(_SKIES[time], (1.0, 1.0, 0.75), strict=True)
    )
    return top, middle, low
