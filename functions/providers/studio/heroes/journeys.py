"""What one travels with: tent, map, globe and magnifying glass."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
    clipped,
    crescent,
    form,
    moved,
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


def tent(t: Tones, v: int) -> HeroArt:
    """Draw a ridge tent, open and lit from within."""
    colour = (t.accent, t.main)[v % 2]
    low = t.low(colour, 0.36)
    ropes = stroke("M-70 0L-330 336M150 -10L356 330", t.shade, 4) + stroke(
        "M-330 318V340M356 312V338", t.natural("#7b4f33"), 11
    )
    side = form(smooth("-70,0! 40,10 150,-10! 210,130 310,330! 120,336!"), low, t.low(colour, 0.55), -6, -8)
    front = form(
        smooth("-70,0! -130,150 -260,340! 130,340! 20,160"), colour, t.low(colour, 0.2), -12, 0, rim=t.high(colour, 0.4)
    )
    inside = path(smooth("-70,60! -110,190 -170,340! 50,340! -20,190"), mix(t.glow, t.warm, 0.15)) + path(
        smooth("-70,60! -60,190 -70,340! 50,340! -20,190"), mix(t.glow, t.warm, 0.4)
    )
    flap = form(smooth("-70,60! -110,190 -170,340! -214,340! -140,200"), t.high(colour, 0.25), colour, -6, 0) + form(
        smooth("-70,60! -20,190 50,340! 96,340! 0,190"), t.high(colour, 0.1), low, -10, 0
    )
    gear_ = form(
        smooth("-130,340! -126,318 -100,308 -30,312 -10,340!"),
        t.main if colour != t.main else t.accent,
        t.dark,
        -10,
        -8,
    ) + circle(-116, 322, 13, t.light)
    poles = stroke("M-70 4V-22M150 -8V-30", t.dark, 9) + path(
        smooth("-66,-22! -40,-20 -16,-10! -40,-4 -66,0!"), t.light
    )
    grass = "".join(
        path(polygon(f"{x - 10},340 {x - 4},318 {x},336 {x + 6},312 {x + 10},340"), t.natural("#5d8a55"))
        for x in (-286, -226, 130, 214, 300)
    )
    return frame(
        ropes, side, front, inside, gear_, flap, poles, grass,
        box=(-336, -34, 362, 340), metres=1.7, lights=((-60, 250, 130),),
    )  # fmt: skip


def map_(t: Tones, v: int) -> HeroArt:
    """Draw a folded map with land, river, route and pin."""
    paper = mix(t.light, "#f1dfb6", 0.4)
    sea, land = mix(t.cool, paper, 0.45), mix(t.natural("#94aa6a"), paper, 0.3)
    folds = ("-260,60 -90,20 -90,380 -260,420", "-90,20 80,64 80,424 -90,380", "80,64 250,24 250,384 80,424")
    outline = polygon("-260,60 -90,20 80,64 250,24 250,384 80,424 -90,380 -260,420")
    parts = [path(outline, paper)]
    scene = (
        path(smooth("-300,0! -140,0! -120,120 -180,200 -150,300 -240,460! -300,460!"), sea)
        + path(smooth("-60,60 20,60 60,130 20,190 -60,170 -100,110"), land)
        + path(smooth("110,250 200,230 260,300 220,380 130,360"), land)
        + stroke(trail("60,0 90,110 40,220 90,320 60,440"), sea, 17)
        + path(polygon("130,150 160,96 190,150"), t.low(land, 0.3))
        + path(polygon("168,160 196,110 226,160"), t.low(land, 0.4))
        + path(polygon("130,150 145,123 160,150"), t.low(land, 0.5), 0)
    )
    route = (
        '<path d="M-200 350C-120 300 -60 340 -20 270C20 200 90 230 150 190" fill="none" stroke="{}" '
        'stroke-width="9" stroke-dasharray="20 14" stroke-linecap="round"/>'
    ).format(mix("#c8423f", t.warm, 0.3))
    parts.append(clipped(outline, scene, route))
    parts.append(path(polygon(folds[1]), t.dark, 0.14))
    parts.append(stroke("M-90 20V380M80 64V424", t.low(paper, 0.3), 3))
    pin = form(
        smooth("152,190! 112,130 104,86 122,50 152,38 182,50 200,86 192,130"),
        mix("#d0413f", t.warm, 0.4),
        mix("#8a2630", t.dark, 0.2),
        -16,
        -4,
    ) + circle(152, 92, 19, t.light)
    compass = moved(
        circle(0, 0, 37, paper),
        stroke(ring(0, 0, 37), t.dark, 4),
        path(polygon("0,-32 9,0 0,32 -9,0"), t.dark),
        path(polygon("0,-32 9,0 -9,0"), t.accent),
        x=-206,
        y=130,
    )
    cross = stroke("M-218 338L-186 366M-186 338L-218 366", t.dark, 9)
    return frame(*parts, compass, cross, oval(152, 192, 15, 5, t.dark, 0.35), pin, box=(-260, 20, 250, 424), metres=0.5)


def globe(t: Tones, v: int) -> HeroArt:
    """Draw a globe on its stand."""
    sea = mix(t.cool, "#3a7fa3", 0.3)
    land = t.natural("#86a05a")
    disc = ring(0, 170, 158)
    lands = "".join(
        path(smooth(d), c)
        for d, c in (
            ("-150,90 -110,50 -40,30 -10,60 -50,90 -40,120 -80,150 -70,180 -120,170 -160,130", land),
            ("-60,200 -20,196 10,230 -6,280 -40,320 -64,270", land),
            ("30,40 80,30 130,70 160,130 120,150 90,130 70,160 40,130 50,90", t.high(land, 0.2)),
            ("60,180 110,176 130,220 100,280 70,250", t.high(land, 0.2)),
            ("-20,110 0,100 8,120 -10,128", land),
        )
    )
    lines = stroke(
        "M-158 170H158M-140 96H140M-140 244H140M0 12V328M0 12C-110 80 -110 260 0 328M0 12C110 80 110 260 0 328",
        "#ffffff",
        2.6,
        0.35,
    )
    ball = moved(path(disc, sea), clipped(disc, lands, lines), x=40, y=-15, turn=14) + crescent(
        ring(0, 152, 158), t.dark, -40, -32, 0.34
    )
    brass = mix("#d2a04a", t.glow, 0.3)
    arc = (
        stroke("M-74 -24A186 186 0 1 0 120 296", t.low(brass, 0.3), 17)
        + stroke("M-78 -24A190 190 0 1 0 116 298", brass, 8)
        + circle(-62, -14, 14, brass)
        + circle(76, 312, 14, brass)
    )
    wood = t.natural("#7b4c30")
    stand = form(smooth("-16,340! 16,340! 20,400 70,430! -70,430! -20,400"), wood, t.low(wood, 0.45), -16, 0) + form(
        slab(-120, 424, 240, 26, 10), wood, t.low(wood, 0.45), -40, -4
    )
    return frame(
        stand, arc, ball, path(smooth("-110,110 -84,56 -44,32! -66,80 -86,130"), "#ffffff", 0.4),
        box=(-199, -33, 165, 450), metres=0.45,
    )  # fmt: skip


def magnifier(t: Tones, v: int) -> HeroArt:
    """Draw a magnifying glass."""
    rim = (mix("#d2a04a", t.glow, 0.3), t.accent)[v % 2]
    wood = mix(t.natural("#7b4a2d"), t.dark, 0.1)
    pane = ring(0, 0, 132)
    glass = path(pane, mix("#ffffff", t.cool, 0.25), 0.72) + clipped(
        pane,
        path(polygon("-150,60 40,-150 90,-150 -150,120"), "#ffffff", 0.7),
        path(polygon("-60,150 150,-80 150,-50 -30,150"), "#ffffff", 0.45),
        crescent(pane, t.dark, -14, -12, 0.18),
    )
    band = (
        f'<path d="{ring(0, 0, 160)}{ring(0, 0, 130)}" fill-rule="evenodd" fill="{rim}"/><path '
        f'd="{ring(0, 0, 160)}{ring(-8, -6, 154)}" fill-rule="evenodd" fill="{t.low(rim, 0.45)}"/>'
    ) + stroke(ring(0, 0, 133), t.low(rim, 0.4), 5)
    handle = (
        form(slab(-17, 150, 34, 46, 4), rim, t.low(rim, 0.45), -12, 0)
        + form(
            smooth("-26,190! 26,190! 36,260 34,350 24,392! -24,392! -34,350 -36,260"),
            wood,
            t.low(wood, 0.45),
            -24,
            0,
            rim=t.high(wood, 0.3),
        )
        + rect(-30, 196, 60, 13, rim, 4)
        + rect(-28, 372, 56, 13, rim, 4)
    )
    return frame(moved(glass, band, handle, turn=-38), box=(-160, -160, 262, 326), metres=0.25)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"tent": tent, "map": map_, "globe": globe, "magnifier": magnifier}
