"""Boxes, presents and bags."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, moved, path, polygon, rect, slab, smooth, stroke, trail


def box(t: Tones, v: int) -> HeroArt:
    """Draw a cardboard box, closed with tape or opening."""
    card = t.natural("#c39462", 0.08)
    low, pale = t.low(card, 0.3), t.high(card, 0.3)
    left, right = polygon("-240,110 0,170 0,440 -240,360"), polygon("0,170 240,110 240,360 0,440")
    sides = path(left, card) + path(right, low)
    sign = (
        path(polygon("70,300 70,256 52,262 88,222 122,240 104,246 104,290"), t.low(card, 0.6))
        + path(polygon("130,284 130,240 112,246 148,206 182,224 164,230 164,274"), t.low(card, 0.6))
        + path(polygon("52,338 190,302 190,312 52,350"), t.low(card, 0.6))
    )
    label = (
        path(polygon("-200,240 -96,268 -96,348 -200,318"), t.light)
        + stroke("M-184 264L-112 284M-184 282L-130 297M-184 300L-146 311", t.low(t.shade, 0.4), 5)
        + path(polygon("-128,318 -106,324 -106,338 -128,332"), t.accent)
    )
    if v % 2:
        inside = path(polygon("-240,110 0,50 240,110 0,170"), t.low(card, 0.62))
        flaps = (
            path(polygon("-240,110 0,50 -60,-12 -300,52"), low)
            + path(polygon("240,110 0,50 70,-14 300,50"), card)
            + path(polygon("-240,110 0,170 -70,232 -320,166"), pale)
            + path(polygon("240,110 0,170 76,234 322,164"), card)
        )
        gleam = (
            form(smooth("0,70! -46,20 -40,-40 0,-90! 40,-40 46,20"), t.glow, mix(t.glow, t.warm, 0.3), -10, 0)
            + circle(-70, -20, 8, t.glow)
            + circle(66, -50, 6, t.glow)
            + circle(90, 10, 8, t.glow)
        )
        return frame(
            inside, gleam, flaps, sides, flaps[flaps.rindex('<path d="M-240') :], label,
            box=(-320, -90, 322, 440), metres=0.4, lights=((0, 0, 90),),
        )  # fmt: skip
    top = (
        path(polygon("-240,110 0,50 240,110 0,170"), pale)
        + path(polygon("-150,88 -84,71 156,131 90,148"), t.accent)
        + path(polygon("90,148 156,131 156,196 90,214"), t.low(t.accent))
        + stroke("M-120 80L120 140", t.low(t.accent, 0.3), 3)
    )
    return frame(sides, top, sign, label, box=(-240, 50, 240, 440), metres=0.4)


def gift(t: Tones, v: int) -> HeroArt:
    """Draw a wrapped present with a bow."""
    paper, band = ((t.accent, t.light), (t.main, t.accent), (t.light, t.accent))[v % 3]
    low = t.low(paper, 0.34)
    dots = "".join(
        circle(x, y, 9, t.high(paper, 0.4) if paper != t.light else t.shade)
        for y in (210, 264, 318, 372)
        for x in range(-150 + (y // 54 % 2) * 30, 170, 60)
    )
    body = form(slab(-170, 170, 340, 240, 6), paper, low, -80, 0, inner=dots + rect(-34, 160, 68, 260, band))
    lid = form(
        slab(-192, 110, 384, 70, 8), t.high(paper, 0.15), low, -90, -6, inner=rect(-36, 100, 72, 90, t.high(band, 0.2))
    )
    loop = form(smooth("0,108! -50,94 -120,90 -150,50 -136,8 -90,2 -40,50"), band, t.low(band, 0.34), -6, -12) + path(
        smooth("-20,90! -60,80 -104,72 -118,46 -104,28 -76,36 -44,68"), t.low(band, 0.5)
    )
    tails = form(
        smooth("-6,100! -60,116 -110,160! -84,160 -82,186! -30,150 10,112"), band, t.low(band, 0.3), -4, -8
    ) + form(
        smooth("6,100! 60,116 110,160! 84,160 82,186! 30,150 -10,112"), t.low(band, 0.2), t.low(band, 0.45), -4, -8
    )
    knot = form(smooth("-30,72 0,64 30,72 34,104 0,114 -34,104"), t.high(band, 0.2), t.low(band, 0.3), -10, -6)
    return frame(body, lid, tails, moved(loop, flip=True), loop, knot, box=(-193, 0, 193, 410), metres=0.35)


def _shopping_bag(t: Tones, v: int) -> HeroArt:
    colour = (t.main, t.accent)[v // 2 % 2]
    low = t.low(colour, 0.32)
    side = path(polygon("120,130 190,110 190,420 120,440"), low) + path(
        polygon("120,130 190,110 160,280 190,420 120,440"), t.low(colour, 0.5)
    )
    front = (
        form(
            polygon("-180,130 120,130 120,440 -180,440"),
            colour,
            t.low(colour, 0.16),
            -20,
            0,
            rim=t.high(colour, 0.4),
        )
        + circle(-30, 290, 62, t.light)
        + path(
            smooth("-30,336! -74,300 -66,262 -42,262 -30,278! -18,262 8,262 14,300"),
            t.accent if colour != t.accent else t.dark,
        )
    )
    return frame(
        stroke("M-30 116C-40 0 110 0 110 112", t.low(t.shade, 0.3), 11),
        path(polygon("-180,130 -110,110 190,110 120,130"), t.low(colour, 0.62)), side, front,
        stroke("M-110 150C-120 10 60 10 50 150", t.light, 12), circle(-110, 150, 9, t.dark),
        circle(50, 150, 9, t.dark),
        box=(-180, 24, 190, 440), metres=0.45,
    )  # fmt: skip


def bag(t: Tones, v: int) -> HeroArt:
    """Draw a leather satchel, or a shopping bag for odd variants."""
    if v % 2:
        return _shopping_bag(t, v)
    leather = mix(t.warm, t.natural("#8a5634"), 0.6)
    low = t.low(leather, 0.36)
    strap = stroke("M-200 170C-210 -60 210 -60 200 170", t.low(leather, 0.3), 19) + stroke(
        "M-74 120C-70 64 70 64 74 120", low, 20
    )
    body = form(
        smooth("-226,140! -210,112 210,112 226,140! 236,300 224,420! -224,420! -236,300"),
        low,
        t.low(leather, 0.6),
        -20,
        -4,
    )
    pocket = form(slab(-176, 270, 352, 130, 16), leather, low, -20, -10) + stroke(
        slab(-164, 282, 328, 106, 10), t.high(leather, 0.3), 3, 0.8
    )
    flap = form(
        smooth("-232,128! -190,102 190,102 232,128! 238,210 220,276 160,292! -160,292! -220,276 -238,210"),
        t.high(leather, 0.12),
        low,
        -24,
        -14,
    ) + stroke(
        trail("-218,140! -222,210 -206,262 -156,278! 156,278! 206,262 222,210 218,140!"), t.high(leather, 0.4), 3.5, 0.9
    )
    belts = "".join(
        form(slab(x - 19, 180, 38, 168, 10), low, t.low(leather, 0.6), -10, 0)
        + form(slab(x - 28, 284, 56, 42, 6), t.glow, t.low(t.glow, 0.45), -12, -6)
        + rect(x - 15, 295, 30, 20, low)
        + rect(x - 3, 292, 6, 30, t.glow, 2)
        for x in (-116, 116)
    )
    return frame(strap, body, pocket, flap, belts, box=(-238, -12, 238, 420), metres=0.38)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"box": box, "gift": gift, "bag": bag}
