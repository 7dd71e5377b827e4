"""Birds, sea animals, the butterfly and the dragon."""

from collections.abc import Callable

from functions.providers.studio.heroes.animals import eye
from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, moved, path, ribbon, smooth, stroke, trail


def bird(t: Tones, v: int) -> HeroArt:
    """Draw a songbird in flight with raised wings."""
    back = (t.main, t.accent)[v % 2]
    breast = (t.accent, t.light)[v % 2]
    low = t.low(back, 0.4)
    feathers = "".join(
        stroke(trail(d), low, 4)
        for d in ("-30,60 -90,-40 -110,-110", "-10,50 -60,-50 -70,-126", "14,44 -20,-50 -24,-120")
    )
    far = form(
        smooth("40,40 60,-30 110,-110 170,-150! 168,-90 150,-40 110,20 80,56"),
        t.low(back, 0.25),
        t.low(back, 0.5),
        -8,
        6,
    )
    tail = form(
        smooth("-110,86! -190,96 -250,130! -216,136 -236,158! -180,152 -110,126!"), low, t.low(back, 0.6), 0, -10
    )
    body = form(
        smooth("-120,100 -60,56 20,40 80,30 112,20 150,24 168,48 160,80 120,120 50,146 -30,140 -90,124"),
        back,
        low,
        -4,
        -8,
        inner=path(smooth("180,70! 140,66 100,74 40,104 -40,126 -110,124! -40,170 80,170! 170,120!"), breast),
    )
    wing = form(
        smooth("-40,92 -100,10 -130,-90 -128,-160! -100,-130 -84,-170! -56,-130 -36,-160! -10,-100 24,-20 48,56 20,96"),
        back,
        low,
        -10,
        4,
        inner=feathers,
    )
    beak = form(smooth("162,44! 200,58! 164,66!"), t.glow, t.low(t.glow, 0.4), 0, -5)
    return frame(far, tail, body, wing, beak, eye(138, 50, 6.5), box=(-254, -171, 201, 151), metres=0.3, stands="air")


def gull(t: Tones, v: int) -> HeroArt:
    """Draw a gull gliding on spread wings, from slightly below."""
    white, grey = mix("#ffffff", t.light, 0.3), mix(t.shade, t.dark, 0.18)
    tip = path("M-420 -400H-214V400H-420ZM226 -400H420V400H226Z", t.dark)
    lift = (0, 24, -16)[v % 3]
    far = form(
        smooth(f"20,6 76,-60 150,-96 236,-92 320,{-54 - lift}! 246,-62 180,-44 120,0 70,36"),
        grey,
        t.low(grey, 0.2),
        -4,
        10,
        inner=tip,
    )
    wing = form(
        smooth(f"-16,0 -70,-66 -150,-104 -230,-96 -320,{-50 - lift}! -240,-62 -170,-46 -110,-4 -50,44"),
        grey,
        t.low(grey, 0.25),
        0,
        12,
        inner=tip,
    )
    trailing = stroke(trail("-228,-64 -170,-46 -110,-4 -56,38"), white, 9) + stroke(
        trail("240,-62 180,-44 120,0 76,34"), white, 8
    )
    tail = form(smooth("-84,36! -140,40 -172,62! -128,74 -80,62!"), white, t.shade, 0, -8)
    body = form(smooth("-96,46 -40,14 40,-2 84,0 108,16 106,38 70,58 0,72 -60,66"), white, t.shade, -4, -14)
    beak = form(smooth("102,18! 138,28 136,38! 104,36!"), t.glow, t.low(t.glow, 0.4), 0, -5) + path(
        smooth("130,28! 139,30 136,40! 128,36!"), t.accent
    )
    legs = stroke("M-40 66L-92 76M-26 68L-84 82", mix(t.glow, t.accent, 0.3), 4)
    return frame(
        far, legs, tail, wing, trailing, body, beak, eye(88, 18, 4.6),
        box=(-322, -104, 322, 84), metres=0.5, stands="air",
    )  # fmt: skip


