"""Lamps that stand, hang or shine on their own."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import (
    circle,
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


def lamp(t: Tones, v: int) -> HeroArt:
    """Draw a desk lamp on its jointed arm, or a shaded table lamp for odd variants."""
    colour = (t.accent, t.main)[v // 2 % 2]
    low = t.low(colour, 0.36)
    metal = t.low(t.shade, 0.4)
    if v % 2:
        foot = form(smooth("-90,520! -84,500 -40,486 40,486 84,500 90,520!"), metal, t.low(metal, 0.4), -30, -2)
        stem = form(
            smooth("-12,230! 12,230! 14,280 50,340 56,400 24,460 20,490! -20,490! -24,460 -56,400 -50,340 -14,280"),
            colour,
            low,
            -30,
            0,
            rim=t.high(colour, 0.5),
        )
        shade_ = form(
            smooth("-96,20! 96,20! 176,240! 0,254 -176,240!"),
            mix(t.glow, t.light, 0.45),
            mix(t.glow, t.dark, 0.14),
            -60,
            0,
            inner=path(smooth("-200,216! 0,232 200,216! 200,250! 0,256 -200,250!"), colour)
            + path(smooth("-110,26! 0,34 110,26! 110,10! -110,10!"), colour),
        )
        return frame(
            foot, stem, shade_, stroke(trail("60,246 62,290"), t.dark, 3), circle(62, 296, 7, t.accent),
            box=(-178, 18, 178, 520), metres=0.5, lights=((0, 150, 170),),
        )  # fmt: skip
    base = form(smooth("-150,520! -146,496 -110,480 30,480 66,496 70,520!"), colour, low, -40, -6) + rect(
        -152, 508, 224, 12, low, 4
    )
    arm = (
        stroke("M-40 486L-120 280L60 120", low, 21)
        + stroke("M-43 482L-123 280L57 116", metal, 12)
        + "".join(
            form(ring(x, y, 19), t.shade, t.low(t.shade, 0.5), -6, -5) for x, y in ((-120, 280), (-40, 482), (58, 118))
        )
    )
    beam = path(polygon("70,190 236,92 330,470 -70,520"), t.glow, 0.22)
    hood = (
        form(
            smooth("40,90 70,50 116,46 140,62! 240,84 262,130! 100,230! 66,180 44,130"),
            colour,
            low,
            -12,
            -24,
            rim=t.high(colour, 0.4),
        )
        + form(smooth("262,130! 226,116 130,172 100,230! 140,232 240,176"), mix(t.glow, "#fff6da", 0.4), t.glow, -6, -6)
        + circle(190, 182, 25, "#fffbe6")
    )
    return frame(beam, base, arm, hood, box=(-153, 44, 330, 520), metres=0.5, lights=((190, 182, 120),))


def lantern(t: Tones, v: int) -> HeroArt:
    """Draw a storm lantern with handle and flame."""
    colour = (t.accent, t.main, t.dark)[v % 3]
    low = t.low(colour, 0.42)
    handle = stroke("M-112 150C-150 -40 150 -40 112 150", t.dark, 9) + stroke(
        "M-24 8C-10 2 10 2 24 8", t.natural("#8a5a3a"), 19
    )
    glow = path(
        smooth("0,130 70,160 96,240 84,320 50,360! -50,360! -84,320 -96,240 -70,160"), mix(t.glow, "#ffffff", 0.3), 0.92
    )
    flame = form(
        smooth("0,346! -34,320 -38,286 -10,240 2,200! 14,240 40,286 34,322"),
        mix("#ee8a35", t.warm, 0.2),
        mix("#c95a26", t.warm, 0.2),
        -8,
        0,
    ) + path(smooth("0,342! -18,322 -16,300 0,270! 16,300 18,324"), "#fff6d4")
    wires = stroke("M-106 130V400M106 130V400", low, 11) + stroke(
        "M-96 240C-40 258 40 258 96 240M-60 150L-60 350M60 150L60 350", t.dark, 4, 0.7
    )
    shine = path(smooth("-74,200 -58,180 -62,240 -58,310 -76,290"), "#ffffff", 0.6)
    cap = (
        form(
            smooth("-66,140! -56,96 -34,84 -30,56! 30,56! 34,84 56,96 66,140!"),
            colour,
            low,
            -26,
            0,
            rim=t.high(colour, 0.4),
        )
        + form(slab(-112, 124, 224, 24, 8), low, t.low(low, 0.4), -40, -4)
        + form(slab(-40, 44, 80, 18, 6), low, t.low(low, 0.4), -20, 0)
    )
    base = (
        form(
            smooth("-90,352! 90,352! 104,380 122,440 118,460! -118,460! -122,440 -104,380"),
            colour,
            low,
            -46,
            -2,
            rim=t.high(colour, 0.4),
        )
        + rect(-116, 450, 232, 12, t.dark, 4)
        + rect(-94, 346, 188, 15, low, 5)
        + circle(62, 404, 12, t.shade)
        + stroke("M62 404H104", t.shade, 7)
    )
    return frame(
        handle, glow, flame, wires, shine, cap, base, box=(-123, -2, 123, 462), metres=0.35, lights=((0, 270, 170),)
    )


def lightbulb(t: Tones, v: int) -> HeroArt:
    """Draw a glowing light bulb with filament and rays."""
    rays = "".join(
        moved(rect(-6, -252, 12, 44, t.glow, 6), x=0, y=190, turn=a) for a in (-120, -90, -60, -30, 0, 30, 60, 90, 120)
    )
    pane = mix(t.glow, "#ffffff", 0.35)
    glass = form(
        smooth(
            "0,10 100,40 164,120 158,220 110,296 72,350 66,396! -66,396! -72,350 -110,296 -158,220 -164,120 -100,40"
        ),
        pane,
        mix(t.glow, t.warm, 0.3),
        -34,
        -14,
    )
    shine = path(smooth("-120,150 -96,90 -50,58! -74,110 -94,180"), "#ffffff", 0.8)
    wire = stroke("M-28 396L-36 250M28 396L36 250", t.low(t.shade, 0.5), 6) + stroke(
        trail("-36,252 -50,210! -24,250 -12,206 0,250 12,206 24,250 50,210! 36,252"), mix("#e2762c", t.warm, 0.3), 7
    )
    base = "".join(
        form(slab(-70 + i * 3, 396 + i * 26, 140 - i * 6, 24, 10), t.shade, t.low(t.shade, 0.5), -50, -3)
        for i in range(4)
    ) + form(smooth("-46,500! 46,500! 24,530 0,536! -24,530"), t.dark, "#08080d", -20, 0)
    return frame(
        rays, glass, wire, shine, base,
        box=(-252, -62, 252, 536), metres=0.12, stands="air" if v % 2 else "ground", lights=((0, 200, 220),),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"lamp": lamp, "lantern": lantern, "lightbulb": lightbulb}
