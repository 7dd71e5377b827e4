"""People: adults, children, elders, couples and crowds, in poses and clothes that vary."""

from collections.abc import Callable
from dataclasses import replace

from functions.providers.studio.heroes.art import HeroArt, Tones, frame, mix, people_tones
from functions.providers.studio.heroes.draw import form, moved, path, ribbon, smooth, stroke, trail
from functions.providers.studio.heroes.figure import POSES, Look, Pose, figure
from functions.providers.studio.heroes.head import HeadLook

WOMAN_HAIR = ("bob", "bun", "long", "pony", "afro", "plait", "hijab", "long")
MAN_HAIR = ("short", "crop", "quiff", "short", "curls", "thin", "short", "curls")


def _woman(t: Tones, v: int) -> Look:
    hair = WOMAN_HAIR[v % 8]
    top, bottom = (("coat", "trousers"), ("dress", "none"), ("sweater", "skirt"), ("shirt", "trousers"))[v % 4]
    head = HeadLook(
        skin=t.skin,
        colour=t.hair,
        hair=hair,
        extra="glasses" if v % 5 == 3 else "",
        hat_colour=mix(t.light, t.accent, 0.3) if hair == "hijab" else "",
    )
    return Look(
        head=head,
        top=top,
        top_colour=(t.accent, t.main, t.accent, t.light)[v % 4],
        bottom="trousers" if hair == "hijab" else bottom,
        bottom_colour=(t.dark, t.main, t.main, mix(t.dark, t.main, 0.4))[v % 4],
        shoes=mix(t.dark, "#7a4632", 0.5),
        shirt=t.light,
        shoulders=54,
        waist=36,
        hips=48,
        girth=0.84,
        head_size=0.92,
        scarf=t.light if v % 4 == 0 else "",
    )


def _man(t: Tones, v: int) -> Look:
    head = HeadLook(
        skin=t.skin,
        colour=t.hair,
        hair=MAN_HAIR[v % 8],
        extra=("", "beard", "", "glasses", "moustache")[v % 5],
        hat="flat" if v % 7 == 5 else "",
        hat_colour=t.accent,
    )
    return Look(
        head=head,
        top=("jacket", "sweater", "coat", "shirt")[v % 4],
        top_colour=(t.main, t.accent, mix(t.dark, t.main, 0.5), t.light)[v % 4],
        bottom="trousers",
        bottom_colour=mix(t.dark, (t.main, t.light, t.accent, t.main)[v % 4], 0.25),
        shoes=mix("#6b4530", t.dark, 0.3),
        shirt=t.light,
        shoulders=62,
        waist=48,
        hips=50,
    )


def _child(t: Tones, v: int) -> Look:
    girl = v % 2 == 1
    head = HeadLook(
        skin=t.skin,
        colour=t.hair,
        hair=("fringe", "pony", "curls", "bob", "short", "afro")[v % 6],
        hat="beanie" if v % 6 == 0 else "",
        hat_colour=t.accent,
    )
    return Look(
        head=head,
        top="shirt" if v % 4 == 1 else "sweater",
        top_colour=t.main if v % 4 < 2 else t.accent,
        bottom=("trousers", "skirt", "shorts", "trousers")[v % 4],
        bottom_colour=mix(t.dark, t.accent if girl else t.main, 0.3),
        shoes=t.accent if v % 4 < 2 else t.light,
        shoulders=54,
        waist=42,
        hips=44,
        girth=0.9,
        head_size=1.3,
    )


def _elder(t: Tones, v: int) -> Look:
    woman_ = v % 2 == 1
    silver = ("#d9d6d0", "#eeece6", "#bdb8b2")[v % 3]
    head = HeadLook(
        skin=t.skin,
        colour=silver,
        hair="bun" if woman_ else "thin",
        extra="glasses" if woman_ else "beard",
        hat="" if woman_ else "flat",
        hat_colour=mix(t.dark, t.accent, 0.35),
    )
    return Look(
        head=head,
        top="coat" if v % 4 < 2 else "jacket",
        top_colour=t.accent if woman_ else t.main,
        bottom="trousers",
        bottom_colour=mix(t.dark, t.light, 0.2),
        shoes=mix("#6b4530", t.dark, 0.3),
        shirt=t.light,
        shoulders=54 if woman_ else 58,
        waist=48,
        hips=52,
        girth=0.9,
        scarf=t.shade if v % 4 < 2 else "",
    )


def _crown(look: Look) -> int:
    """How far a head rises above the figure's y = 0."""
    if look.head.hat:
        return {"beanie": -10, "sun": -14, "flat": -4}[look.head.hat]
    return {"bun": -22, "afro": -22, "quiff": -8, "curls": -10}.get(look.head.hair, 0)


def _alone(
    t: Tones, look: Look, pose: Pose, metres: float, *, held: str = "", worn: str = "", back: bool = False
) -> HeroArt:
    left, right = pose.reach
    top = _crown(look) + round((look.head_size - 0.92) * -30)
    wide = look.top == "dress" or look.bottom == "skirt"
    box = (min(left, -112) if wide else left, top, max(right, 112) if wide else right, 700)
    return frame(figure(t, look, pose, held=held, worn=worn, back=back), box=box, metres=metres)


