"""What moves people on land."""

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
    trail,
)


def _glass(t: Tones, d: str) -> str:
    sky = mix(t.cool, t.light, 0.7)
    return path(d, mix(sky, "#9cc3d4", 0.4)) + clipped(
        d,
        path(polygon("-330,220 -190,0 -150,0 -290,220"), "#ffffff", 0.5),
        path(polygon("20,220 160,0 220,0 80,220"), "#ffffff", 0.4),
    )


def _wheel(t: Tones, x: float, y: float, r: float) -> str:
    tyre = form(ring(x, y, r), mix(t.dark, "#15151a", 0.5), "#0d0d12", -r * 0.16, -r * 0.1)
    rim = form(ring(x, y, r * 0.6), t.shade, t.low(t.shade, 0.4), -r * 0.14, -r * 0.1) + circle(x, y, r * 0.2, t.dark)
    spokes = "".join(
        moved(rect(-2.5, -r * 0.54, 5, r * 0.4, t.low(t.shade, 0.5)), x=x, y=y, turn=a) for a in range(0, 360, 60)
    )
    return tyre + rim + spokes


def car(t: Tones, v: int) -> HeroArt:
    """Draw a small rounded saloon with chrome bumpers and, for odd variants, luggage on its roof."""
    colour = (t.main, t.accent, t.light)[v % 3]
    low = t.low(colour, 0.34)
    shell = smooth(
        "-300,210! -302,170 -280,140 -220,122 -170,108! -130,40 -70,10 20,4 90,20 146,70 168,104! "
        "240,116 292,140 306,180 304,214! 300,232! -296,232!"
    )
    body = form(
        shell,
        colour,
        low,
        -8,
        -30,
        rim=t.high(colour, 0.35),
        inner=path(smooth("-320,196! 0,186 320,196! 320,260! -320,260!"), low),
    )
    glass = _glass(t, smooth("-146,106! -112,48 -64,26 -28,24! -28,106!")) + _glass(
        t, smooth("-10,24! 40,24 92,42 130,80 140,106! -10,106!")
    )
    lines = (
        stroke("M-18 108V214M-18 108H-146", low, 4)
        + stroke("M142 112C150 150 146 180 132 206", low, 4)
        + stroke("M-286 160H-180M-120 160H120M190 156H290", t.light, 5)
        + stroke("M4 132H38", t.shade, 7)
    )
    arches = "".join(path(f"M{x - 62} 236A62 62 0 0 1 {x + 62} 236Z", mix(t.dark, "#101014", 0.4)) for x in (-186, 186))
    lamp = form(smooth("268,142 294,146 302,164 290,182 268,176"), t.glow, t.low(t.glow, 0.25), -5, -4) + form(
        smooth("-298,156! -280,152! -278,180! -300,182!"), "#c8443c", "#8f2c2c", -4, 0
    )
    bumpers = form(slab(254, 214, 66, 18, 9), t.shade, t.low(t.shade, 0.4), 0, -8) + form(
        slab(-318, 214, 66, 18, 9), t.shade, t.low(t.shade, 0.4), 0, -8
    )
    top = -2
    luggage = ""
    if v % 2:
        top = -62
        case = t.natural("#9b6b43")
        luggage = (
            stroke("M-70 12H90M-60 -4V14M80 -4V14", t.dark, 6)
            + form(slab(-56, -48, 104, 46, 8), case, t.low(case), -12, -4)
            + stroke("M-30 -48V-4M22 -48V-4", t.low(case, 0.5), 5)
            + form(slab(52, -34, 40, 32, 8), t.accent if colour != t.accent else t.main, t.dark, -8, -4)
            + stroke("M-20 -48C-18 -58 12 -58 14 -48", t.dark, 5)
        )
    return frame(
        luggage, body, glass, lines, arches, _wheel(t, -186, 240, 52), _wheel(t, 186, 240, 52), lamp, bumpers,
        box=(-320, top, 322, 292), metres=1.5, lights=((288, 162, 46), (-290, 168, 22)),
    )  # fmt: skip


