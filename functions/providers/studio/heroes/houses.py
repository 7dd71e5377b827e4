"""Where people live and trade: house, shop and front door."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    form,
    path,
    polygon,
    rect,
    ring,
    slab,
    smooth,
    stroke,
    trail,
)


def window(t: Tones, x: float, y: float, width: float, height: float, *, arched: bool = False) -> str:
    """Draw a lit window with frame, cross bars, sill and a glint; (x, y) is its upper left corner."""
    r = width / 2 if arched else 3
    pane = (
        slab(x, y, width, height, r)
        if not arched
        else (f"M{x} {y + height}V{y + r}A{r} {r} 0 0 1 {x + width} {y + r}V{y + height}Z")
    )
    bars = stroke(f"M{x + width / 2} {y}V{y + height}M{x} {y + height * 0.5}H{x + width}", t.dark, max(width * 0.07, 2))
    glint = path(
        polygon(f"{x},{y + height} {x},{y + height * 0.55} {x + width},{y} {x + width},{y + height * 0.3}"),
        "#ffffff",
        0.3,
    )
    frame_ = stroke(pane, t.dark, max(width * 0.12, 3))
    sill = rect(x - width * 0.14, y + height, width * 1.28, max(height * 0.09, 4), t.high(t.shade), 1)
    return path(pane, t.glow) + clipped(pane, glint) + bars + frame_ + sill


def _hedges(t: Tones) -> str:
    leaf = t.natural("#5d8a55")
    hedge = form(
        smooth("-236,500! -240,470 -214,452 -196,462 -176,448 -150,458 -134,472 -118,500!"), leaf, t.low(leaf), -8, -8
    )
    bush = form(
        smooth("96,500! 92,480 116,466 140,474 160,460 190,468 214,458 244,474 252,500!"), leaf, t.low(leaf), -8, -8
    )
    blooms = "".join(
        circle(x, y, 5, t.accent)
        for x, y in ((-212, 470), (-180, 464), (-152, 480), (120, 482), (168, 474), (214, 476))
    )
    return hedge + bush + blooms


def house(t: Tones, v: int) -> HeroArt:
    """Draw a two-storey cottage with pitched roof, chimney, door and garden hedge."""
    wall = (t.light, mix(t.light, t.accent, 0.35), mix(t.light, t.main, 0.35))[v % 3]
    roof = (t.accent, t.main, t.low(t.accent))[v % 3]
    gable = polygon("-190,500 -190,230 -70,90 50,230 50,500")
    side = polygon("50,500 50,230 230,230 230,500")
    slope = polygon("-70,76 176,76 262,238 60,238")
    eaves = path(polygon("-70,70 -86,82 -216,244 -200,250 -70,98 60,250 76,238"), t.low(roof, 0.35))
    tiles = "".join(stroke(f"M-80 {y}H280", t.low(roof, 0.22), 3) for y in (108, 140, 172, 204))
    chimney = (
        rect(104, 8, 44, 100, mix(t.accent, t.dark, 0.35))
        + rect(126, 8, 22, 100, mix(t.accent, t.dark, 0.55))
        + rect(97, 0, 58, 16, t.dark, 2)
    )
    walls = (
        form(gable, wall, t.low(wall, 0.12), -14, 0)
        + path(side, t.low(wall, 0.26))
        + rect(-190, 474, 420, 26, t.low(wall, 0.42))
    )
    door = (
        rect(-36, 352, 82, 148, t.light, 3)
        + form(slab(-28, 360, 66, 140, 3), t.main, t.low(t.main), -10, -3)
        + rect(-18, 372, 46, 36, t.glow, 2)
        + stroke("M-18 424H28V484H-18Z", t.low(t.main), 4)
        + circle(28, 436, 4.5, t.glow)
        + rect(-50, 492, 110, 10, t.shade, 2)
    )
    canopy = form(polygon("-48,352 -30,322 40,322 58,352"), roof, t.low(roof), -14, -4)
    shutters = "".join(rect(x, y, 14, h, t.low(roof, 0.15), 2) for x, y, h in ((-176, 372, 74), (-94, 372, 74)))
    panes = (
        window(t, -100, 196, 52, 70, arched=True)
        + window(t, -158, 372, 60, 74)
        + shutters
        + window(t, 92, 282, 44, 60)
        + window(t, 160, 282, 44, 60)
        + window(t, 92, 386, 112, 62)
    )
    hedges = _hedges(t)
    return frame(
        chimney,
        walls,
        path(slope, roof),
        clipped(slope, tiles, path(polygon("60,240 120,70 300,70 300,240"), t.dark, 0.1)),
        eaves,
        panes,
        canopy,
        door,
        hedges,
        box=(-242, 0, 264, 500),
        metres=8,
        lights=((-74, 231, 34), (-128, 409, 36), (114, 312, 26), (182, 312, 26), (148, 417, 46), (5, 390, 20)),
    )


def _shop_window(t: Tones) -> str:
    glass = slab(-208, 300, 262, 150, 4)
    goods = "".join(
        (
            rect(-200, 424, 250, 10, mix("#8a5a36", t.dark, 0.1)),
            form(smooth("-180,424! -186,384 -160,376 -140,388 -144,424!"), t.accent, t.low(t.accent), -6, -3),
            circle(-108, 408, 17, t.main),
            circle(-78, 410, 15, t.accent),
            form(slab(-48, 372, 34, 52, 6), t.light, t.shade, -8, 0),
            form(slab(-4, 390, 44, 34, 3), t.main, t.low(t.main), -8, 0),
            stroke("M-90 300V326M-20 300V326", t.dark, 3),
            circle(-90, 334, 11, "#fffdf0"),
            circle(-20, 334, 11, "#fffdf0"),
        )
    )
    return (
        path(glass, t.glow)
        + clipped(glass, path(polygon("-208,450 -208,380 -120,300 -60,300"), "#ffffff", 0.35), goods)
        + stroke(glass, t.dark, 9)
        + stroke("M-78 300V450", t.dark, 5)
    )


def shop(t: Tones, v: int) -> HeroArt:
    """Draw a corner shop: striped awning, display window, door and a hanging sign."""
    wall = (mix(t.light, t.main, 0.45), t.main, mix(t.light, t.accent, 0.5))[v % 3]
    stripe = (t.accent, t.light, t.main)[v % 3]
    front = form(slab(-240, 40, 480, 460, 4), wall, t.low(wall), -20, -4)
    cornice = form(slab(-254, 26, 508, 26, 4), t.light, t.shade, -8, -8) + rect(-240, 52, 480, 8, t.low(wall, 0.4))
    upper = "".join(window(t, x, 84, 62, 84) for x in (-190, -31, 128))
    board = (
        form(slab(-222, 196, 444, 54, 6), t.dark, mix(t.dark, "#000000", 0.3), -8, -8)
        + stroke(trail("-110,224 -88,214 -60,230 -36,216 -10,228 20,216 44,230 70,216 96,228"), t.glow, 6)
        + circle(-150, 223, 9, t.accent)
        + circle(140, 223, 9, t.accent)
    )
    display = _shop_window(t)
    plinth = rect(-240, 462, 480, 38, t.low(wall, 0.4)) + rect(-216, 454, 278, 14, t.shade, 2)
    door = (
        form(slab(86, 296, 116, 204, 4), t.dark, mix(t.dark, "#000000", 0.4), -8, -4)
        + rect(102, 312, 84, 124, t.glow, 3)
        + path(polygon("102,400 186,312 186,350 102,436"), "#ffffff", 0.3)
        + stroke("M112 462H176", t.glow, 5)
    )
    awning = []
    for i in range(12):
        x = -234 + i * 39
        colour = stripe if i % 2 == 0 else (t.light if stripe != t.light else t.accent)
        awning.append(path(f"M{x + 8} 252H{x + 44 - 3}L{x + 39} 316A19.5 19.5 0 0 1 {x} 316Z", colour))
    hood = "".join(awning) + path(polygon("-226,252 234,252 234,264 -226,264"), t.dark, 0.25)
    pot = form(smooth("214,500! 206,458! 252,458! 244,500!"), t.accent, t.low(t.accent), -8, 0) + form(
        smooth("204,460 198,430 216,412 230,390 246,414 262,432 254,460"),
        t.natural("#55824f"),
        t.low(t.natural("#55824f")),
        -8,
        -4,
    )
    return frame(
        front, cornice, upper, board, display, plinth, door, hood, pot,
        box=(-256, 26, 264, 500), metres=8.5,
        lights=((-78, 375, 90), (144, 374, 50), (-159, 126, 36), (0, 126, 36), (159, 126, 36)),
    )  # fmt: skip


def door(t: Tones, v: int) -> HeroArt:
    """Draw a panelled front door in its frame, with steps, lamp and plants."""
    colour = (t.accent, t.main)[v % 2]
    low = t.low(colour, 0.34)
    surround = (
        form(slab(-150, 0, 300, 520, 4), t.light, t.shade, -12, -6)
        + rect(-172, -18, 344, 26, t.light, 4)
        + rect(-172, 2, 344, 8, t.shade)
    )
    fan = (
        path("M-112 120A112 104 0 0 1 112 120Z", t.glow)
        + stroke("M0 120V18M0 120L-76 46M0 120L76 46M-112 120A112 104 0 0 1 112 120", t.dark, 5)
        + path("M-36 120A36 34 0 0 1 36 120Z", t.dark)
    )
    leaf = form(slab(-116, 128, 232, 392, 3), colour, low, -12, -6)
    panels = "".join(
        form(slab(x, y, 84, h, 4), t.low(colour, 0.16), low, 8, 6) + stroke(slab(x, y, 84, h, 4), low, 4)
        for x in (-98, 14)
        for y, h in ((148, 130), (322, 168))
    )
    fittings = (
        form(slab(-36, 290, 72, 19, 5), t.glow, t.low(t.glow, 0.45), -4, -7)
        + form(ring(92, 310, 13), t.glow, t.low(t.glow, 0.45), -5, -4)
        + stroke(ring(0, 236, 17), t.glow, 7)
        + circle(0, 219, 9, t.glow)
    )
    steps = form(slab(-190, 516, 380, 24, 3), t.shade, t.low(t.shade), 0, -12) + form(
        slab(-226, 540, 452, 26, 3), t.high(t.shade), t.low(t.shade, 0.2), 0, -13
    )
    leafc = t.natural("#55804f")
    pots = "".join(
        form(ring(x, 386, 46), leafc, t.low(leafc), -12, -10)
        + stroke(f"M{x} 430V470", t.natural("#6b4630"), 9)
        + form(
            polygon(f"{x - 34},466 {x + 34},466 {x + 24},540 {x - 24},540"),
            t.main if colour != t.main else t.accent,
            t.dark,
            -14,
            0,
        )
        for x in (-200, 200)
    )
    lamp = (
        stroke("M176 170V196", t.dark, 7)
        + form(smooth("158,196! 194,196! 188,246! 164,246!"), t.glow, t.low(t.glow, 0.2), -8, 0)
        + stroke("M154 196H198M162 248H190", t.dark, 7)
    )
    return frame(
        surround, fan, leaf, panels, fittings, steps, pots, lamp,
        box=(-247, -18, 247, 566), metres=2.9, lights=((0, 70, 80), (176, 220, 44)),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"house": house, "shop": shop, "door": door}
