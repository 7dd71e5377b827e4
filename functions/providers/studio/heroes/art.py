"""What a hero is made from (tones) and what it comes out as (art)."""

import colorsys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from functions.providers.studio.heroes.draw import number

Stands = Literal["ground", "water", "air"]

_PEOPLE = (
    ("#eebf98", "#4a2f22"), ("#8a583b", "#1f1816"), ("#d59d6b", "#2a1f1c"), ("#f3cba8", "#a9652f"),
    ("#5f3c2b", "#171314"), ("#c68a5c", "#33231c"), ("#e9b48c", "#6d4327"), ("#a46d47", "#241a18"),
)  # fmt: skip
"""Skin and hair that occur together, in an order in which neighbours differ."""


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(min(max(value, 0), 1) * 255):02x}" for value in channels)


def mix(first: str, second: str, share: float) -> str:
    """Blend two '#rrggbb' colours; `share` (0..1) is how much of the second."""
    return _hex(a + (b - a) * share for a, b in zip(_channels(first), _channels(second), strict=True))


def brightness(colour: str) -> float:
    """Perceived brightness 0..1 (Rec. 709 luma weights on the encoded channels)."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Tones:
    """The colours of one drawing, all '#rrggbb'.

    `main` and `accent` are the subject's own two colours, `light` its brightest surfaces (sails, walls, paper) and
    `shade` their shaded side, `dark` its deepest details, `glow` lamps and lit windows.
    """

    main: str
    accent: str
    light: str
    shade: str
    dark: str
    skin: str
    hair: str
    glow: str

    def low(self, colour: str, share: float = 0.3) -> str:
        """Give the shaded side of a colour."""
        return mix(colour, self.dark, share)

    def high(self, colour: str, share: float = 0.35) -> str:
        """Give the lit side of a colour."""
        return mix(colour, self.light, share)

    @property
    def warm(self) -> str:
        """The warmer of the subject's own colours, or a terracotta when both are cool."""
        for colour in (self.accent, self.main):
            red, _, blue = _channels(colour)
            if red > blue + 0.15:
                return colour
        return "#d9694a"

    @property
    def cool(self) -> str:
        """The cooler of the subject's own colours, or a sea blue when both are warm."""
        for colour in (self.main, self.accent):
            red, _, blue = _channels(colour)
            if blue > red + 0.1:
                return colour
        return "#3d7c96"

    def natural(self, colour: str, share: float = 0.14) -> str:
        """Bring a thing's natural colour (leaf, fur, wood) a little towards this palette."""
        return mix(colour, self.main, share)


@dataclass(frozen=True)
class HeroArt:
    """One drawn subject.

    `svg` is a complete document with a transparent background whose viewBox is `0 0 width height`. `metres` is the
    natural height of the whole box. `lights` are (x, y, radius): x and y as shares of the box's width and height,
    the radius as a share of the box's larger side.
    """

    svg: str
    width: int
    height: int
    stands: Stands
    metres: float
    lights: tuple[tuple[float, float, float], ...]


def people_tones(t: Tones, variant: int) -> Tones:
    """Give the same colours to another person: skin and hair of their own, clothes exchanged for every second one."""
    skin, hair = _PEOPLE[variant % len(_PEOPLE)]
    if variant % 2:
        return replace(t, main=t.accent, accent=t.main, skin=skin, hair=hair)
    return replace(t, skin=skin, hair=hair)


def frame(
    *parts: str,
    box: tuple[int, int, int, int],
    metres: float,
    stands: Stands = "ground",
    lights: Sequence[tuple[float, float, float]] = (),
) -> HeroArt:
    """Cut a drawing to `box` (left, top, right, bottom in drawing units); `lights` are in drawing units too."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    side = max(width, height)
    body = "".join(parts)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<g transform="translate({number(-left)} {number(-top)})">{body}</g></svg>'
    )
    places = tuple(
        (round((x - left) / width, 4), round((y - top) / height, 4), round(r / side, 4)) for x, y, r in lights
    )
    return HeroArt(svg=svg, width=width, height=height, stands=stands, metres=metres, lights=places)


def _lively(colour: str) -> float:
    """Rank a colour as a subject's own: saturated and neither near black nor near white."""
    _, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return saturation * (1 - abs(lightness - 0.52) * 1.6)


def _apart(first: str, second: str) -> float:
    """Distance of two hues, 0 (same) to 0.5 (opposite)."""
    gap = abs(colorsys.rgb_to_hls(*_channels(first))[0] - colorsys.rgb_to_hls(*_channels(second))[0])
    return min(gap, 1 - gap)


def _bounded(colour: str, lowest: float, highest: float) -> str:
    """Lift or lower a colour until its brightness is in range, keeping its hue."""
    value = brightness(colour)
    if value < lowest:
        return mix(colour, "#ffffff", (lowest - value) / (1 - value))
    if value > highest:
        return mix(colour, "#000000", 1 - highest / value)
    return colour


def _accent(main: str, others: Sequence[str]) -> str:
    ranked = sorted(others, key=lambda colour: (_apart(colour, main) * _lively(colour), colour), reverse=True)
    if ranked and _apart(ranked[0], main) > 0.12 and _lively(ranked[0]) > 0.12:
        return ranked[0]
    hue = colorsys.rgb_to_hls(*_channels(main))[0]
    cool = 0.22 < hue < 0.8
    return "#e0694a" if cool else "#2f8288"


def tones_for(palette: Sequence[str], variant: int = 0) -> Tones:
    """Choose readable, contrasting tones from a scene's palette ('#rrggbb', at least one colour).

    The palette's liveliest colour leads and the liveliest of another hue answers it; a palette of one hue gets a
    warm or cool answer of its own. `variant` steps through the leading colours and through skin and hair.

    Raises:
        ValueError: the palette is empty.
    """
    colours = list(dict.fromkeys(colour.lower() for colour in palette))
    if not colours:
        raise ValueError("a palette needs at least one colour")
    by_light = sorted(colours, key=lambda colour: (brightness(colour), colour))
    lively = sorted(colours, key=lambda colour: (_lively(colour), colour), reverse=True)
    leaders = [colour for colour in lively if _lively(colour) >= 0.6 * _lively(lively[0])][:3]
    main = leaders[variant % len(leaders)]
    accent = _bounded(_accent(main, [colour for colour in colours if colour != main]), 0.36, 0.72)
    skin, hair = _PEOPLE[variant % len(_PEOPLE)]
    dark = _bounded(mix(by_light[0], "#141a2e", 0.45), 0.08, 0.2)
    light = _bounded(mix(by_light[-1], "#fff8ec", 0.5), 0.88, 0.97)
    main = _bounded(main, 0.28, 0.62)
    return Tones(
        main=main,
        accent=accent,
        light=light,
        shade=mix(light, mix(main, dark, 0.3), 0.34),
        dark=dark,
        skin=mix(skin, by_light[-1], 0.06),
        hair=hair,
        glow=mix("#ffd27a", light, 0.15),
    )