def fish(t: Tones, v: int) -> HeroArt:
    """Draw a fish with fins, scales and gill."""
    base = (t.accent, t.main)[v % 2]
    low = t.low(base, 0.36)
    second = (t.main, t.accent)[v % 2]
    tail = form(
        smooth("-140,0! -200,-50 -262,-86! -236,-30 -232,10 -240,44 -262,96! -200,56 -140,16!"),
        second,
        t.low(second),
        0,
        -12,
    ) + stroke("M-168 4L-236 -52M-170 6L-230 8M-168 10L-236 60", t.low(second, 0.45), 4)
    dorsal = form(smooth("-80,-60! -60,-118 0,-136 60,-118! 76,-92 90,-62!"), second, t.low(second), -8, 4) + stroke(
        "M-40 -70L-40 -112M0 -76L-2 -130M40 -76L40 -122", t.low(second, 0.45), 4
    )
    belly = form(smooth("-20,70! -30,118 -70,134! -76,100 -70,62!"), second, t.low(second), -6, -4)
    stripes = "".join(
        path(smooth(f"{x},-110! {x + 34},-110! {x + 46},0 {x + 30},110! {x - 6},110! {x + 10},0"), t.light, 0.85)
        for x in (-104, -6)
    )
    scales = "".join(
        stroke(f"M{x} {y}A16 16 0 0 0 {x} {y + 26}", low, 3.5, 0.8)
        for x, y in ((-60, -40), (-60, -4), (-90, -22), (-90, 16), (-58, 34), (-120, -4), (66, -34), (62, 4), (62, 40))
    )
    body = form(
        smooth("-160,6 -110,-46 -30,-82 60,-84 130,-54 178,0 176,14 130,56 60,80 -30,76 -110,46"),
        base,
        low,
        -6,
        -22,
        inner=stripes + scales + path(smooth("-170,40! 0,64 190,30! 190,100! -170,100!"), t.light, 0.35),
    )
    gill = stroke(trail("96,-56 78,-10 94,46"), low, 5)
    fin = form(smooth("60,14! 20,10 -16,36 -24,58! 20,60 62,38!"), second, t.low(second), 0, -7)
    face = circle(130, -16, 16, t.light) + eye(133, -16, 9.5) + stroke(trail("176,14 160,24 144,24"), low, 4.5)
    return frame(tail, dorsal, belly, body, gill, fin, face, box=(-264, -136, 180, 134), metres=0.4, stands="water")


def whale(t: Tones, v: int) -> HeroArt:
    """Draw a whale at the surface, spouting, its fluke raised."""
    back = mix((t.cool, t.dark)[v % 2], "#3d5872", 0.4)
    low, belly = t.low(back, 0.4), t.light
    spray = mix("#ffffff", t.cool, 0.12)
    spout = form(
        smooth(
            "150,40! 146,-10 120,-50 86,-56 70,-34! 74,-76 120,-92 156,-60 192,-94 238,-78 244,-36! "
            "226,-58 192,-50 168,-10 164,40!"
        ),
        spray,
        mix(spray, t.cool, 0.25),
        -5,
        -2,
    )
    drops = "".join(
        circle(x, y, r, spray) for x, y, r in ((60, -16, 7), (82, -8, 5), (250, -14, 7), (228, -22, 5), (156, -104, 6))
    )
    fluke = smooth(
        "-276,120! -280,70 -300,30 -340,10 -390,14! -372,-20 -330,-30 -286,-4! -270,-40 -226,-62 "
        "-180,-50! -206,-20 -230,14 -236,60 -220,120!"
    )
    tail = form(fluke, back, low, -8, -6)
    grooves = "".join(
        stroke(trail(f"60,{y} 160,{y + 12} 330,{y - 22}"), mix(belly, t.main, 0.4), 4) for y in (166, 184, 202)
    )
    chin = path(smooth("10,220! 40,160 120,146 220,148 340,118! 340,230!"), belly)
    body = form(
        smooth(
            "-300,220! -284,140 -252,92! -226,108 -190,132 -120,100 -30,56 80,34 190,38 276,70 318,120 312,180 300,220!"
        ),
        back,
        low,
        -10,
        -18,
        inner=chin + grooves,
        rim=t.high(back, 0.25),
    )
    mouth = stroke(trail("316,122 230,150 160,146"), low, 5)
    fin = form(smooth("40,170! 96,168! 90,200 60,220! -20,220! 10,200"), t.low(back, 0.22), t.low(back, 0.5), -8, -2)
    wash = path(smooth("-330,220! -318,202 -280,198 -240,210 -180,220!"), spray, 0.9) + path(
        smooth("240,220! 276,206 320,198 340,220!"), spray, 0.9
    )
    return frame(
        spout, drops, tail, body, mouth, fin, wash, eye(196, 122, 7),
        box=(-391, -110, 341, 220), metres=5, stands="water",
    )  # fmt: skip


