"""Robots, rockets and what flies beyond the sky."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    crescent,
    form,
    moved,
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


def _robot_head(t: Tones, shell: str, trim: str) -> str:
    low, joint = t.low(shell, 0.26), t.low(t.shade, 0.45)
    head = form(
        smooth("-112,60 -92,24 -40,8 40,8 92,24 112,60 116,112 98,160 44,178 -44,178 -98,160 -116,112"),
        shell,
        low,
        -24,
        -10,
        rim=t.high(shell, 0.6),
    )
    ears = form(slab(-138, 74, 32, 60, 14), trim, t.low(trim), -8, 0) + form(
        slab(108, 74, 32, 60, 14), trim, t.low(trim), -12, 0
    )
    face = form(
        smooth("-84,66 -60,48 60,48 84,66 88,108 72,140 40,148 -40,148 -72,140 -88,108"),
        mix(t.dark, "#10131f", 0.4),
        "#090b14",
        -6,
        -6,
    )
    eyes = "".join(circle(x, 92, 19, t.glow) + circle(x - 6, 86, 6, "#ffffff") for x in (-40, 40)) + stroke(
        trail("-22,124 0,134 22,124"), t.glow, 6
    )
    antenna = stroke("M0 10V-34", joint, 7) + circle(0, -42, 14, t.glow) + circle(-4, -46, 5, "#ffffff")
    return antenna + ears + head + face + eyes


def robot(t: Tones, v: int) -> HeroArt:
    """Draw a friendly household robot that waves."""
    shell = (t.light, t.main, t.accent)[v % 3]
    low = t.low(shell, 0.26)
    trim = t.accent if shell != t.accent else t.light
    joint = t.low(t.shade, 0.45)
    far_arm = (
        stroke(trail("92,246 136,270 150,320"), joint, 20)
        + form(ribbon("150,316,24 156,370,20"), low, t.low(shell, 0.45), -8, 0)
        + stroke(trail("148,392 142,414") + trail("164,392 172,412"), joint, 11)
    )
    legs = "".join(
        form(ribbon(f"{x},380,24 {x},450,22", flat=True), joint, t.low(joint, 0.4), -10, 0)
        + stroke(f"M{x - 22} 412H{x + 22}M{x - 22} 434H{x + 22}", t.low(joint, 0.5), 4)
        + form(
            smooth(f"{x - 36},500! {x - 34},462 {x - 8},448 {x + 22},454 {x + 44},478 {x + 46},500!"),
            shell,
            low,
            -12,
            -8,
        )
        + rect(x - 37, 490, 84, 10, trim, 4)
        for x in (-48, 46)
    )
    body = form(
        smooth("-92,214 -60,196 60,196 92,214 102,290 90,372 62,396 -62,396 -90,372 -102,290"),
        shell,
        low,
        -26,
        -8,
        rim=t.high(shell, 0.6),
    )
    chest = (
        form(slab(-52, 240, 104, 84, 16), t.dark, mix(t.dark, "#000000", 0.4), -6, -6)
        + stroke("M-38 288H-20L-8 262L8 306L18 288H38", t.glow, 6)
        + circle(-38, 348, 9, trim)
        + circle(-12, 348, 9, t.glow)
        + rect(10, 341, 44, 14, low, 7)
    )
    neck = form(slab(-28, 172, 56, 32, 8), joint, t.low(joint, 0.4), -14, 0) + stroke(
        "M-28 188H28", t.low(joint, 0.5), 4
    )
    head = _robot_head(t, shell, trim)
    near_arm = (
        stroke(trail("-96,240 -148,244 -166,190"), joint, 20)
        + form(ribbon("-166,196,23 -174,140,19"), shell, low, -10, 0)
        + stroke(trail("-168,124 -152,92") + trail("-178,122 -178,84") + trail("-186,126 -206,100"), joint, 11)
        + circle(-94, 240, 22, trim)
    )
    return frame(
        far_arm, neck, legs, body, chest, head, circle(96, 244, 20, t.low(trim, 0.2)),
        near_arm,
        box=(-214, -57, 184, 500), metres=1.4, lights=((0, 96, 84), (0, -42, 30), (0, 282, 60)),
    )  # fmt: skip


def rocket(t: Tones, v: int) -> HeroArt:
    """Draw a finned rocket, standing on its fins (even variants) or lifting off on its flame."""
    hull, trim = (t.light, t.accent) if v % 4 < 2 else (t.main, t.light)
    low = t.low(hull, 0.3)
    skin = smooth("0,-60! 50,10 86,110 94,220 84,340 58,420! -58,420! -84,340 -94,220 -86,110 -50,10")
    inner = (
        path("M-120 -80H120V60C60 84 -60 84 -120 60Z", trim)
        + path("M-120 330C-60 352 60 352 120 330V356C60 378 -60 378 -120 356Z", trim)
        + stroke("M-90 230C-40 246 40 246 90 230", low, 3)
    )
    body = form(skin, hull, low, -40, -4, inner=inner, rim=t.high(hull, 0.7))
    fins = form(smooth("-80,280! -150,350 -172,430 -166,520! -120,456 -60,420!"), trim, t.low(trim), -16, 0) + form(
        smooth("80,280! 150,350 172,430 166,520! 120,456 60,420!"), t.low(trim, 0.2), t.low(trim, 0.42), -16, 0
    )
    middle = form(smooth("-12,330! 12,330! 16,430 12,520! -12,520! -16,430"), trim, t.low(trim, 0.4), -12, 0)
    nozzle = form(polygon("-44,420 44,420 58,456 -58,456"), t.dark, "#07070c", -30, 0)
    port = (
        circle(0, 150, 46, t.low(t.shade, 0.3))
        + form(ring(0, 150, 34), mix(t.glow, "#ffffff", 0.1), t.low(t.glow, 0.25), -10, -6)
        + path(smooth("-24,150 -14,128 4,124! -6,140 -16,160"), "#ffffff", 0.7)
    )
    port += circle(0, 258, 26, t.low(t.shade, 0.3)) + circle(0, 258, 18, t.dark)
    rivets = "".join(
        circle(46 * x, 150 + 46 * y, 3.4, t.dark) for x, y in ((0.88, 0), (-0.88, 0), (0, 0.88), (0, -0.88))
    )
    if v % 2 == 0:
        return frame(
            nozzle, fins, body, middle, port, rivets, box=(-171, -60, 171, 520), metres=14, lights=((0, 150, 50),)
        )
    flame = (
        form(
            smooth("0,720! -50,620 -70,540 -52,456! 52,456! 70,540 50,620"),
            mix("#e2622c", t.warm, 0.2),
            mix("#b84520", t.dark, 0.1),
            -10,
            0,
        )
        + path(smooth("0,650! -30,580 -40,520 -32,456! 32,456! 40,520 30,580"), t.glow)
        + path(smooth("0,570! -16,530 -18,456! 18,456! 16,530"), "#fffbe8")
    )
    return frame(
        flame, nozzle, fins, body, middle, port, rivets,
        box=(-171, -60, 171, 720), metres=18, stands="air", lights=((0, 150, 50), (0, 540, 140)),
    )  # fmt: skip


def _helmet(t: Tones, suit: str, low: str, trim: str) -> str:
    helmet = form(ring(0, 82, 108, 104), suit, low, -16, -10)
    visor = smooth("-62,84 -54,38 -10,18 44,24 78,54 84,92 64,130 14,146 -40,134")
    glass = form(
        visor,
        mix(t.main, t.dark, 0.62),
        mix(t.dark, "#05060f", 0.5),
        -14,
        -12,
        inner=path(smooth("-40,170! -10,80 90,60! 110,170!"), mix(t.accent, t.dark, 0.5), 0.5),
    ) + stroke(visor, mix(t.glow, t.shade, 0.4), 7)
    shine = path(smooth("-42,84 -34,52 -10,38! -16,60 -24,96"), "#ffffff", 0.65) + circle(58, 112, 6, "#ffffff", 0.6)
    collar = form(ribbon("-70,176,14 0,194,16 70,176,14"), trim, t.low(trim), -6, -5)
    lamp = form(slab(-122, 60, 26, 48, 10), trim, t.low(trim), -6, 0) + form(
        slab(100, 60, 24, 48, 10), t.low(trim, 0.2), t.low(trim, 0.4), -6, 0
    )
    return collar + helmet + lamp + glass + shine


def astronaut(t: Tones, v: int) -> HeroArt:
    """Draw an astronaut in a suit, one hand raised."""
    suit = mix("#ffffff", t.light, 0.6)
    low, trim = mix(t.shade, t.dark, 0.16), (t.accent, t.main)[v % 2]
    far = mix(suit, low, 0.6)
    pack = form(
        smooth("-110,190! -120,170 -100,140 90,140 112,170 116,340 100,380 -104,380 -120,350"),
        mix(low, t.dark, 0.25),
        mix(low, t.dark, 0.5),
        -14,
        0,
    )
    far_arm = (
        form(ribbon("80,216,38 144,196,34 168,110,28"), far, low, -12, 0)
        + form(ribbon("160,128,30 172,98,30", flat=True), trim, t.low(trim), -12, 0)
        + form(ribbon("170,92,24 176,62,20 178,36,10"), far, low, -8, 0)
    )
    boots = "".join(
        form(
            smooth(f"{x - 40},600! {x - 42},560 {x - 34},536! {x + 36},536! {x + 40},560 {x + 66},580 {x + 68},600!"),
            mix(low, t.dark, 0.3),
            mix(low, t.dark, 0.55),
            -14,
            -6,
        )
        + rect(x - 42, 588, 111, 12, t.dark, 4)
        for x in (-54, 56)
    )
    legs = form(ribbon("46,380,50 58,470,42 58,546,38", flat=True), far, low, -16, 0) + form(
        ribbon("-40,380,50 -52,470,44 -54,546,38", flat=True), suit, low, -16, 0
    )
    bands = stroke("M-96 500H-12M20 500H98", trim, 12, cap="butt") + stroke(
        trail("-92,456 -54,468 -16,456") + trail("22,456 56,468 94,456"), low, 4
    )
    trunk = form(
        smooth("-86,180 -40,160 40,160 86,180 104,260 96,350 92,420! -92,420! -98,350 -104,260"), suit, low, -26, -6
    )
    box_ = (
        form(slab(-52, 236, 104, 66, 10), mix(low, t.dark, 0.2), mix(low, t.dark, 0.45), -8, -6)
        + circle(-32, 258, 8, trim)
        + circle(-6, 258, 8, t.glow)
        + rect(12, 250, 32, 14, t.dark, 4)
        + stroke("M-40 284H36", t.light, 5)
    )
    belt = rect(-100, 372, 200, 18, low, 4) + rect(-16, 368, 32, 26, trim, 5)
    hose = stroke(trail("50,290 96,320 70,366"), mix(low, t.dark, 0.35), 11)
    helmet = _helmet(t, suit, low, trim)
    near_arm = (
        form(ribbon("-84,216,38 -134,290,35 -120,366,29"), suit, low, -14, 0)
        + stroke(trail("-164,288 -134,298 -104,282"), low, 4)
        + form(ribbon("-124,344,31 -118,372,30", flat=True), trim, t.low(trim), -12, 0)
        + form(ribbon("-118,378,25 -112,404,23 -100,424,12"), suit, low, -8, 0)
    )
    badge = circle(-66, 214, 15, trim) + circle(-66, 214, 7, t.glow)
    return frame(
        pack, far_arm, boots, legs, bands, trunk, box_, hose, belt, helmet, near_arm,
        badge,
        box=(-172, -23, 200, 600), metres=1.95, lights=((10, 84, 60),),
    )  # fmt: skip


def planet(t: Tones, v: int) -> HeroArt:
    """Draw a banded planet with a ring (even variants) or with craters and a moon."""
    base = (t.accent, t.main)[v // 2 % 2]
    low = t.low(base, 0.5)
    ball = ring(0, 0, 180)
    night = crescent(ball, t.dark, -58, -48, 0.42)
    if v % 2:
        craters = "".join(
            circle(x, y, r, t.low(base, 0.22)) + circle(x + r * 0.14, y + r * 0.14, r * 0.82, t.low(base, 0.12))
            for x, y, r in (
                (-70, -80, 40),
                (50, 10, 54),
                (-90, 70, 30),
                (70, -110, 22),
                (10, 120, 32),
                (-20, -10, 16),
                (120, 90, 20),
            )
        )
        moon = (
            form(ring(206, -150, 40), t.light, t.shade, -12, -9)
            + circle(196, -158, 8, t.shade)
            + circle(216, -140, 6, t.shade)
        )
        return frame(
            path(ball, base), clipped(ball, craters, night), moon,
            box=(-181, -191, 248, 181), metres=30, stands="air",
        )  # fmt: skip
    bands = "".join(
        path(smooth(d), c)
        for d, c in (
            ("-200,-120! -60,-104 80,-130 200,-116! 200,-90! 60,-84 -80,-74 -200,-90!", t.high(base, 0.4)),
            ("-200,-40! -40,-20 60,-40 200,-30! 200,10! 20,14 -100,4 -200,16!", t.high(base, 0.2)),
            ("-200,50! 0,64 120,48 200,58! 200,80! 40,90 -90,80 -200,86!", t.low(base, 0.2)),
            ("-200,120! 0,130 200,118! 200,200! -200,200!", t.low(base, 0.3)),
        )
    ) + path(smooth("30,20 70,8 104,20 90,44 46,44"), t.high(base, 0.6))
    halo = t.main if base != t.main else t.accent
    back = (
        f'<path d="{ring(0, 0, 320, 84)}{ring(0, 0, 236, 50)}" fill-rule="evenodd" '
        f'fill="{halo}"/><path d="{ring(0, 0, 290, 72)}{ring(0, 0, 270, 63)}" fill-rule="evenodd" '
        f'fill="{low}"/>'
    )
    front = clipped(
        "M-400 0H400V300H-400Z", back, clipped(f"{ring(0, 0, 320, 84)}", path("M60 0H400V200H60Z", t.dark, 0.25))
    )
    globe = path(ball, base) + clipped(ball, bands, night)
    return frame(moved(back, globe, front, turn=-18), box=(-306, -180, 306, 180), metres=40, stands="air")


def satellite(t: Tones, v: int) -> HeroArt:
    """Draw a satellite with two solar wings and a dish."""
    cell, trim = mix(t.cool, t.dark, 0.25 + v % 2 * 0.2), t.accent

    def wing(x: float) -> str:
        panels = "".join(
            form(
                slab(x + i * 74, -56, 68, 112, 4),
                cell,
                t.low(cell, 0.35),
                -20,
                -10,
                inner=path(polygon(f"{x + i * 74},-56 {x + i * 74 + 50},-56 {x + i * 74},30"), t.high(cell, 0.3)),
            )
            + stroke(
                f"M{x + i * 74} -18H{x + i * 74 + 68}M{x + i * 74} 20H{x + i * 74 + 68}M{x + i * 74 + 34} -56V56",
                t.high(cell, 0.45),
                2.5,
            )
            for i in range(3)
        )
        return panels + stroke(slab(x, -56, 216, 112, 4), t.shade, 5)

    struts = stroke("M-120 0H-70M70 0H120", t.low(t.shade, 0.4), 11)
    gold = mix("#d9a441", t.glow, 0.3)
    body = (
        form(
            slab(-70, -86, 140, 172, 10),
            gold,
            t.low(gold, 0.4),
            -52,
            0,
            inner=stroke("M-70 -30L70 -46M-70 20L70 40M-20 -86L-30 86M30 -86L24 86", t.low(gold, 0.16), 4),
        )
        + rect(-76, -40, 152, 16, t.light, 4)
        + rect(-46, 20, 46, 40, t.dark, 6)
        + circle(-23, 40, 12, trim)
    )
    dish = (
        stroke("M0 -86V-112", t.low(t.shade, 0.5), 9)
        + form(smooth("-84,-176! -62,-128 0,-104 62,-128 84,-176! 0,-156"), t.light, t.shade, -22, -4)
        + form(ring(0, -176, 85, 19), t.low(t.shade, 0.2), t.low(t.shade, 0.45), -12, -4)
        + stroke("M0 -174V-222M-44 -172L0 -220L44 -172", t.dark, 4)
        + circle(0, -224, 9, trim)
    )
    antenna = (
        stroke("M-40 86V124M40 86V124", t.low(t.shade, 0.4), 5)
        + form(polygon("-24,86 24,86 36,122 -36,122"), t.shade, t.low(t.shade, 0.4), -20, 0)
        + circle(-40, 128, 6, "#d8493f")
        + circle(40, 128, 6, t.glow)
    )
    whole = moved(struts, wing(-340), wing(124), body, dish, antenna, turn=-16)
    return frame(whole, box=(-346, -232, 346, 154), metres=6, stands="air", lights=((74, 112, 18),))


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "robot": robot,
    "rocket": rocket,
    "astronaut": astronaut,
    "planet": planet,
    "satellite": satellite,
}
