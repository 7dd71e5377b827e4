"""Musical instruments."""

from collections.abc import Callable

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, path, polygon, rect, slab, smooth, stroke, trail


def guitar(t: Tones, v: int) -> HeroArt:
    """Draw an acoustic guitar, upright."""
    wood = t.natural(("#c98a47", "#9d5b34")[v % 2], 0.06)
    low = t.low(wood, 0.4)
    neckwood = mix("#4a2c1f", t.dark, 0.25)
    body_d = smooth(
        "0,330 70,326 116,352 122,400 100,440 104,476 146,520 160,590 130,660 60,690 0,694! -60,690 "
        "-130,660 -160,590 -146,520 -104,476 -100,440 -122,400 -116,352 -70,326"
    )
    body = form(body_d, wood, low, -22, -8, rim=t.high(wood, 0.3)) + stroke(body_d, t.low(wood, 0.55), 6)
    guard = path(smooth("40,470! 96,500 110,560 70,600 34,540!"), neckwood)
    hole = circle(0, 492, 50, t.high(wood, 0.4)) + circle(0, 492, 42, mix(t.dark, "#120c0a", 0.5))
    neck = (
        form(slab(-19, 60, 38, 420, 3), neckwood, t.low(neckwood, 0.5), -10, 0)
        + "".join(stroke(f"M-19 {y}H19", t.shade, 2.6) for y in (92, 126, 160, 194, 228, 262, 296, 330, 364, 398))
        + "".join(circle(0, y, 4, t.light) for y in (177, 245, 313))
    )
    head = form(smooth("-20,64! -34,10 -30,-40 0,-50 30,-40 34,10 20,64!"), wood, low, -14, 0) + "".join(
        form(slab(x, y, 22, 14, 6), t.shade, t.low(t.shade, 0.5), -5, -4) for y in (-30, -6, 20) for x in (-54, 32)
    )
    bridge = form(slab(-56, 590, 112, 24, 6), neckwood, t.low(neckwood, 0.5), -20, -4)
    strings = stroke("M-13 0V600M-8 0V600M-3 0V600M3 0V600M8 0V600M13 0V600", t.light, 1.6)
    strap = stroke(trail("-6,692 -100,692! -176,630 -180,520 -150,420 -80,300 -24,100"), t.accent, 13)
    return frame(strap, body, guard, hole, neck, head, bridge, strings, box=(-194, -50, 165, 694), metres=1.0)


def piano(t: Tones, v: int) -> HeroArt:
    """Draw a grand piano with its lid raised."""
    case = mix(t.dark, "#14141c", 0.3) if v % 2 == 0 else mix(t.accent, t.dark, 0.35)
    low, sheen = mix(case, "#000000", 0.4), mix(case, t.light, 0.3)
    lid = form(smooth("-180,170! -100,20 40,-60 200,-70 300,-20! 330,60 316,160!"), case, low, -8, -20, rim=sheen)
    inside = path(smooth("-170,182! 320,166! 316,196! -150,214!"), mix("#c8923e", t.glow, 0.3)) + stroke(
        "M-130 204L290 176M-100 208L300 186", t.low(t.glow, 0.5), 3
    )
    prop = stroke("M190 172L236 -20", sheen, 8)
    body = form(
        smooth("-300,196! 320,176! 340,200 338,256 320,276! -300,276!"),
        case,
        low,
        -16,
        -20,
        inner=stroke("M-280 214L320 194", sheen, 5),
    )
    ledge = form(slab(-340, 232, 226, 22, 5), low, "#000000", -10, -8)
    keys = (
        rect(-330, 214, 196, 22, "#f7f2e8", 3)
        + "".join(rect(x, 214, 9, 13, "#16161c") for x in range(-316, -140, 24) if (x + 316) // 24 not in (2, 6))
        + stroke(
            "M-306 236V228M-282 236V228M-258 236V228M-234 236V228M-210 236V228M-186 236V228M-162 236V228", t.shade, 2
        )
    )
    stand = (
        form(smooth("-220,196! -200,110! -96,104! -104,190!"), case, low, -8, -4)
        + path(polygon("-194,180 -180,120 -146,118 -154,178"), t.light)
        + path(polygon("-148,178 -140,118 -108,116 -114,176"), t.shade)
        + stroke("M-176 136L-158 135M-178 150L-160 149M-132 134L-118 133", t.dark, 3)
    )
    legs = "".join(
        form(
            smooth(f"{x - 17},274! {x + 17},274! {x + 10},330 {x + 7},420! {x - 7},420! {x - 10},330"), case, low, -8, 0
        )
        + circle(x, 430, 10, t.glow)
        for x in (-270, 60, 290)
    ) + stroke("M-110 276L-100 410M-70 276L-80 410M-118 412H-62", sheen, 7)
    return frame(lid, prop, inside, stand, body, ledge, keys, legs, box=(-340, -76, 341, 440), metres=1.6)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"guitar": guitar, "piano": piano}