def butterfly(t: Tones, v: int) -> HeroArt:
    """Draw a butterfly with spread wings."""
    first, second = ((t.accent, t.main), (t.main, t.accent))[v % 2]
    edge = t.dark

    def wing(side: bool) -> str:
        shade = t.low(first, 0.22) if side else first
        upper = smooth("8,-6! 40,-90 110,-160 190,-166 214,-120 190,-50 130,-4 60,14")
        lower = smooth("8,4! 70,14 140,20 164,60 150,118 108,150! 70,134 36,80")
        inner = path(smooth("22,-12! 56,-80 108,-132 168,-140 178,-110 150,-52 104,-16 50,2"), shade)
        veins = stroke("M14 -6L150 -128M14 -4L170 -80M14 -4L140 -24", edge, 4.5)
        spots = "".join(circle(x, y, 7, t.light) for x, y in ((190, -140), (199, -114), (190, -84), (172, -58)))
        under = path(
            smooth("26,16! 72,28 128,36 142,62 128,104 104,124 76,112 48,72"), t.low(second, 0.22) if side else second
        )
        dots = (
            circle(104, 74, 17, t.light)
            + circle(106, 76, 9, edge)
            + circle(142, 112, 5, t.light)
            + circle(130, 132, 5, t.light)
        )
        return form(lower, edge, edge, inner=under + dots) + form(upper, edge, edge, inner=inner + veins + spots)

    body = form(ribbon("0,-34,11 0,10,10 0,60,9 0,108,4"), t.dark, "#000000", -4, 0) + circle(0, -46, 14, t.dark)
    stripes = stroke("M-7 30H7M-7 50H7M-6 70H6", t.accent, 4)
    feelers = (
        stroke(trail("-4,-56 -22,-100 -52,-124") + trail("4,-56 22,-100 52,-124"), t.dark, 4)
        + circle(-54, -126, 5.5, t.dark)
        + circle(54, -126, 5.5, t.dark)
    )
    both = moved(moved(wing(False), flip=True), wing(True))
    return frame(moved(both, body, stripes, feelers, turn=14), box=(-218, -208, 242, 190), metres=0.12, stands="air")


def _dragon_head(t: Tones, skin: str, other: str) -> str:
    low, pale = t.low(skin, 0.36), mix(t.light, t.glow, 0.4)
    horns = form(smooth("72,16! 50,-30 20,-48! 44,-6 56,30!"), pale, t.low(pale), -4, 0) + form(
        smooth("96,8! 88,-40 66,-66! 74,-20 80,16!"), pale, t.low(pale), -4, 0
    )
    head = form(
        smooth("42,56 56,14 96,0 130,12 150,34 190,44 214,56 214,78 180,92 150,94 116,104 76,104 48,88"),
        skin,
        low,
        -6,
        -10,
    )
    jaw = (
        stroke(trail("212,74 170,80 138,78"), low, 5)
        + path("M190 78L184 90L178 79ZM170 80L164 91L158 80Z", t.light)
        + circle(200, 54, 4.5, low)
        + path(smooth("60,70! 30,84 24,110! 52,104 76,96!"), other)
    )
    gaze = path(smooth("106,44! 122,30 138,42! 122,50"), t.glow) + circle(124, 41, 4.6, "#1d1718")
    return horns + head + jaw + gaze


