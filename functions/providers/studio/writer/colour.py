"""Palettes: what colours are called, and how a mood's colours look at another hour or in other weather."""

import colorsys

Rgb = tuple[float, float, float]

_TINTS: dict[str, tuple[str, float, float]] = {
    # hour or weather: the light's colour, how much of it, and how bright the whole becomes
    "dawn": ("#ffc9b0", 0.16, 1.02),
    "day": ("#ffffff", 0.0, 1.0),
    "golden": ("#ffb25e", 0.20, 1.0),
    "dusk": ("#5a5a92", 0.24, 0.84),
    "night": ("#16244e", 0.42, 0.66),
    "cloudy": ("#aeb6bd", 0.16, 0.98),
    "rain": ("#7f93a3", 0.22, 0.92),
    "storm": ("#4c5b6b", 0.28, 0.84),
    "snow": ("#e8f0f7", 0.24, 1.04),
    "fog": ("#d3d8da", 0.34, 1.0),
    "wind": ("#ffffff", 0.0, 1.0),
    "clear": ("#ffffff", 0.0, 1.0),
}
_HUES = (
    (15, "red"), (33, "rust orange"), (46, "amber"), (66, "yellow"), (90, "lime green"), (150, "green"),
    (176, "sea green"), (196, "teal"), (214, "sky blue"), (248, "blue"), (278, "violet"), (318, "magenta"),
    (345, "rose"), (361, "red"),
)  # fmt: skip


def to_rgb(colour: str) -> Rgb:
    """Red, green and blue in 0 to 1 of `#rrggbb`."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def to_hex(rgb: Rgb) -> str:
    """`#rrggbb` of red, green and blue, clipped to 0 to 1."""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, c))):02x}" for c in rgb)


def luminance(colour: str) -> float:
    """Perceived brightness in 0 to 1, by the Rec. 709 weights without linearising."""
    r, g, b = to_rgb(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def relit(palette: tuple[str, ...], time: str, weather: str) -> tuple[str, ...]:
    """The palette under the light of an hour and a weather, in its own order.

    The most vivid colour is kept nearly as it is: lamps, signs and coats are what a night is told by.
    """
    vivid = max(range(len(palette)), key=lambda i: _saturation(palette[i]))
    veil = 0.5 if time == "night" else 1.0  # weather shows less in the dark
    lit: list[str] = []
    for i, colour in enumerate(palette):
        strength = 0.15 if i == vivid else 1.0
        lit.append(_lit(_lit(colour, time, strength), weather, strength * veil))
    return tuple(lit)


def _lit(colour: str, light: str, strength: float) -> str:
    tint, share, gain = _TINTS[light]
    share, gain = share * strength, 1 + (gain - 1) * strength
    mixed = (a + (b - a) * share for a, b in zip(to_rgb(colour), to_rgb(tint), strict=True))
    r, g, b = (c * gain for c in mixed)
    return to_hex((r, g, b))


def _saturation(colour: str) -> float:
    _, saturation, value = colorsys.rgb_to_hsv(*to_rgb(colour))
    return saturation * value


def colour_name(colour: str) -> str:
    """What a person calls the colour: `deep navy`, `cream`, `amber`."""
    hue, light, saturation = colorsys.rgb_to_hls(*to_rgb(colour))
    degrees = hue * 360
    chroma = saturation * (1 - abs(2 * light - 1))
    if light < 0.09:
        return "near black"
    special = _pale_or_brown(degrees, light, chroma)
    if special:
        return special
    base = next(name for edge, name in _HUES if degrees < edge)
    return f"deep {base}" if light < 0.24 else f"soft {base}" if light > 0.7 else base


def _pale_or_brown(degrees: float, light: float, chroma: float) -> str:
    """The names that depend on more than the hue; empty for an ordinary colour."""
    if chroma < 0.09:
        names = ((0.22, "charcoal"), (0.42, "slate grey"), (0.66, "stone grey"), (0.86, "pale grey"))
        return next((name for edge, name in names if light < edge), "warm white" if 10 < degrees < 90 else "white")
    if light > 0.8 and chroma < 0.4:
        pale = ((25, "blush"), (66, "cream"), (170, "pale mint"), (255, "pale blue"), (330, "lavender"))
        return next((name for edge, name in pale if degrees < edge), "blush")
    if 8 < degrees < 42 and light < 0.34:
        return "umber" if light < 0.2 else "warm brown"
    if 15 < degrees < 50 and light >= 0.34 and chroma < 0.45:
        return "sand" if light > 0.58 else "clay"
    return "deep navy" if 200 < degrees < 262 and light < 0.26 else ""
