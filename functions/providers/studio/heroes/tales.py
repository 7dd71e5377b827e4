"""What old tales turn on: crown, sword, key and letter."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    form,
    path,
    polygon,
    rect,
    ribbon,
    ring,
    slab,
    smooth,
    stroke,
    trail,
)


def crown(t: Tones, v: int) -> HeroArt:
    """Draw a jewelled crown with velvet."""
    gold = mix("#e0ab45", t.glow, 0.3)
    low = t.low(gold, 0.42)
    velvet = (mix(t.accent, "#7d2038", 0.4), mix(t.main, t.dark, 0.2))[v % 2]
    cap = form(smooth("-170,260! -150,120 -80,70 0,60 80,70 150,120 170,260!"), velvet, t.low(velvet, 0.45), -30, -10)
    back = path(smooth("-196,256! -130,236 0,228 130,236 196,256! 130,270 0,276 -130,270"), t.low(gold, 0.6))
    points = form(
        polygon("-200,290 -244,70 -140,190 -110,36 -46,180 0,0 46,180 110,36 140,190 244,70 200,290"),
        gold,
        low,
        -22,
        -2,
        rim=t.high(gold, 0.6),
    )
    tips = "".join(
        form(ring(x, y, 19), c, t.low(c, 0.4), -6, -5)
        for x, y, c in (
            (-246, 58, t.light),
            (-112, 24, t.accent),
            (0, -14, t.light),
            (112, 24, t.accent),
            (246, 58, t.light),
        )
    )
    band = form(
        smooth("-206,268! -100,294 0,300 100,294 206,268! 200,346! 100,370 0,376! -100,370 -200,346!"),
        gold,
        low,
        -44,
        -8,
        rim=t.high(gold, 0.6),
    ) + stroke(
        trail("-200,286 -100,310 0,316 100,310 200,286") + trail("-196,334 -100,356 0,362 100,356 196,334"), low, 5
    )
    gems = "".join(
        form(polygon(f"{x - 21},{y} {x},{y - 21} {x + 21},{y} {x},{y + 21}"), c, t.low(c, 0.45), -8, -4)
        for x, y, c in (
            (0, 338, t.accent),
            (-86, 332, t.main),
            (86, 332, t.main),
            (-158, 316, t.light),
            (158, 316, t.light),
        )
    ) + "".join(form(ring(x, 220, 12), t.main, t.low(t.main, 0.5), -4, -3) for x in (-122, 0, 122))
    return frame(cap, back, points, tips, band, gems, box=(-266, -34, 266, 376), metres=0.25)


def sword(t: Tones, v: int) -> HeroArt:
    """Draw a sword stuck in a stone (even variants) or point down before a shield."""
    steel = mix("#dfe5ea", t.light, 0.3)
    dull = mix(t.shade, t.dark, 0.25)
    gold = mix("#dba642", t.glow, 0.3)
    low = t.low(gold, 0.42)
    blade = (
        path(polygon("-26,150 26,150 24,520 0,560 -24,520"), steel)
        + path(polygon("0,150 26,150 24,520 0,560"), dull)
        + rect(-5, 160, 10, 300, t.low(t.shade, 0.4), 5)
    )
    guard = form(
        smooth("-120,110 -134,140 -110,160 -60,150 0,166 60,150 110,160 134,140 120,110! 60,128 0,122 -60,128"),
        gold,
        low,
        -12,
        -9,
        rim=t.high(gold, 0.6),
    )
    grip = form(slab(-17, 14, 34, 114, 8), mix(t.accent, t.dark, 0.35), mix(t.accent, t.dark, 0.65), -12, 0) + stroke(
        "M-17 36L17 24M-17 60L17 48M-17 84L17 72M-17 108L17 96", gold, 5
    )
    pommel = form(ring(0, -10, 32), gold, low, -10, -7, rim=t.high(gold, 0.6)) + form(
        ring(0, -10, 14), t.accent, t.low(t.accent, 0.5), -5, -4
    )
    gem = form(polygon("-15,138 0,122 15,138 0,154"), t.accent, t.low(t.accent, 0.5), -6, -3)
    if v % 2:
        shield = form(
            smooth("-190,210! -90,220 0,190! 90,220 190,210! 196,340 140,480 0,580! -140,480 -196,340"),
            t.main,
            t.low(t.main),
            -30,
            -10,
            inner=path("M0 180H220V600H0Z", t.accent),
        ) + stroke(
            smooth("-190,210! -90,220 0,190! 90,220 190,210! 196,340 140,480 0,580! -140,480 -196,340"), gold, 15
        )
        return frame(shield, blade, guard, grip, pommel, gem, box=(-204, -44, 204, 588), metres=1.1)
    rock = t.natural("#7d7a7c")
    dark = t.low(rock, 0.42)
    stone = (
        form(polygon("-220,600 -206,520 -140,470 -70,440 30,430 120,452 190,506 224,600"), rock, dark, -30, -12)
        + path(polygon("-206,520 -140,470 -70,440 -30,480 -110,520"), t.high(rock, 0.3))
        + path(polygon("30,430 120,452 190,506 120,520 60,480"), t.low(rock, 0.16))
        + stroke("M-110 520L-140 598M60 480L80 540L60 598M120 520L160 560", dark, 5)
        + path(polygon("-40,446 44,442 30,458 -28,460"), t.dark)
        + path(smooth("-220,600! -200,570 -150,584 -110,572 -90,600!"), t.natural("#5f8a55"))
    )
    glint = path(polygon("-14,200 -8,236 4,250 -8,264 -14,300 -20,264 -32,250 -20,236"), "#ffffff", 0.85)
    return frame(
        stone, clipped("M-200 0H200V452H-200Z", blade), guard, grip, pommel, gem, glint,
        box=(-220, -43, 224, 600), metres=1.2,
    )  # fmt: skip


def key(t: Tones, v: int) -> HeroArt:
    """Draw an old ornate key with a ribbon, upright."""
    metal = mix("#d8a548", (t.glow, t.shade)[v % 2], 0.35)
    low = t.low(metal, 0.42)
    bow = f"{ring(0, 110, 108, 104)}{ring(0, 106, 66, 62)}"
    shape = (
        f'<path d="{bow}" fill-rule="evenodd" fill="{metal}"/><path d="M76 36A108 104 0 0 1 60 196A120 '
        f'116 0 0 0 76 36Z" fill="{low}"/>'
    ) + stroke(ring(0, 108, 88, 84), low, 5)
    curls = "".join(
        stroke(trail(d), metal, 15) for d in ("-42,130 -46,92 -14,84 0,112", "42,130 46,92 14,84 0,112", "0,112 0,166")
    )
    collar = form(slab(-40, 206, 80, 22, 8), metal, low, -24, 0) + form(slab(-32, 232, 64, 14, 6), metal, low, -20, 0)
    shaft = form(slab(-20, 226, 40, 290, 8), metal, low, -18, 0, rim=t.high(metal, 0.6))
    bit = form(
        polygon("16,400 116,400 116,438 84,438 84,456 116,456 116,500 66,500 66,480 44,480 44,500 16,500"),
        metal,
        low,
        -10,
        -8,
    )
    ribbon_ = form(ribbon("-70,40,13 -130,90,14 -150,180,13 -120,250,12"), t.accent, t.low(t.accent), -8, -4) + form(
        ribbon("-70,40,13 -170,70,14 -196,130,13 -186,190,12"), t.low(t.accent, 0.15), t.low(t.accent, 0.45), -8, -4
    )
    return frame(
        ribbon_, shaft, bit, collar, shape, curls, circle(0, 84, 11, t.accent), box=(-213, 5, 116, 516), metres=0.09
    )


def letter(t: Tones, v: int) -> HeroArt:
    """Draw an opened envelope with its letter and a wax seal."""
    paper = mix(t.light, t.accent, (0.1, 0.4, 0.25)[v % 3])
    low = t.low(paper, 0.24)
    flap = path(polygon("-240,160 0,-30 240,160"), low)
    inner = path(polygon("-216,160 0,-12 216,160"), mix(t.accent, t.dark, 0.15)) + "".join(
        stroke(f"M{x} 160L{x + 100} 60", t.high(t.accent, 0.3), 7, 0.6) for x in range(-200, 160, 44)
    )
    sheet = (
        form(slab(-190, 10, 380, 300, 4), "#fffdf6", t.shade, -16, -4)
        + stroke("M-150 56H40M-150 92H150M-150 124H150M-150 156H150M-150 188H120", t.low(t.shade, 0.25), 6)
        + stroke(trail("60,52 80,40 96,58 114,38 140,52"), t.main, 5)
    )
    pocket = (
        path(polygon("-240,160 0,300 240,160 240,400 -240,400"), paper)
        + path(polygon("-240,160 -240,400 -20,270"), t.low(paper, 0.1))
        + path(polygon("240,160 240,400 20,270"), low)
        + path(polygon("-240,400 0,236 240,400"), paper)
        + stroke("M-240 400L0 238L240 400", low, 5)
    )
    seal = form(
        smooth("0,226 28,222 42,246 58,262 50,288 42,312 16,318 -8,326 -30,310 -52,296 -48,270 -48,244 -24,234"),
        mix("#b93236", t.warm, 0.3),
        mix("#74202a", t.dark, 0.2),
        -8,
        -6,
    ) + path(smooth("2,296! -22,276 -18,258 -6,258 2,266! 10,258 22,258 26,276"), mix("#e2706a", t.warm, 0.2))
    clean = clipped(
        slab(-240, -60, 480, 460, 0),
        flap,
        clipped(polygon("-240,160 0,-30 240,160 240,400 -240,400"), inner),
        sheet,
        pocket,
    )
    return frame(clean, seal, box=(-240, -30, 240, 400), metres=0.14)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"crown": crown, "sword": sword, "key": key, "letter": letter}
