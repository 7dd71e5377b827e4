"""Things one reads, writes, wears or plays with."""

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


def _open_book(t: Tones, cover: str) -> HeroArt:
    low = t.low(cover, 0.4)
    boards = form(
        smooth("-280,70! -140,44 0,84 140,44 280,70! 292,330! 150,306 0,340! -150,306 -292,330!"),
        cover,
        low,
        -6,
        -14,
    )
    left = form(smooth("-262,54! -190,24 -70,26 0,70! 0,318! -80,280 -190,282 -270,306!"), t.light, t.shade, 14, 4)
    right = form(
        smooth("262,54! 190,24 70,26 0,70! 0,318! 80,280 190,282 270,306!"),
        mix(t.light, t.shade, 0.2),
        t.shade,
        -8,
        -8,
    )
    lines = "".join(
        stroke(trail(f"-236,{y} -150,{y - 20} -40,{y + 12}"), t.low(t.shade, 0.3), 5, 0.7)
        for y in (96, 132, 168, 204, 240)
    )
    picture = (
        path(smooth("50,86! 140,56 232,78! 236,180! 140,162 52,190!"), t.main)
        + path(smooth("52,190! 100,130 150,140 190,110 236,150! 236,180! 140,162"), t.low(t.main, 0.4))
        + circle(190, 98, 14, t.glow)
    )
    more = "".join(stroke(trail(f"52,{y + 12} 140,{y - 20} 236,{y}"), t.low(t.shade, 0.3), 5, 0.7) for y in (212, 244))
    marker = path(polygon("-10,70 8,74 12,362 0,350 -12,362"), t.glow)
    return frame(boards, left, right, lines, picture, more, marker, box=(-292, 24, 292, 362), metres=0.24)


def _volume(t: Tones, x: float, y: float, width: float, height: float, colour: str) -> str:  # noqa: PLR0917
    deep = t.low(colour, 0.36)
    pages = (
        rect(x + 20, y + 11, width - 26, height - 22, t.light)
        + "".join(stroke(f"M{x + 30} {y + 11 + k}H{x + width - 6}", t.shade, 3) for k in range(9, int(height) - 24, 10))
        + rect(x + width - 40, y + 11, 34, height - 22, t.dark, opacity=0.12)
    )
    shell = path(
        (
            f"M{x + width} {y}H{x + 30}A{height / 2} {height / 2} 0 0 0 {x + 30} "
            f"{y + height}H{x + width}V{y + height - 12}H{x + 36}A{height / 2 - 12} {height / 2 - 12} 0 0 "
            f"1 {x + 36} {y + 12}H{x + width}Z"
        ),
        colour,
    ) + path(
        (
            f"M{x + width} {y + height}H{x + 30}A{height / 2} {height / 2} 0 0 1 {x + 2} "
            f"{y + height * 0.66}L{x + 16} {y + height * 0.7}A{height / 2 - 12} {height / 2 - 12} 0 0 0 "
            f"{x + 36} {y + height - 12}H{x + width}Z"
        ),
        deep,
    )
    return (
        pages
        + shell
        + rect(x + 70, y, 9, 12, t.glow)
        + rect(x + 70, y + height - 12, 9, 12, t.low(t.glow))
        + rect(x + width - 60, y, 9, 12, t.glow)
    )