def dragon(t: Tones, v: int) -> HeroArt:
    """Draw a sitting dragon with spread wing, horns and a curled, barbed tail."""
    skin = mix((t.main, t.accent)[v % 2], t.natural("#4c8a68"), 0.3)
    other = (t.accent, t.main)[v % 2]
    low, pale = t.low(skin, 0.36), mix(t.light, t.glow, 0.4)
    tail = form(
        ribbon("-70,372,34 -160,386,30 -240,370,24 -286,320,18 -280,266,12 -250,232,7"), skin, low, -2, -10
    ) + form(smooth("-262,240! -262,196 -226,176! -226,212 -208,238! -238,236"), other, t.low(other), -6, -2)
    far_wing = form(
        smooth("20,170! 80,60 150,-30 250,-84! 246,-20 270,40! 226,44 214,96! 170,96 146,146! 100,140 60,200!"),
        t.low(other, 0.34),
        t.low(other, 0.52),
        -8,
        8,
    )
    body = form(
        smooth("30,150 76,190 92,260 74,340 60,420! -120,420! -146,360 -120,270 -66,200 -20,160"), skin, low, -16, -8
    )
    plates = "".join(
        stroke(trail(f"{x},{y} {x + 24},{y + 10} {x + 44},{y + 2}"), t.low(pale, 0.3), 5)
        for x, y in ((44, 216), (50, 246), (48, 276), (42, 306), (36, 336), (30, 366))
    )
    chest = form(
        smooth("64,182 90,220 92,280 76,350 62,410 26,410 34,330 38,250"), pale, t.low(pale, 0.2), -6, 0, inner=plates
    )
    haunch = form(smooth("-80,290 -20,300 6,350 -2,392 30,398 38,420! -120,420! -150,370"), skin, low, -14, -12)
    leg = form(smooth("20,260 56,264 60,330 52,392 82,402 86,420! 16,420! 14,350"), skin, low, -10, -4)
    claws = path(
        "M22 420L28 406L36 420ZM38 420L46 404L54 420ZM56 420L64 406L72 420ZM-2 420L6 406L14 420ZM14 420L22 406L30 420Z",
        t.light,
    )
    wing = form(
        smooth(
            "0,210! -60,80 -140,-10 -250,-70! -250,0 -280,60! -232,70 -224,130! -176,126 -156,180! -106,170 -70,230!"
        ),
        other,
        t.low(other),
        -4,
        12,
        inner=stroke("M-4 206L-250 -66M-10 208L-280 62M-14 212L-224 132M-20 214L-156 182", t.low(other, 0.4), 7),
    ) + stroke(trail("0,210 -60,80 -140,-10 -250,-68"), low, 12)
    neck = form(ribbon("10,220,52 52,160,44 60,100,36 76,50,34"), skin, low, -14, -6)
    spikes = "".join(
        path(smooth(f"{x},{y}! {x - 26},{y - 18}! {x + 8},{y - 26}!"), other)
        for x, y in ((-24, 190), (4, 154), (22, 116), (30, 80))
    )
    head = _dragon_head(t, skin, other)
    return frame(
        far_wing, tail, spikes, body, chest, haunch, leg, claws, neck, wing, head,
        box=(-306, -86, 272, 420), metres=4, lights=((122, 41, 10),),
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "bird": bird,
    "gull": gull,
    "fish": fish,
    "whale": whale,
    "butterfly": butterfly,
    "dragon": dragon,
}
