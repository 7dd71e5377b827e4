"""What carries people through the air."""

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
    smooth,
    stroke,
)


def plane(t: Tones, v: int) -> HeroArt:
    """Draw an airliner climbing to the right."""
    white = mix("#ffffff", t.light, 0.4)
    tail_colour = (t.accent, t.main)[v % 2]
    far = form(
        smooth("20,0! 110,-96 130,-100! 122,-50 100,6!"), t.low(t.shade, 0.2), t.low(t.shade, 0.4), -4, 8
    ) + form(smooth("-270,-6! -236,-46 -216,-46! -230,0!"), t.low(t.shade, 0.2), t.low(t.shade, 0.4), -4, 6)
    fin = form(
        smooth("-330,-16! -366,-130 -350,-138 -306,-138! -226,-20!"),
        tail_colour,
        t.low(tail_colour),
        -18,
        0,
        inner=path(polygon("-400,-80 -200,-110 -200,-84 -400,-54"), t.light),
    )
    hull = smooth("-360,2 -330,-22 -200,-34 100,-36 240,-32 300,-14 330,12 318,30 270,44 100,52 -140,48 -280,28")
    stripe = path(smooth("-400,6! 0,14 340,14! 340,28! 0,30 -400,20!"), tail_colour)
    body = form(hull, white, t.shade, -4, -24, inner=stripe)
    panes = (
        "".join(rect(x, -12, 11, 15, mix(t.main, t.dark, 0.5), 5) for x in range(-230, 250, 26))
        + path(smooth("270,-22! 296,-14 310,-2! 280,0!"), mix(t.main, t.dark, 0.5))
        + stroke("M-180 -24V20M214 -26V20", t.shade, 4)
    )
    engine = form(
        smooth("10,62! 20,48 84,50 96,64 92,88 80,98 24,96 12,86"), tail_colour, t.low(tail_colour), -8, -10
    ) + form(ring(88, 74, 10, 23), t.dark, "#000000", -3, 0)
    wing = form(
        smooth("70,16! 110,30! 10,70 -150,158 -196,166! -186,140 -90,50 -30,18!"),
        mix(white, t.shade, 0.35),
        t.low(t.shade, 0.15),
        -4,
        -9,
    ) + stroke("M64 44L-170 152", t.low(t.shade, 0.2), 4)
    stab = form(
        smooth("-300,8! -246,12! -330,66 -362,70! -350,40!"), mix(white, t.shade, 0.4), t.low(t.shade, 0.2), -2, -7
    )
    whole = moved(far, fin, body, panes, engine, wing, stab, turn=-10)
    return frame(whole, box=(-384, -102, 328, 198), metres=12, stands="air", lights=((312, -60, 16),))


def balloon(t: Tones, v: int) -> HeroArt:
    """Draw a hot-air balloon with gores, a scalloped band and a wicker basket."""
    first, second = ((t.accent, t.light), (t.main, t.light), (t.main, t.accent))[v % 3]
    skin = smooth(
        "0,-10 120,16 200,104 212,212 160,330 92,430 50,486! -50,486! -92,430 -160,330 -212,212 -200,104 -120,16"
    )
    gores = "".join(
        path(f"M0 -12C{a} {60} {a} {300} {b} 490L{-b} 490C{-a} 300 {-a} 60 0 -12Z", c)
        for a, b, c in ((250, 58, first), (176, 40, second), (92, 22, first), (30, 7, second))
    )
    band = (
        "".join(path(f"M{x} 250A26 26 0 0 0 {x + 52} 250Z", t.dark, 0.85) for x in range(-208, 208, 52))
        + rect(-230, 226, 460, 26, t.dark, opacity=0.85)
        + rect(-230, 234, 460, 7, t.glow)
    )
    envelope = path(skin, first) + clipped(
        skin,
        gores,
        band,
        path(smooth("60,-30 220,-10 260,260 120,500! 30,500! 130,330 150,160"), t.dark, 0.2),
        path(smooth("-150,60 -90,10 -100,90 -140,220 -190,240"), "#ffffff", 0.28),
    )
    skirt = form(polygon("-52,482 52,482 40,516 -40,516"), t.dark, mix(t.dark, "#000000", 0.4), -20, 0)
    ropes = stroke("M-40 516L-44 580M40 516L44 580M-14 516L-16 580M14 516L16 580", t.dark, 3.5)
    flame = form(smooth("0,574! -14,556 -10,536 0,512! 10,536 14,556"), t.glow, mix("#e2762c", t.glow, 0.3), -5, 0)
    folk = (
        circle(-18, 566, 11, t.skin)
        + path(smooth("-30,566 -28,552 -14,552 -8,562! -18,562"), t.hair)
        + circle(20, 570, 10, "#a46d47")
        + path(smooth("9,568 12,558 26,558 31,568! 20,565"), t.dark)
    )
    straw = t.natural("#b5824e")
    basket = form(
        smooth("-52,580! 52,580! 44,650! -44,650!"),
        straw,
        t.low(straw, 0.4),
        -26,
        -2,
        inner=stroke("M-60 602H60M-60 624H60M-24 570V660M4 570V660M30 570V660", t.low(straw, 0.26), 4),
    ) + rect(-57, 574, 114, 13, t.low(straw, 0.45), 6)
    return frame(
        ropes, envelope, skirt, flame, folk, basket,
        box=(-215, -13, 215, 650), metres=20, stands="air", lights=((0, 400, 150),),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"plane": plane, "balloon": balloon}
