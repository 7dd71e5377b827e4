"""Big animals: bear, horse and cow."""

from collections.abc import Callable

from functions.providers.studio.heroes.animals import eye
from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix
from functions.providers.studio.heroes.draw import circle, form, path, smooth, stroke, trail


def bear(t: Tones, v: int) -> HeroArt:
    """Draw a brown bear walking."""
    coat = t.natural(("#6e4a35", "#4a3a34", "#e9e4da")[v % 3], 0.08)
    low, pale = t.low(coat, 0.36), mix(coat, "#e9cfa8", 0.42)
    far = "".join(
        form(smooth(d), low, t.low(coat, 0.55), -6, 0)
        for d in (
            "80,230 150,220 164,320 156,386 178,394 182,410! 104,410! 96,320",
            "-190,240 -120,250 -110,320 -120,388 -98,394 -94,410! -172,410! -186,330",
        )
    )
    body = form(
        smooth(
            "-262,200 -226,120 -140,84 -50,96 20,78 92,52 150,80 180,160 168,250 110,292 10,290 -90,300 "
            "-190,310 -254,270"
        ),
        coat,
        low,
        -14,
        -26,
    )
    legs = "".join(
        form(smooth(d), coat, low, -14, -2)
        for d in (
            "10,210 100,200 108,310 96,384 122,394 128,410! 34,410! 28,320",
            "-272,220 -170,220 -162,300 -190,340 -196,384 -168,394 -162,410! -260,410! -272,330 -266,280",
        )
    )
    claws = stroke("M96 402V409M110 402V409M-194 402V409M-180 402V409", pale, 4)
    far_ear = circle(186, 66, 20, low)
    head = smooth("108,140 112,92 146,62 190,62 218,86 236,118 276,132 292,148 288,172 256,186 206,198 160,214 120,190")
    muzzle = path(smooth("232,118 276,130 294,146 290,174 254,188 224,184 220,146"), pale)
    face = form(head, coat, low, -8, -14, inner=muzzle)
    ear = form(smooth("124,92 114,62 134,44 158,52 160,80"), coat, low, -6, -4) + circle(138, 68, 11, low)
    nose = form(smooth("272,126 292,130 298,144 284,152 270,142"), "#1f1719", "#000000", -4, -3)
    mouth = stroke(trail("284,152 278,168 256,174"), low, 4)
    return frame(
        far, body, legs, claws, far_ear, face, ear, eye(214, 112, 7), nose, mouth,
        box=(-276, 40, 300, 410), metres=1.35,
    )  # fmt: skip


def _horse_head(t: Tones, v: int, coat: str, mane: str) -> str:
    low = t.low(coat, 0.34)
    neck = form(smooth("66,170 96,90 138,16 186,10 196,60 176,110 156,180 132,230 90,226"), coat, low, -12, -8)
    head = form(
        smooth("138,28 160,-4 190,0 220,40 254,92 270,122 262,144 238,148 216,132 192,100 164,84 142,62"),
        coat,
        low,
        -6,
        -8,
    )
    nose = (
        path(smooth("250,104 270,122 262,144 238,148 226,138 236,116"), t.low(coat, 0.45))
        + circle(256, 124, 4, "#1b1414")
        + stroke(trail("262,142 246,138 236,128"), t.low(coat, 0.6), 3)
    )
    ears = form(smooth("164,8! 168,-36! 188,4!"), coat, low, -5, 0) + form(
        smooth("146,14! 146,-30! 170,4!"), coat, low, -5, 0
    )
    hair = form(
        smooth(
            "168,-16! 140,-16 104,30 74,90 44,150 60,178! 86,150 108,140 112,112 132,98 130,72 150,56 "
            "150,34 176,30 190,44! 186,10"
        ),
        mane,
        t.low(mane, 0.4),
        -6,
        -4,
    )
    blaze = path(smooth("198,18! 212,34 240,80 250,100! 234,84 208,44"), "#f4ead9") if v % 3 != 1 else ""
    halter = stroke(trail("214,130 226,104 240,84") + trail("222,116 190,86 164,76"), t.accent, 6)
    return neck + head + nose + blaze + hair + ears + halter


def horse(t: Tones, v: int) -> HeroArt:
    """Draw a standing horse with mane and long tail."""
    coat = t.natural(("#8a5230", "#e6dccb", "#4a352c")[v % 3], 0.08)
    low = t.low(coat, 0.34)
    mane = mix(t.dark, "#2a1a14", 0.5) if v % 3 != 1 else "#bfb4a4"
    hoof = mix(t.dark, "#2d2522", 0.5)
    hooves = path("M-400 442H400V500H-400Z", hoof)
    tail = form(
        smooth("-198,170! -236,186 -262,250 -258,330 -272,390! -238,372 -218,320 -206,250 -186,200!"),
        mane,
        t.low(mane, 0.4),
        -8,
        -4,
    )
    far = "".join(
        form(smooth(d), low, t.low(coat, 0.52), -5, 0, inner=hooves)
        for d in (
            "86,250 122,240 116,330 108,350 112,430 122,460! 88,460! 92,360",
            "-160,250 -112,250 -120,310 -142,346 -130,430 -120,460! -154,460! -164,350",
        )
    )
    body = form(
        smooth(
            "-206,190 -176,156 -110,154 -30,168 40,156 110,150 142,190 136,240 108,276 20,288 -70,282 "
            "-130,290 -186,270 -210,232"
        ),
        coat,
        low,
        -8,
        -22,
    )
    legs = "".join(
        form(smooth(d), coat, low, -9, 0, inner=hooves)
        for d in (
            "42,230 104,226 92,320 82,350 84,430 96,460! 58,460! 62,350 50,300",
            ("-210,220 -128,226 -124,280 -158,320 -182,350 -178,430 -166,460! -204,460! -206,350 -194,310 -212,270"),
        )
    )
    head = _horse_head(t, v, coat, mane)
    return frame(
        tail, far, body, legs, head, eye(196, 44, 6.5),
        box=(-274, -38, 271, 460), metres=2.0,
    )  # fmt: skip