def bus(t: Tones, v: int) -> HeroArt:
    """Draw a city bus with passengers."""
    colour = (t.accent, t.main)[v % 2]
    low = t.low(colour, 0.36)
    shell = smooth("-400,40! -396,14 -370,4 300,4! 360,10 384,40 396,150 400,290! 396,318! -400,318!")
    body = form(
        shell,
        colour,
        low,
        -10,
        -14,
        inner=rect(-410, 200, 830, 26, t.light)
        + rect(-410, 284, 830, 40, low)
        + rect(-410, 0, 830, 26, t.high(colour, 0.3)),
    )
    panes, people = [], []
    for i, x in enumerate((-376, -270, -164, 8, 114)):
        d = slab(x, 58, 94, 108, 10)
        panes.append(_glass(t, d))
        if i in (0, 2, 4):
            skin = (t.skin, "#8d5b3f", "#d9a06f")[i // 2]
            people.append(
                clipped(
                    d,
                    form(
                        smooth(f"{x + 16},170! {x + 20},136 {x + 48},126 {x + 76},136 {x + 80},170!"),
                        (t.dark, t.light, t.main)[i // 2],
                        t.dark,
                        -8,
                        0,
                    ),
                    circle(x + 48, 108, 20, skin),
                    path(smooth(f"{x + 26},108! {x + 28},84 {x + 50},82 {x + 70},96! {x + 46},98"), t.hair),
                )
            )
        panes.append(stroke(d, t.dark, 6))
    door = "".join(_glass(t, slab(x, 58, 40, 222, 5)) + stroke(slab(x, 58, 40, 222, 5), t.dark, 6) for x in (-60, -16))
    front = smooth("300,60! 364,60! 380,150 382,196! 300,196!")
    cab = (
        _glass(t, front)
        + stroke(front, t.dark, 6)
        + clipped(
            front,
            circle(330, 130, 19, t.skin),
            path(smooth("304,122! 308,104 336,100 352,116! 330,116"), t.dark),
            form(smooth("300,200! 306,158 330,150 352,160 356,200!"), t.dark, t.dark),
        )
    )
    lamp = (
        form(slab(370, 238, 28, 28, 10), t.glow, t.low(t.glow, 0.3), -6, -4)
        + rect(-400, 240, 12, 34, "#c8443c", 3)
        + rect(382, 296, 26, 14, t.shade, 6)
    )
    sign = rect(232, 26, 130, 22, t.dark, 6) + stroke(trail("250,37 266,33 284,41 304,33 340,38"), t.glow, 5)
    arches = "".join(path(f"M{x - 60} 320A60 60 0 0 1 {x + 60} 320Z", mix(t.dark, "#101014", 0.4)) for x in (-236, 230))
    return frame(
        body, *panes, *people, door, cab, sign, arches, _wheel(t, -236, 320, 50), _wheel(t, 230, 320, 50), lamp,
        box=(-406, -2, 408, 370), metres=3, lights=((386, 252, 50), (-100, 110, 120), (120, 110, 100)),
    )  # fmt: skip


def _railcar(t: Tones, v: int) -> HeroArt:
    colour = (t.accent, t.main)[v // 2 % 2]
    low = t.low(colour, 0.36)
    nose = smooth("-460,40! 180,36! 300,60 390,140 440,230 446,290! 430,306! -460,306!")
    stripe = path(smooth("-470,196! 240,196! 380,216 460,260! 460,282! 360,244 230,226 -470,226!"), t.light)
    body = form(
        nose,
        colour,
        low,
        -12,
        -26,
        inner=stripe + rect(-470, 284, 940, 30, mix(low, t.dark, 0.4)),
        rim=t.high(colour, 0.3),
    )
    panes = "".join(
        rect(x, 92, 74, 74, t.glow, 12) + path(polygon(f"{x},166 {x},130 {x + 44},92 {x + 70},92"), "#ffffff", 0.3)
        for x in range(-432, 130, 96)
    )
    screen = _glass(t, smooth("220,88! 290,96 352,150 376,184! 268,180! 214,160!"))
    door = stroke("M150 60V280M196 60V280", low, 4)
    lamp = form(smooth("396,216 424,232 428,252 404,244"), t.glow, t.low(t.glow, 0.2), -4, -3)
    bogies = "".join(
        rect(x - 84, 300, 168, 22, t.dark, 8)
        + "".join(
            circle(x + k, 326, 22, mix(t.dark, "#15151a", 0.5)) + circle(x + k, 326, 9, t.shade) for k in (-46, 46)
        )
        for x in (-320, 240)
    )
    roof = form(slab(-420, 20, 520, 24, 10), t.shade, t.low(t.shade), 0, -8) + stroke(
        "M-240 22L-190 -16L-140 22M-230 -18H-150", t.dark, 6
    )
    rail = rect(-460, 348, 910, 10, t.low(t.shade, 0.5))
    return frame(
        roof, bogies, body, panes, screen, door, lamp, rail,
        box=(-464, -22, 450, 358), metres=4, lights=((414, 234, 60), (-300, 129, 90), (-40, 129, 90)),
    )  # fmt: skip


def _driver(t: Tones, x: float, y: float, r: float) -> str:
    spokes = "".join(moved(rect(-3.5, -r + 8, 7, r - 10, t.accent), x=x, y=y, turn=a) for a in range(0, 360, 40))
    return (
        circle(x, y, r, mix(t.dark, "#15151a", 0.5))
        + circle(x, y, r - 9, t.low(t.accent, 0.6))
        + spokes
        + circle(x, y, 12, t.shade)
    )


def _smoke(t: Tones) -> str:
    return "".join(
        path(smooth(d), mix(t.light, t.shade, k))
        for d, k in (
            (
                (
                    "150,-20 110,-40 60,-30 30,-70 -40,-60 -90,-96 -160,-76 -200,-104 -270,-90 -300,-60 -250,-44 "
                    "-200,-50 -150,-24 -90,-30 -40,-4 40,2 110,8 158,4"
                ),
                0.5,
            ),
            ("160,-10 130,-34 90,-36 60,-62 10,-52 -30,-74 -90,-66 -60,-40 0,-26 60,-20 110,2 150,10", 0.0),
        )
    )


def _steam(t: Tones) -> HeroArt:
    colour, low = t.main, t.low(t.main, 0.4)
    metal = mix(t.dark, "#1b1b22", 0.3)
    smoke = _smoke(t)
    cab = (
        form(polygon("-310,60 -130,60 -130,270 -300,270"), colour, low, -14, 0)
        + form(slab(-330, 40, 222, 24, 8), metal, "#000000", 0, -9)
        + rect(-280, 92, 60, 66, t.glow, 6)
        + rect(-204, 92, 54, 66, t.glow, 6)
        + stroke("M-280 92H-220V158H-280ZM-204 92H-150V158H-204Z", metal, 7)
        + circle(-250, 128, 16, t.skin)
        + path(smooth("-270,122! -262,104 -240,104 -230,118! -222,122!"), t.dark)
    )
    boiler = (
        form(slab(-140, 96, 346, 130, 12), colour, low, 0, -46, rim=t.high(colour, 0.3))
        + "".join(rect(x, 96, 11, 130, t.glow) for x in (-90, 6, 104))
        + clipped(slab(-140, 96, 346, 130, 12), rect(-140, 180, 346, 50, t.dark, opacity=0.25))
    )
    front = (
        form(smooth("200,92! 236,92 246,120 246,204 236,230 200,230!"), metal, "#000000", -6, -8)
        + circle(226, 161, 26, t.low(t.shade, 0.2))
        + circle(226, 161, 14, metal)
    )
    stack = form(smooth("126,96! 132,30 116,-6! 196,-6! 180,30 186,96!"), metal, "#000000", -24, 0) + rect(
        110, -16, 92, 18, t.accent, 6
    )
    domes = form(smooth("-66,98! -66,66 -40,50 -14,66 -14,98!"), t.glow, t.low(t.glow, 0.4), -12, 0) + form(
        smooth("40,98! 42,74 60,62 78,74 80,98!"), metal, "#000000", -10, 0
    )
    lamp = form(slab(216, 60, 40, 40, 8), t.glow, t.low(t.glow, 0.3), -8, -4) + stroke(
        slab(216, 60, 40, 40, 8), metal, 6
    )
    frame_ = (
        rect(-314, 262, 580, 26, t.accent, 4)
        + rect(-314, 280, 580, 8, t.low(t.accent, 0.4))
        + rect(180, 224, 80, 44, metal, 6)
    )
    catcher = form(polygon("250,288 330,356 230,356 220,288"), t.accent, t.low(t.accent), -18, 0) + stroke(
        "M246 292L306 354M236 292L280 354M228 292L254 354", t.low(t.accent, 0.5), 5
    )
    wheels = "".join(_driver(t, x, 300, 60) for x in (-236, -104, 28)) + "".join(
        _wheel(t, x, 328, 32) for x in (122, 194)
    )
    rod = stroke("M-236 316L28 316L150 300", t.shade, 13) + "".join(circle(x, 316, 8, t.dark) for x in (-236, -104, 28))
    rail = rect(-340, 358, 680, 10, t.low(t.shade, 0.5))
    return frame(
        smoke, stack, domes, boiler, cab, front, lamp, catcher, frame_, wheels, rod, rail,
        box=(-340, -104, 340, 368), metres=4.4, lights=((236, 80, 60), (-215, 125, 70)),
    )  # fmt: skip


def train(t: Tones, v: int) -> HeroArt:
    """Draw a steam locomotive with smoke (even variants) or a streamlined railcar."""
    return _railcar(t, v) if v % 2 else _steam(t)


def bicycle(t: Tones, v: int) -> HeroArt:
    """Draw a town bicycle with basket, mudguards and lamp."""
    colour, other = ((t.accent, t.main), (t.main, t.accent))[v % 2]
    low = t.low(colour, 0.35)
    wheels = []
    for x in (-176, 176):
        spokes = "".join(moved(stroke("M0 0V-106", t.shade, 1.8), x=x, y=300, turn=a) for a in range(0, 360, 20))
        wheels.append(
            spokes
            + stroke(ring(x, 300, 112), mix(t.dark, "#15151a", 0.4), 15)
            + stroke(ring(x, 300, 102), t.shade, 4)
            + circle(x, 300, 12, t.dark)
        )
    guards = stroke("M-296 268A124 124 0 0 1 -70 236", colour, 8) + stroke("M80 222A124 124 0 0 1 292 256", colour, 8)
    frame_ = (
        stroke("M-176 300L-20 300L-74 120M-176 300L-74 130M-62 168L118 130M-20 300L124 150", colour, 15)
        + stroke("M108 84L176 300", colour, 15)
        + stroke("M-172 306L-16 306M-14 306L128 156M-56 173L120 136", low, 5)
    )
    bars = stroke(trail("108,90 102,60 84,46 56,46 34,58"), t.dark, 9) + stroke(
        "M58 46L34 58", mix("#7a4a2b", t.dark, 0.2), 14
    )
    saddle = form(
        smooth("-126,96! -130,76 -100,74 -60,84 -24,86 -22,98! -70,108 -96,120"),
        mix("#7a4a2b", t.dark, 0.2),
        t.dark,
        -4,
        -7,
    ) + stroke("M-74 130V108", t.shade, 8)
    crank = (
        stroke(ring(-20, 300, 27), t.shade, 8)
        + stroke("M-20 300L20 346M-20 300L-58 256", t.dark, 9)
        + stroke("M4 348H40M-76 254H-42", t.dark, 12)
        + stroke("M-176 288L-20 274M-176 312L-20 327", t.dark, 3.5)
    )
    straw = t.natural("#c89b5f")
    weave = stroke("M110 120H232M114 146H226M120 172H222M138 96V200M164 96V200M190 96V200", t.low(straw, 0.3), 5)
    basket = form(smooth("112,98! 232,98! 218,198! 128,198!"), straw, t.low(straw, 0.36), -16, -3, inner=weave) + rect(
        106, 92, 132, 13, t.high(straw, 0.2), 6
    )
    blooms = "".join(
        circle(x, y, r, c)
        for x, y, r, c in (
            (140, 76, 17, t.light),
            (172, 66, 20, other),
            (204, 78, 16, t.glow),
            (158, 86, 12, t.natural("#5a8c57")),
            (190, 88, 12, t.natural("#5a8c57")),
        )
    )
    lamp = form(smooth("236,130! 256,122 262,142 256,160 236,154!"), t.glow, t.low(t.glow, 0.3), -4, -3)
    return frame(
        *wheels, guards, frame_, crank, saddle, blooms, basket, bars, lamp,
        box=(-299, 41, 300, 420), metres=1.1, lights=((254, 141, 40),),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"car": car, "bus": bus, "train": train, "bicycle": bicycle}