def woman(t: Tones, v: int) -> HeroArt:
    """Draw a woman."""
    return _alone(t, _woman(t, v), POSES[("stand", "hip", "walk", "fold")[(v + v // 4) % 4]], 1.68)


def man(t: Tones, v: int) -> HeroArt:
    """Draw a man."""
    return _alone(t, _man(t, v), POSES[("stand", "walk", "wave", "fold")[(v + v // 4) % 4]], 1.8)


def child(t: Tones, v: int) -> HeroArt:
    """Draw a child of about seven years."""
    return _alone(t, _child(t, v), POSES[("child", "play")[v % 2]], 1.22)


def _cane(t: Tones) -> str:
    wood = mix("#7b4a2b", t.dark, 0.15)
    return stroke(trail("106,372 104,350 88,346 82,358"), wood, 9) + stroke("M106 370L112 697", wood, 8, cap="butt")


def elder(t: Tones, v: int) -> HeroArt:
    """Draw an old man or woman, leaning on a cane."""
    cane = _cane(t)
    pose = replace(POSES["lean"], far_arm=((46, 158), (86, 250), (98, 326)), reach=(-92, 124))
    return _alone(t, _elder(t, v), pose, 1.64, held=cane)


def _rucksack(t: Tones) -> str:
    colour = t.accent
    body = form(smooth("-48,150 0,136 46,150 54,240 46,320 0,328 -48,320 -56,240"), colour, t.low(colour), -14, -6)
    lid = form(smooth("-46,160 0,134 44,160 46,196 0,206 -48,196"), t.high(colour, 0.2), t.low(colour), -12, -6)
    pocket = form(smooth("-32,246! 30,246! 32,300 0,306 -34,300"), t.high(colour, 0.1), t.low(colour), -8, -4)
    roll = form(ribbon("-58,132,17 56,132,17"), t.light, t.shade, -4, -9)
    straps = "".join(stroke(f"M{x} 118V204", t.dark, 6) for x in (-24, 22))
    return body + pocket + lid + roll + straps


def _book(t: Tones) -> str:
    cover = form(smooth("16,222! 74,208! 84,276! 26,292!"), t.accent, t.low(t.accent), -6, -3)
    return cover + path(smooth("74,208! 78,208! 88,275! 84,277!"), t.light)


def person(t: Tones, v: int) -> HeroArt:
    """Draw somebody: a reader, somebody walking, a traveller seen from behind."""
    kind = v % 4
    if kind == 0:
        look = replace(_woman(t, v), scarf="", top="sweater", bottom="trousers", top_colour=t.main, girth=0.9)
        return _alone(t, look, replace(POSES["hold"], reach=(-94, 108)), 1.72, held=_book(t))
    if kind == 1:
        return _alone(t, replace(_man(t, v + 1), top="jacket", top_colour=t.accent), POSES["walk"], 1.75)
    look = replace(_man(t, v), top="jacket", top_colour=t.main)
    look = replace(look, head=replace(look.head, extra="", hat="beanie" if kind == 3 else "", hat_colour=t.accent))
    pose = replace(POSES["stand"], head=(0, 57), far_arm=((52, 152), (82, 252), (62, 338)), reach=(-110, 110))
    return _alone(t, look, pose, 1.75, worn=_rucksack(t) if kind == 2 else "", back=True)


def couple(t: Tones, v: int) -> HeroArt:
    """Draw two people, hand in hand, turned to each other."""
    ours, theirs = people_tones(t, v), people_tones(t, v + 3)
    reach_out = replace(POSES["stand"], far_arm=((46, 150), (78, 250), (94, 336)))
    first = replace(_man(ours, v * 2), top_colour=t.main)
    second = replace(_woman(theirs, v * 2 + 1), top="dress", bottom="none", top_colour=t.accent)
    left = figure(ours, first, reach_out)
    right = moved(figure(theirs, second, replace(reach_out, tilt=-2)), x=212, y=42, scale=0.94, flip=True)
    return frame(right, left, box=(-100, -4, 322, 700), metres=1.8)


def crowd(t: Tones, v: int) -> HeroArt:
    """Draw six people in two rows."""
    rear, front = [], []
    for i, (x, scale) in enumerate(((-220, 0.9), (0, 0.94), (214, 0.88))):
        tones = people_tones(t, v + i * 3 + 1)
        veiled = replace(tones, main=mix(tones.main, t.shade, 0.3), accent=mix(tones.accent, t.shade, 0.3))
        look = _man(veiled, v + i + 1) if i % 2 else _woman(veiled, v + i * 3)
        body = figure(veiled, look, POSES["stand"])
        rear.append(moved(body, x=x, y=700 - 700 * scale - 46, scale=scale, flip=i == 2))
    for i, (x, scale) in enumerate(((-112, 0.98), (104, 0.95), (-322, 0.7), (310, 1.0))):
        tones = people_tones(t, v + i * 2)
        if i == 2:
            body = figure(tones, _child(tones, v), POSES["child"])
        else:
            look = (_woman, _man)[i % 2](tones, v + i * 2 + 1)
            body = figure(tones, look, POSES[("fold", "stand", "", "hold")[i]])
        front.append(moved(body, x=x, y=700 - 700 * scale, scale=scale, flip=x > 0))
    return frame(*rear, *front, box=(-412, -22, 412, 700), metres=1.8)


DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    "person": person,
    "woman": woman,
    "man": man,
    "child": child,
    "elder": elder,
    "couple": couple,
    "crowd": crowd,
}
