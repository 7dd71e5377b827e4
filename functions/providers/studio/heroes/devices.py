"""Devices: phone, laptop, camera, headphones."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    form,
    moved,
    path,
    polygon,
    rect,
    ring,
    slab,
    smooth,
    stroke,
)


def _screen_scene(t: Tones, x: float, y: float, width: float, height: float, r: float) -> str:  # noqa: PLR0917
    """A small landscape on a screen: sky, sun, two ranges of hills, a status line and a card."""
    pane = slab(x, y, width, height, r)
    sky, u = mix(t.light, t.glow, 0.35), min(width, height)
    return clipped(
        pane,
        rect(x, y, width, height, sky),
        circle(x + width * 0.66, y + height * 0.36, u * 0.17, t.warm),
        path(
            smooth(
                f"{x - 40},{y + height * 0.66}! {x + width * 0.26},{y + height * 0.42} "
                f"{x + width * 0.6},{y + height * 0.62} {x + width + 40},{y + height * 0.44}! "
                f"{x + width + 40},{y + height + 20}! {x - 40},{y + height + 20}!"
            ),
            t.main,
        ),
        path(
            smooth(
                f"{x - 40},{y + height * 0.78}! {x + width * 0.34},{y + height * 0.68} "
                f"{x + width * 0.72},{y + height * 0.76} {x + width + 40},{y + height * 0.62}! "
                f"{x + width + 40},{y + height + 20}! {x - 40},{y + height + 20}!"
            ),
            t.low(t.main, 0.5),
        ),
        path(
            polygon(
                f"{x + width * 0.3},{y + height} {x + width * 0.78},{y} {x + width},{y} {x + width * 0.6},{y + height}"
            ),
            "#ffffff",
            0.13,
        ),
    )


def phone(t: Tones, v: int) -> HeroArt:
    """Draw a smartphone, tilted, with a picture and controls on its screen."""
    case = (t.dark, t.accent, t.light)[v % 3]
    body = form(slab(-128, 0, 256, 520, 38), case, t.low(case, 0.5), -12, -4, rim=t.high(case, 0.4))
    screen = _screen_scene(t, -112, 18, 224, 484, 26) + rect(-38, 30, 76, 15, "#0c0d14", 8)
    card = (
        rect(-92, 354, 184, 116, t.light, 18, 0.95)
        + circle(-58, 396, 21, t.accent)
        + path(polygon("-64,386 -64,406 -48,396"), t.light)
        + rect(-26, 384, 98, 10, t.shade, 5)
        + rect(-26, 402, 66, 9, t.shade, 5)
        + rect(-74, 440, 150, 8, t.shade, 4)
        + rect(-74, 440, 84, 8, t.accent, 4)
        + circle(10, 444, 9, t.accent)
    )
    keys = rect(127, 220, 6, 64, t.low(case, 0.4), 3)
    liked = form(
        smooth("84,80 112,60 172,60 200,80 200,122 172,142! 150,142! 128,166! 124,142! 100,138 84,122"),
        t.accent,
        t.low(t.accent),
        -8,
        -6,
    ) + path(smooth("142,130! 118,108 122,88 136,86 142,96! 148,86 162,88 166,108"), t.light)
    said = (
        form(
            smooth("-196,216 -172,198 -104,198 -80,216 -80,252 -104,270! -150,270! -176,292! -174,270! -196,252"),
            t.light,
            t.shade,
            -8,
            -6,
        )
        + rect(-174, 220, 70, 9, t.low(t.shade, 0.3), 4)
        + rect(-174, 240, 46, 9, t.shade, 4)
    )
    return frame(
        keys, body, screen, card, rect(-44, 486, 88, 6, t.dark, 3), liked, said,
        box=(-198, 0, 202, 520), metres=0.15, lights=((0, 260, 150),),
    )  # fmt: skip


def laptop(t: Tones, v: int) -> HeroArt:
    """Draw an open laptop showing a film cut on its screen."""
    metal = (t.shade, t.dark)[v % 2]
    lid = form(slab(-230, 0, 460, 300, 18), mix(t.dark, "#101119", 0.4), "#08080d", -8, -4)
    screen = (
        _screen_scene(t, -212, 18, 424, 186, 6)
        + rect(-212, 204, 424, 78, t.dark)
        + circle(0, 112, 33, t.light, 0.9)
        + path(polygon("-10,94 -10,130 20,112"), t.dark)
    )
    tracks = "".join(
        rect(x, y, w, 16, c, 4)
        for x, y, w, c in (
            (-200, 216, 120, t.accent),
            (-76, 216, 90, t.main),
            (18, 216, 150, t.accent),
            (-200, 238, 210, t.shade),
            (14, 238, 120, t.glow),
            (-160, 260, 300, t.main),
        )
    ) + rect(-22, 206, 4, 74, "#ffffff")
    deck = (
        form(polygon("-236,300 236,300 290,366 -290,366"), t.high(metal, 0.3), metal, -20, 0)
        + path(polygon("-212,308 212,308 238,340 -238,340"), t.low(metal, 0.45))
        + stroke("M-214 318H214M-222 329H222", t.high(metal, 0.1), 3)
        + path(polygon("-56,346 56,346 62,362 -62,362"), t.low(metal, 0.15))
    )
    edge = form(slab(-292, 364, 584, 20, 9), metal, t.low(metal, 0.4), -20, -9) + rect(
        -46, 364, 92, 7, t.low(metal, 0.4), 3
    )
    return frame(lid, screen, tracks, deck, edge, box=(-292, 0, 292, 384), metres=0.25, lights=((0, 150, 190),))


def camera(t: Tones, v: int) -> HeroArt:
    """Draw a rangefinder camera with leather, lens and flash shoe."""
    leather = (mix(t.dark, "#17171c", 0.3), t.accent, t.main)[v % 3]
    metal = t.shade
    body = form(slab(-210, 60, 420, 260, 28), metal, t.low(metal, 0.35), -16, -8, rim=t.light)
    skin = form(slab(-210, 122, 420, 150, 0), leather, t.low(leather, 0.4), -16, 0)
    top = (
        form(smooth("-84,64! -66,18! 66,18! 84,64!"), metal, t.low(metal, 0.3), -26, 0)
        + rect(-46, 28, 92, 26, t.dark, 5)
        + rect(-40, 32, 40, 16, t.glow, 3)
    )
    dials = (
        form(slab(-186, 34, 66, 30, 6), t.low(metal, 0.2), t.low(metal, 0.5), -18, 0)
        + form(slab(116, 40, 44, 24, 5), t.low(metal, 0.2), t.low(metal, 0.5), -12, 0)
        + form(slab(170, 44, 26, 18, 5), t.accent if leather != t.accent else t.main, t.dark, -8, 0)
    )
    lens = (
        form(ring(0, 196, 108), t.low(metal, 0.1), t.low(metal, 0.5), -16, -12)
        + circle(0, 196, 92, mix(t.dark, "#0b0b10", 0.5))
        + stroke(ring(0, 196, 78), t.shade, 4)
        + form(ring(0, 196, 64), mix(t.main, t.dark, 0.4), mix(t.dark, "#06060c", 0.4), -18, -16)
        + circle(0, 196, 33, mix(t.dark, "#06060c", 0.6))
        + circle(10, 206, 14, mix(t.accent, t.dark, 0.3), 0.8)
    )
    glints = path(smooth("-46,180 -34,154 -12,144 -18,164 -32,186"), "#ffffff", 0.7) + circle(
        28, 224, 7, "#ffffff", 0.6
    )
    marks = "".join(moved(rect(-1.5, -90, 3, 8, t.light), x=0, y=196, turn=a) for a in range(0, 360, 30))
    return frame(
        body, skin, top, dials, lens, marks, glints, circle(-162, 92, 9, "#d8473f"),
        rect(124, 80, 62, 26, t.dark, 6),
        box=(-210, 18, 210, 320), metres=0.1,
    )  # fmt: skip


def headphones(t: Tones, v: int) -> HeroArt:
    """Draw over-ear headphones standing on their pads."""
    colour = (t.accent, t.main, t.light)[v % 3]
    low = t.low(colour, 0.36)
    band = (
        stroke("M-166 250C-180 -30 180 -30 166 250", mix(t.dark, "#15151c", 0.3), 30)
        + stroke("M-160 200C-162 -10 130 -16 156 190", colour, 14)
        + stroke("M-96 70C-60 34 60 34 96 70", t.low(t.shade, 0.2), 17)
    )
    arms = "".join(form(slab(x - 16, 190, 32, 84, 10), t.shade, t.low(t.shade, 0.45), -10, 0) for x in (-166, 166))
    left = form(
        smooth("-186,226 -150,240 -132,310 -144,386 -178,404! -212,392 -224,320 -214,250"),
        colour,
        low,
        -24,
        -6,
        rim=t.high(colour, 0.4),
    ) + form(
        smooth("-150,236 -116,244 -96,316 -110,390 -146,404! -128,320"), mix(t.dark, "#15151c", 0.3), "#0b0b10", -10, 0
    )
    right = form(
        smooth("186,226 150,240 132,310 144,386 178,404! 212,392 224,320 214,250"), colour, low, -24, -6
    ) + form(smooth("150,236 116,244 96,316 110,390 146,404! 128,320"), mix(t.dark, "#15151c", 0.3), "#0b0b10", -10, 0)
    return frame(
        band, arms, left, right, circle(-182, 318, 17, t.light), circle(-182, 318, 8, t.low(colour)),
        box=(-223, 25, 223, 404), metres=0.2,
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "phone": phone,
    "laptop": laptop,
    "camera": camera,
    "headphones": headphones,
}