def book(t: Tones, v: int) -> HeroArt:
    """Draw a stack of two closed books, or an open book for odd variants."""
    cover = (t.accent, t.main)[v // 2 % 2]
    low = t.low(cover, 0.4)
    if v % 2:
        return _open_book(t, cover)
    other = t.main if cover != t.main else t.accent
    upright = moved(
        form(slab(-150, -236, 230, 300, 8), cover, low, -14, -8, rim=t.high(cover, 0.4)),
        form(slab(-150, -236, 40, 300, 8), low, t.low(cover, 0.6), -8, 0),
        stroke(slab(-84, -204, 138, 236, 4), t.glow, 5),
        circle(-15, -112, 40, t.glow),
        circle(-15, -112, 30, cover),
        path(polygon("-15,-138 -4,-116 -15,-88 -26,-116"), t.glow),
        path(polygon("80,-228 90,-222 90,60 80,64"), t.light),
        turn=-7,
        x=10,
        y=64,
    )
    return frame(
        upright,
        _volume(t, -216, 128, 420, 80, other),
        _volume(t, -236, 208, 462, 86, t.low(cover, 0.2) if cover != t.light else t.main),
        box=(-262, -184, 226, 294),
        metres=0.32,
    )


def pen(t: Tones, v: int) -> HeroArt:
    """Draw a fountain pen writing a line."""
    colour = (t.main, t.accent)[v % 2]
    low = t.low(colour, 0.4)
    line = stroke(trail("-330,398 -290,372 -262,400 -226,366 -196,398 -164,388 -130,398"), t.dark, 7)
    nib = (
        form(smooth("-34,0! 34,0! 26,60 4,120! -4,120! -26,60"), t.glow, t.low(t.glow, 0.45), -14, 0)
        + stroke("M0 40V116", t.dark, 3.5)
        + circle(0, 40, 7, t.dark)
    )
    grip = form(polygon("-40,-70 40,-70 34,2 -34,2"), t.dark, "#07070c", -26, 0)
    barrel = (
        form(
            smooth("-46,-70! 46,-70! 54,-200 50,-420 34,-470! -34,-470! -50,-420 -54,-200"),
            colour,
            low,
            -40,
            0,
            rim=t.high(colour, 0.5),
        )
        + rect(-50, -84, 100, 18, t.glow, 4)
        + rect(8, -84, 42, 18, t.low(t.glow, 0.4), 4)
        + rect(-53, -276, 106, 14, t.glow)
    )
    clip_ = form(ribbon("36,-440,8 62,-430,9 62,-300,8"), t.glow, t.low(t.glow, 0.4), -5, 0)
    return frame(line, moved(nib, grip, barrel, clip_, x=-126, y=286, turn=38), box=(-334, -118, 216, 404), metres=0.16)


def shoe(t: Tones, v: int) -> HeroArt:
    """Draw a running shoe in profile."""
    colour, other = ((t.accent, t.main), (t.main, t.accent), (t.light, t.accent))[v % 3]
    low = t.low(colour, 0.36)
    tongue = form(smooth("-96,60! -90,0 -64,-22 -30,-6 10,60!"), other, t.low(other), -12, 0)
    upper = smooth(
        "-262,210! -272,130 -268,60 -256,10! -220,24 -160,34 -112,18! -60,60 0,104 70,136 150,150 "
        "230,166 270,196 274,226! -262,230!"
    )
    toe = path(smooth("160,140! 230,160 280,196 284,236! 150,236! 170,186"), t.high(colour, 0.3)) + path(
        smooth("-280,90! -230,110 -190,160 -190,240! -290,240!"), other
    )
    swoosh = path(
        smooth("-150,196! -90,150 -30,110 30,124! 0,146 10,190 60,214! -20,214 -80,196 -110,220!"),
        t.light if colour != t.light else other,
    )
    body = form(upper, colour, low, -12, -20, inner=toe + swoosh)
    lining = path(smooth("-256,10! -220,24 -160,34 -112,18! -130,44 -190,52 -244,36!"), t.dark)
    laces = "".join(
        stroke(f"M{x} {y}L{x + 46} {y - 34}", t.light if colour != t.light else t.dark, 10)
        for x, y in ((-104, 70), (-70, 94), (-34, 116), (4, 134))
    )
    sole = (
        form(smooth("-276,220! 0,236 276,214! 292,240 280,274! 60,284! -262,284! -284,256"), t.light, t.shade, -10, -20)
        + path(smooth("-280,262! 0,276 286,258! 276,286! -262,286!"), other)
        + stroke(
            (
                "M-220 284V274M-170 284V274M-120 284V274M-70 284V274M-20 284V274M30 284V274M80 284V274M130 "
                "284V274M180 284V274M230 284V274"
            ),
            t.low(other, 0.5),
            7,
        )
    )
    return frame(
        tongue, body, lining, laces, sole, stroke(trail("-262,40 -284,10 -270,-6"), other, 10),
        box=(-289, -19, 291, 286), metres=0.14,
    )  # fmt: skip


def ball(t: Tones, v: int) -> HeroArt:
    """Draw a football, or a striped beach ball for odd variants."""
    disc = ring(0, 200, 200)
    night = crescent(disc, t.dark, -42, -34, 0.3)
    if v % 2:
        wedges = "".join(
            path(d, c)
            for d, c in (
                ("M-40 120C-120 40 -130 -20 -60 -40H80C40 20 0 70 -40 120Z", t.accent),
                ("M-40 120C40 70 120 60 260 120V-40H80C40 20 0 70 -40 120Z", t.light),
                ("M-40 120C60 90 160 120 260 250V120C120 60 40 70 -40 120Z", t.main),
                ("M-40 120C40 200 70 300 40 440H260V250C160 120 60 90 -40 120Z", t.light),
                ("M-40 120C-50 220 -30 330 -60 440H40C70 300 40 200 -40 120Z", t.glow),
                ("M-40 120C-120 180 -180 260 -190 400V440H-60C-30 330 -50 220 -40 120Z", t.light),
                ("M-40 120C-110 100 -170 120 -240 170V420H-190C-180 260 -120 180 -40 120Z", t.main),
            )
        )
        return frame(
            path(disc, t.light), clipped(disc, wedges, night), circle(-40, 120, 24, t.light),
            path(smooth("-150,120 -116,66 -80,40! -104,90 -126,140"), "#ffffff", 0.5),
            box=(-201, -1, 201, 400), metres=0.4,
        )  # fmt: skip
    patch = mix(t.dark, "#15151c", 0.3)
    pentagons = "".join(
        path(polygon(p), patch)
        for p in (
            "-16,128 50,166 34,240 -44,248 -78,176",
            "-50,-10 40,-10 60,34 -4,58 -62,30",
            "150,90 210,60 210,190 172,210 128,150",
            "102,322 150,290 180,330 120,400 70,390",
            "-110,332 -50,338 -30,390 -80,420 -140,380",
            "-210,120 -160,110 -134,170 -166,236 -210,220",
        )
    )
    seams = stroke(
        (
            "M-16 128L-4 58M50 166L128 150M34 240L102 322M-44 248L-50 338M-78 176L-134 170M60 34L150 "
            "90M-62 30L-160 110M172 210L150 290M-166 236L-110 332M-30 390L70 390"
        ),
        t.low(t.shade, 0.5),
        6,
    )
    return frame(
        path(disc, t.light),
        clipped(disc, seams, pentagons, night),
        path(smooth("-150,110 -116,62 -84,40! -104,90 -130,130"), "#ffffff", 0.7),
        box=(-201, -1, 201, 400),
        metres=0.22,
    )


def umbrella(t: Tones, v: int) -> HeroArt:
    """Draw an open umbrella with its crook."""
    colour, other = ((t.accent, t.light), (t.main, t.accent), (t.accent, t.main))[v % 3]
    wood = t.natural("#7b4a2d")
    stick = (
        stroke("M0 120V470", t.low(t.shade, 0.5), 11, cap="butt")
        + stroke("M0 440V490A36 36 0 0 0 72 490V478", wood, 21)
        + stroke("M-4 440V488", t.high(wood, 0.3), 5)
    )
    under = path(
        smooth("-270,232! -180,206 -92,240! 0,206 92,240! 180,206 270,232! 200,250 0,270 -200,250"), t.low(colour, 0.55)
    )
    dome = smooth(
        "0,-10! 120,16 232,100 280,236! 228,214 184,214 140,240! 98,212 46,212 0,240! -46,212 -98,212 "
        "-140,240! -184,214 -228,214 -280,236! -232,100 -120,16"
    )
    gores = path("M0 -12C-60 60 -130 140 -140 242L0 242C0 150 0 70 0 -12Z", other) + path(
        "M0 -12C70 60 130 140 140 242L290 242C260 120 140 10 0 -12Z", other
    )
    ribs = stroke("M0 -10C-60 60 -130 140 -140 240M0 -10V240M0 -10C70 60 130 140 140 240", t.low(colour, 0.35), 4)
    tip = stroke("M0 -6V-36", t.dark, 9) + "".join(
        circle(x, y, 6, t.dark) for x, y in ((-280, 236), (-140, 240), (0, 240), (140, 240), (280, 236))
    )
    return frame(
        under, stick, form(dome, colour, t.low(colour), -44, -8, inner=gores + ribs), tip,
        box=(-286, -40, 286, 536), metres=0.95,
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "book": book,
    "pen": pen,
    "shoe": shoe,
    "ball": ball,
    "umbrella": umbrella,
}