def _cow_head(t: Tones, coat: str, patch: str) -> str:
    low, pink = t.low(coat, 0.24), "#e2a79a"
    neck = form(
        smooth("92,124 140,70 190,90 186,160 150,220 112,220"),
        coat,
        low,
        -8,
        -10,
        inner=path(smooth("92,120! 130,80 150,110 130,160 100,170"), patch),
    )
    horns = form(smooth("150,66! 140,36 154,12! 160,40 170,58!"), "#e9dcc0", "#b9a583", -4, 0) + form(
        smooth("196,58! 208,36 200,10! 190,36 182,54!"), "#e9dcc0", "#b9a583", -4, 0
    )
    ears = form(smooth("148,82! 118,70 100,82 118,102 146,100!"), patch, t.low(patch), -2, -6) + form(
        smooth("202,74! 228,58 244,68 230,90 206,92!"), patch, t.low(patch), -2, -6
    )
    head = form(
        smooth("142,80 160,54 194,54 210,78 216,120 234,156 228,188 196,200 164,190 154,150 144,116"),
        coat,
        low,
        -8,
        -8,
        inner=path(smooth("136,50! 172,50! 170,90 176,126 150,140 134,110"), patch),
    )
    muzzle = (
        form(smooth("160,164 192,154 226,158 236,178 224,200 192,206 164,196"), pink, t.low(pink), -6, -8)
        + circle(188, 178, 4.5, t.low(pink, 0.5))
        + circle(218, 174, 4.5, t.low(pink, 0.5))
        + stroke(trail("182,194 200,197 218,190"), t.low(pink, 0.5), 3)
    )
    bell = (
        stroke(trail("108,206 140,226 176,200"), t.accent, 9)
        + form(smooth("128,222! 154,220! 162,254! 122,256!"), t.glow, t.low(t.glow, 0.35), -7, 0)
        + circle(142, 258, 6, t.dark)
    )
    return neck + bell + horns + ears + head + muzzle


def cow(t: Tones, v: int) -> HeroArt:
    """Draw a dairy cow with patches, horns and a bell."""
    coat = mix("#f6efe2", t.light, 0.3)
    patch = t.natural(("#3a2f2d", "#9c5a34")[v % 2], 0.06)
    low, pink = t.low(coat, 0.24), "#e2a79a"
    hooves = path("M-400 372H400V500H-400Z", mix(t.dark, "#3b2d28", 0.5))
    tail = stroke(trail("-216,140 -250,180 -250,250"), low, 9) + form(
        smooth("-258,240! -244,240! -236,290 -252,306 -266,286"), patch, t.low(patch), -4, -2
    )
    far = "".join(
        form(smooth(d), t.low(coat, 0.32), t.low(coat, 0.5), -5, 0, inner=hooves)
        for d in (
            "92,240 136,230 128,330 132,390! 96,390! 96,320",
            "-160,250 -110,250 -118,320 -112,390! -150,390! -158,310",
        )
    )
    udder = form(smooth("-140,268 -84,268 -88,300 -110,314 -134,300"), pink, t.low(pink), -8, -4)
    patches = "".join(
        path(smooth(d), patch)
        for d in (
            "-232,120! -150,116! -116,150 -130,200 -176,220 -236,200!",
            "-60,116! 30,116! 44,160 10,196 -30,184 -64,170",
            "70,180 120,170 150,210 120,270 80,290 60,240",
            "-80,240 -30,230 -10,262 -30,300 -80,300",
        )
    )
    body = form(
        smooth(
            "-222,150 -190,126 -100,132 0,126 100,116 146,140 156,200 136,260 70,284 -30,280 -120,284 -190,272 -222,226"
        ),
        coat,
        low,
        -8,
        -22,
        inner=patches,
    )
    legs = "".join(
        form(smooth(d), coat, low, -10, 0, inner=hooves)
        for d in (
            "48,240 108,236 96,320 100,390! 60,390! 62,320",
            "-220,220 -140,230 -144,290 -172,330 -168,390! -208,390! -206,320",
        )
    )
    head = _cow_head(t, coat, patch)
    return frame(
        tail, far, udder, body, legs, head, eye(164, 106, 6), eye(204, 102, 6),
        box=(-268, 8, 246, 390), metres=1.5,
    )  # fmt: skip


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {"bear": bear, "horse": horse, "cow": cow}
