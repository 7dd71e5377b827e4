"""What stands on a table: cups, bottles, food."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    form,
    oval,
    path,
    polygon,
    rect,
    ring,
    slab,
    smooth,
    stroke,
    trail,
)


def _steam(t: Tones, *lines: str) -> str:
    return "".join(stroke(trail(line), mix("#ffffff", t.light, 0.5), 11, 0.75) for line in lines)


def cup(t: Tones, v: int) -> HeroArt:
    """Draw a steaming cup of coffee on a saucer."""
    colour = (t.light, t.accent, t.main)[v % 3]
    low = t.low(colour, 0.3)
    trim = t.accent if colour != t.accent else t.light
    saucer = form(smooth("-210,288! 210,288! 160,316 90,330! -90,330! -160,316"), low, t.low(colour, 0.5), -40, -4)
    saucer += oval(0, 288, 210, 19, colour) + oval(14, 289, 130, 12, low)
    handle = stroke("M126 130C200 116 214 200 120 218", low, 27) + stroke(
        "M126 130C196 118 206 196 120 214", colour, 19
    )
    band = path("M-200 176C-60 200 60 200 200 176V200C60 224 -60 224 -200 200Z", trim)
    body = form(
        smooth("-140,98! 140,98! 138,170 112,246 66,292! -66,292! -112,246 -138,170"),
        colour,
        low,
        -56,
        -6,
        inner=band,
        rim=t.high(colour, 0.7),
    )
    mouth = oval(0, 98, 140, 31, t.high(colour, 0.5)) + oval(0, 100, 126, 25, t.low(colour, 0.5))
    coffee = mix("#5a3421", t.dark, 0.1)
    drink = clipped(
        ring(0, 100, 126, 25),
        oval(0, 110, 120, 23, coffee),
        path(smooth("-56,108 -10,98 44,104 60,114 0,122 -40,118"), mix(coffee, "#d9b48a", 0.5)),
    )
    steam = _steam(t, "-40,62 -62,30 -26,0 -44,-34", "6,56 -14,20 26,-14 4,-56", "50,62 34,32 66,2 50,-26")
    return frame(steam, saucer, handle, body, mouth, drink, box=(-212, -62, 212, 330), metres=0.11)


def teapot(t: Tones, v: int) -> HeroArt:
    """Draw a round teapot with steam at its spout."""
    colour = (t.main, t.accent, t.light)[v % 3]
    low = t.low(colour, 0.34)
    other = t.light if colour != t.light else t.accent
    handle = stroke("M-140 110C-250 80 -262 240 -136 250", low, 30) + stroke(
        "M-140 108C-242 84 -252 232 -136 244", colour, 21
    )
    spout = form(
        smooth("110,250! 170,220 190,160 216,96! 252,104! 244,170 214,250 130,310!"), colour, low, -8, -10
    ) + oval(234, 100, 20, 7, t.low(colour, 0.6))
    ring_ = "".join(
        circle(x, 214 + (x / 40) ** 2 * -0.9, 15, other) + circle(x, 214 + (x / 40) ** 2 * -0.9, 6, t.dark)
        for x in range(-140, 160, 56)
    )
    body = form(
        smooth("0,70 90,80 150,140 162,210 130,280 84,320! -84,320! -130,280 -162,210 -150,140 -90,80"),
        colour,
        low,
        -50,
        -14,
        inner=ring_,
        rim=t.high(colour, 0.45),
    )
    foot = form(slab(-92, 312, 184, 18, 8), low, t.low(colour, 0.55), -40, 0)
    lid = form(smooth("-86,84! -70,52 0,38 70,52 86,84! 0,96"), t.high(colour, 0.12), low, -30, -4) + form(
        ring(0, 26, 19), other, t.low(other), -8, -6
    )
    shine = path(smooth("-124,150 -100,116 -84,124 -104,160 -118,200"), "#ffffff", 0.4)
    return frame(
        _steam(t, "236,74 214,40 252,14 232,-22", "262,78 250,52 274,30"), handle, spout, body, foot, lid, shine,
        box=(-242, -28, 282, 330), metres=0.2,
    )  # fmt: skip


def bottle(t: Tones, v: int) -> HeroArt:
    """Draw a bottle: corked wine, or a milk bottle for every third variant."""
    if v % 3 == 2:
        glass = smooth("-40,-6! 40,-6! 38,90 70,150 92,200 92,400 84,420! -84,420! -92,400 -92,200 -70,150 -38,90")
        milk = path(smooth("-100,120! 0,132 100,120! 100,440! -100,440!"), mix("#ffffff", t.light, 0.3)) + path(
            smooth("20,110! 100,110! 100,440! 40,440!"), t.shade
        )
        return frame(
            path(glass, mix(t.light, t.main, 0.3), 0.9), clipped(glass, milk), rect(-46, -30, 92, 32, t.accent, 8),
            rect(10, -30, 36, 32, t.low(t.accent), 8), rect(-64, 250, 128, 84, t.main, 8),
            path(smooth("-70,210 -62,170 -50,168 -56,230 -56,390 -70,390"), "#ffffff", 0.6),
            box=(-97, -34, 97, 420), metres=0.28,
        )  # fmt: skip
    colour = mix((t.main, t.accent)[v % 2], ("#2f5a48", "#6b2f2f")[v % 2], 0.5)
    low = t.low(colour, 0.4)
    glass = smooth(
        "-34,40! 34,40! 34,150 44,196 92,260 98,320 98,540 88,560! -88,560! -98,540 -98,320 -92,260 -44,196 -34,150"
    )
    wine = path(smooth("-120,236! 0,246 120,236! 120,600! -120,600!"), low, 0.55)
    label = (
        form(slab(-100, 350, 200, 136, 2), t.light, t.shade, -50, 0)
        + rect(-100, 362, 200, 7, t.accent)
        + rect(-100, 468, 200, 7, t.accent)
        + path(smooth("-30,442! -30,410 0,384 30,410 30,442!"), t.main)
        + circle(0, 414, 11, t.glow)
    )
    neck = form(slab(-40, 36, 80, 104, 6), t.accent, t.low(t.accent), -30, 0) + rect(
        -44, 30, 88, 18, t.low(t.accent, 0.2), 5
    )
    cork = form(slab(-24, 0, 48, 36, 5), t.natural("#c79a68"), t.low(t.natural("#c79a68")), -16, 0)
    body = form(glass, colour, low, -50, 0, inner=wine)
    shine = path(smooth("-76,300 -66,256 -54,246 -60,300 -60,540 -76,540"), "#ffffff", 0.4)
    return frame(cork, body, neck, clipped(glass, label), shine, box=(-103, 0, 103, 560), metres=0.31)


def glass(t: Tones, v: int) -> HeroArt:
    """Draw a stemmed glass of wine, or a tall iced drink for odd variants."""
    pane = mix("#ffffff", t.cool, 0.16)
    if v % 2:
        outline = polygon("-92,60 92,60 70,400 -70,400")
        drink = mix(t.warm, "#e79a3c", 0.4)
        ice = "".join(
            path(polygon(f"{x},{y} {x + 54},{y + 8} {x + 46},{y + 58} {x - 8},{y + 50}"), "#ffffff", 0.55)
            for x, y in ((-62, 120), (8, 136), (-30, 196))
        )
        straw = stroke("M20 390L84 -40", t.accent, 14) + stroke("M38 270L84 -40", t.light, 5)
        slice_ = (
            form(ring(-84, 62, 50), mix("#f1b63c", t.glow, 0.2), mix("#c98826", t.dark, 0.1), -6, -4)
            + circle(-84, 62, 40, "#fbe3a0")
            + "".join(
                path(polygon(f"-84,62 {-84 + a},{62 + b} {-84 + c},{62 + d}"), mix("#f1b63c", t.glow, 0.2))
                for a, b, c, d in (
                    (34, -8, 26, 22),
                    (12, 34, -14, 32),
                    (-30, 20, -36, -6),
                    (-24, -28, 2, -36),
                    (16, -32, 30, -18),
                )
            )
        )
        fill = clipped(
            outline,
            path("M-120 112C-40 122 40 102 120 112V420H-120Z", drink),
            path("M20 90H120V420H40Z", t.low(drink), 0.6),
            ice,
        )
        return frame(
            slice_, path(outline, pane, 0.55), straw, fill, stroke("M-92 60L-70 396H70L92 60", "#ffffff", 7, 0.85),
            path(polygon("-66,130 -50,130 -42,370 -54,370"), "#ffffff", 0.5),
            box=(-135, -48, 98, 400), metres=0.2,
        )  # fmt: skip
    bowl = smooth("-84,10! 84,10! 104,110 80,200 20,244 0,250 -20,244 -80,200 -104,110")
    wine = mix(t.warm, "#7d2438", 0.62)
    fill = clipped(
        bowl,
        path("M-130 104C-60 116 60 116 130 104V270H-130Z", wine),
        path("M24 90H130V270H-30C30 220 40 160 24 90Z", t.low(wine), 0.7),
        oval(0, 106, 104, 13, mix(wine, "#ffffff", 0.25)),
    )
    stem = form(
        smooth("-14,240! 14,240! 9,300 10,390 26,408! -26,408! -10,390 -9,300"), pane, mix(pane, t.main, 0.4), -8, 0
    )
    foot = form(smooth("-92,430! -70,414 -20,404 20,404 70,414 92,430!"), pane, mix(pane, t.main, 0.4), -24, -3)
    return frame(
        path(bowl, pane, 0.75), fill, stem, foot,
        stroke(trail("-84,10 -104,110 -80,200 -20,244"), "#ffffff", 6, 0.9),
        stroke(trail("84,10 104,110 80,200 20,244"), mix(pane, t.main, 0.3), 5), stroke("M-84 10H84", "#ffffff", 5),
        path(smooth("-80,60 -66,50 -72,130 -60,180 -82,140"), "#ffffff", 0.6),
        box=(-107, 7, 107, 430), metres=0.21,
    )  # fmt: skip


def bowl(t: Tones, v: int) -> HeroArt:
    """Draw a bowl of salad or noodles with chopsticks."""
    colour = (t.main, t.accent, t.light)[v % 3]
    low = t.low(colour, 0.34)
    leaf, gold = t.natural("#6a9a55"), mix("#e2b04e", t.glow, 0.2)
    red = mix("#d24c3e", t.warm, 0.3)
    heap = form(
        smooth("-166,110! -150,60 -100,40 -60,10 10,0 60,16 120,40 160,76 168,112!"), gold, t.low(gold, 0.25), -8, -8
    )
    strands = stroke(
        trail("-130,100 -80,50 -20,90 30,44 80,90")
        + trail("-100,110 -50,70 0,40 60,70 120,100")
        + trail("-60,100 -10,66 40,96"),
        mix(gold, "#fff4d0", 0.6),
        8,
    )
    leaves = (
        form(smooth("-150,96! -176,50 -140,10 -90,24! -96,70"), leaf, t.low(leaf), -6, -6)
        + form(smooth("90,80! 84,30 130,4 176,30! 166,80"), t.high(leaf, 0.14), leaf, -6, -6)
        + stroke("M-140 86L-104 34M106 72L160 34", t.high(leaf, 0.4), 4)
    )
    egg = form(ring(-14, 64, 46, 34), mix("#ffffff", t.light, 0.4), t.shade, -6, -4) + form(
        ring(-12, 64, 22, 18), mix("#f0a93a", t.glow, 0.2), "#cc7f2a", -5, -4
    )
    bits = "".join(form(ring(x, y, 21), red, t.low(red), -6, -6) for x, y in ((64, 66), (-88, 78), (104, 98)))
    sticks = stroke("M60 84L232 -84", t.natural("#8a5a3a"), 10) + stroke(
        "M88 92L256 -64", t.low(t.natural("#8a5a3a"), 0.25), 10
    )
    wave = "".join(path(f"M{x} 186A24 24 0 0 1 {x + 48} 186Z", t.low(colour, 0.22)) for x in range(-216, 216, 48))
    shell = form(
        smooth("-206,104! 206,104! 190,190 130,262 76,288! -76,288! -130,262 -190,190"),
        colour,
        low,
        -60,
        -14,
        inner=wave,
        rim=t.high(colour, 0.4),
    )
    rim = rect(-212, 96, 424, 19, t.high(colour, 0.25), 9)
    foot = form(polygon("-80,284 80,284 66,310 -66,310"), low, t.low(colour, 0.55), -30, 0)
    return frame(sticks, heap, strands, leaves, bits, egg, shell, rim, foot, box=(-213, -90, 262, 310), metres=0.12)


def bread(t: Tones, v: int) -> HeroArt:
    """Draw a crusty loaf with a cut slice."""
    crust = t.natural(("#b9793f", "#9c6236")[v % 2], 0.06)
    low, crumb = t.low(crust, 0.36), mix("#f4dfb8", t.light, 0.3)
    loaf = form(
        smooth("-240,260! -262,200 -250,110 -180,60 -60,36 80,40 190,70 240,130 246,210 224,260!"),
        crust,
        low,
        -20,
        -26,
        rim=t.high(crust, 0.35),
    )
    cuts = "".join(
        form(
            smooth(f"{x - 40},{y + 56}! {x - 26},{y + 10} {x + 30},{y - 14}! {x + 20},{y + 30}"),
            crumb,
            t.low(crumb, 0.25),
            4,
            -5,
        )
        for x, y in ((-160, 92), (-66, 72), (30, 72), (120, 92))
    )
    slice_d = smooth("90,260! 84,180 66,140 88,104 150,92 220,96 268,120 266,156 250,190 252,260!")
    slice_ = (
        form(slice_d, crumb, t.low(crumb, 0.16), -8, -6)
        + stroke(slice_d, crust, 13)
        + "".join(
            oval(x, y, r, r * 0.7, t.low(crumb, 0.22))
            for x, y, r in (
                (130, 150, 7),
                (170, 136, 5),
                (206, 160, 8),
                (150, 200, 6),
                (190, 220, 7),
                (222, 200, 5),
                (126, 232, 5),
            )
        )
    )
    board = form(slab(-300, 254, 610, 36, 12), t.natural("#8f613f"), t.low(t.natural("#8f613f"), 0.4), 0, -16)
    wheat = stroke(trail("-290,248 -230,226 -170,232"), t.natural("#c99a4a"), 5) + "".join(
        path(smooth(f"{x},{y}! {x - 16},{y - 16} {x + 10},{y - 20}!"), t.natural("#d9ad58"))
        for x, y in ((-262, 240), (-240, 232), (-218, 229), (-196, 230))
    )
    return frame(loaf, cuts, board, slice_, wheat, box=(-300, 35, 310, 290), metres=0.16)


def cake(t: Tones, v: int) -> HeroArt:
    """Draw a two-tier cake with icing and candles."""
    base, icing = ((t.accent, t.light), (t.light, t.accent), (t.main, t.light))[v % 3]
    low = t.low(base, 0.28)

    def tier(x: float, y: float, width: float, height: float) -> str:
        drips = f"M{x} {y}H{x + width}V{y + 34}"
        step = width / 8
        for i in range(8):
            left = x + width - step * (i + 1)
            drips += (
                f"V{y + 26 + (i * 7) % 3 * 14}A{step / 2:.1f} {step / 2:.1f} 0 0 1 {left:.1f} "
                f"{y + 26 + (i * 7) % 3 * 14}"
            )
        side = form(slab(x, y, width, height, 8), base, low, -width * 0.22, 0)
        return (
            side
            + form(drips + "Z", icing, t.low(icing, 0.2), -width * 0.22, 0)
            + oval(x + width / 2, y, width / 2, 15, t.high(icing, 0.5))
        )

    candles = []
    for i, x in enumerate((-60, 0, 60)):
        candles.append(
            form(slab(x - 8, 10, 16, 72, 3), (t.main, t.accent, t.main)[i], t.dark, -7, 0)
            + stroke(f"M{x} 10V0", t.dark, 3)
            + form(smooth(f"{x},2! {x - 13},-12 {x},-42! {x + 13},-12"), t.glow, mix("#e58a34", t.glow, 0.3), -5, 0)
        )
    berries = "".join(
        form(ring(x, y, 16), mix("#cf3d46", t.warm, 0.2), mix("#8e2633", t.dark, 0.2), -5, -4)
        for x, y in ((-150, 184), (-112, 190), (112, 190), (150, 184), (-30, 78), (30, 78), (-92, 76), (92, 76))
    )
    pearls = "".join(circle(x, 306, 8, icing) for x in range(-160, 170, 32))
    stand = form(smooth("-220,312! 220,312! 200,330! -200,330!"), t.shade, t.low(t.shade), -40, 0) + form(
        smooth("-26,328! 26,328! 34,366 90,384! -90,384! -34,366"), t.shade, t.low(t.shade), -26, 0
    )
    return frame(
        tier(-176, 190, 352, 124), tier(-118, 82, 236, 108), *candles, berries, pearls, stand,
        box=(-218, -44, 218, 384), metres=0.4, lights=tuple((x, -14, 34) for x in (-60, 0, 60)),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "cup": cup,
    "teapot": teapot,
    "bottle": bottle,
    "glass": glass,
    "bowl": bowl,
    "bread": bread,
    "cake": cake,
}
