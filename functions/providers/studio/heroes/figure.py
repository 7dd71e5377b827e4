"""The human figure: a pose of joints, dressed. Adults are 700 units tall, about seven and a half heads."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.providers.studio.heroes.art import Tones, mix
from functions.providers.studio.heroes.draw import (
    Point,
    clipped,
    form,
    moved,
    path,
    polygon,
    rect,
    ribbon,
    smooth,
    stroke,
    trail,
)
from functions.providers.studio.heroes.head import HeadLook, head_behind, head_from_behind, head_front

Limb = tuple[Point, Point, Point]


@dataclass(frozen=True)
class Pose:
    """Joints, in units from the body's axis (x) and from the crown (y). Arms and legs run outward from the trunk."""

    head: Point
    neck: Point
    near_arm: Limb
    far_arm: Limb
    near_leg: Limb
    far_leg: Limb
    near_foot: float = 0
    far_foot: float = 0
    tilt: float = 0
    reach: tuple[int, int] = (-108, 104)


POSES = {
    "stand": Pose(
        head=(8, 57),
        neck=(0, 122),
        near_arm=((-54, 152), (-84, 252), (-52, 338)),
        far_arm=((48, 150), (70, 248), (72, 340)),
        near_leg=((-22, 352), (-24, 512), (-28, 664)),
        far_leg=((24, 352), (40, 510), (50, 658)),
    ),
    "hip": Pose(
        head=(10, 57),
        neck=(2, 122),
        near_arm=((-52, 152), (-112, 236), (-46, 300)),
        far_arm=((46, 150), (64, 250), (60, 345)),
        near_leg=((-20, 352), (-20, 512), (-18, 664)),
        far_leg=((24, 352), (52, 508), (66, 656)),
        tilt=-3,
        reach=(-132, 118),
    ),
    "walk": Pose(
        head=(20, 57),
        neck=(8, 122),
        near_arm=((-40, 150), (-66, 246), (-58, 340)),
        far_arm=((42, 150), (84, 236), (120, 314)),
        near_leg=((-14, 352), (46, 500), (70, 660)),
        far_leg=((16, 352), (-10, 516), (-76, 640)),
        near_foot=-8,
        far_foot=26,
        tilt=3,
        reach=(-112, 138),
    ),
    "wave": Pose(
        head=(8, 57),
        neck=(0, 122),
        near_arm=((-54, 152), (-80, 252), (-58, 344)),
        far_arm=((48, 150), (112, 128), (130, 40)),
        near_leg=((-22, 352), (-26, 512), (-34, 664)),
        far_leg=((24, 352), (38, 510), (46, 658)),
        tilt=2,
        reach=(-108, 152),
    ),
    "fold": Pose(
        head=(8, 57),
        neck=(0, 122),
        near_arm=((-54, 152), (-82, 248), (18, 246)),
        far_arm=((48, 150), (72, 240), (6, 226)),
        near_leg=((-22, 352), (-26, 512), (-36, 664)),
        far_leg=((24, 352), (42, 510), (54, 658)),
    ),
    "hold": Pose(
        head=(10, 57),
        neck=(0, 122),
        near_arm=((-52, 152), (-72, 256), (22, 262)),
        far_arm=((48, 150), (76, 252), (46, 268)),
        near_leg=((-20, 352), (-22, 512), (-24, 664)),
        far_leg=((24, 352), (42, 510), (56, 658)),
    ),
    "child": Pose(
        head=(8, 78),
        neck=(2, 160),
        near_arm=((-46, 196), (-78, 282), (-92, 366)),
        far_arm=((42, 192), (84, 262), (118, 330)),
        near_leg=((-20, 410), (-24, 536), (-26, 664)),
        far_leg=((24, 410), (36, 534), (46, 658)),
        reach=(-122, 142),
    ),
    "play": Pose(
        head=(14, 78),
        neck=(2, 160),
        near_arm=((-46, 196), (-88, 270), (-118, 196)),
        far_arm=((42, 192), (92, 156), (118, 70)),
        near_leg=((-18, 410), (22, 530), (34, 662)),
        far_leg=((22, 410), (-14, 546), (-72, 634)),
        far_foot=34,
        tilt=5,
        reach=(-138, 140),
    ),
    "lean": Pose(
        head=(26, 72),
        neck=(8, 130),
        near_arm=((-42, 158), (-58, 256), (6, 318)),
        far_arm=((46, 158), (92, 240), (104, 330)),
        near_leg=((-24, 352), (-20, 512), (-32, 664)),
        far_leg=((20, 352), (40, 510), (38, 658)),
        tilt=4,
    ),
}


@dataclass(frozen=True)
class Look:
    """What a figure wears: `top` is coat, jacket, sweater, shirt or dress; `bottom` is trousers, skirt, shorts."""

    head: HeadLook
    top: str
    top_colour: str
    bottom: str
    bottom_colour: str
    shoes: str
    shirt: str = "#f4efe4"
    shoulders: float = 60
    waist: float = 44
    hips: float = 50
    girth: float = 1
    head_size: float = 0.94
    scarf: str = ""
    hands: bool = True


def _foot(t: Tones, ankle: Point, turn: float, colour: str, girth: float) -> str:
    d = smooth("-17,-26! 14,-26! 16,-6 40,4 58,16 60,31! -20,31! -22,8")
    sole = rect(-22, 28, 83, 7, t.low(colour, 0.55), 3)
    size = 0.82 if girth < 0.95 else 0.9
    return moved(
        form(d, colour, t.low(colour), -4, -6), sole, x=ankle[0], y=ankle[1] + 35 - 34 * size, turn=turn, scale=size
    )


def _heel(t: Tones, ankle: Point, colour: str) -> str:
    d = smooth("-15,-22! 15,-22! 20,12 22,30! -22,30! -20,12")
    sole = rect(-23, 27, 46, 8, t.low(colour, 0.55), 3)
    return moved(form(d, colour, t.low(colour), -6, -2), sole, x=ankle[0], y=ankle[1] + 1)


def _leg(t: Tones, look: Look, leg: Limb, foot: float, *, far: bool, back: bool) -> str:
    hip, knee, ankle = leg
    girth = look.girth
    skin = mix(look.head.skin, "#6a2a26", 0.2 if far else 0)
    cloth = t.low(look.bottom_colour, 0.28) if far else look.bottom_colour
    leather = t.low(look.shoes, 0.25) if far else look.shoes
    parts = [_heel(t, ankle, leather) if back else _foot(t, ankle, foot, leather, girth)]
    middle = ((knee[0] + ankle[0]) / 2 - 3, (knee[1] + ankle[1]) / 2 - 16)
    if look.bottom == "trousers":
        nodes = [
            (hip[0] * 0.8, hip[1] - 2, look.hips * 0.6),
            (*knee, 25 * girth),
            (ankle[0], ankle[1] + 2, 20 * girth),
        ]
        parts.append(form(ribbon(nodes, flat=True), cloth, t.low(cloth, 0.26), -9, -2))
    else:
        bare = [(*knee, 17 * girth), (*middle, 17 * girth), (*ankle, 10)]
        nodes = [(*hip, 30 * girth), ((hip[0] + knee[0]) / 2, (hip[1] + knee[1]) / 2, 25 * girth), *bare]
        parts.insert(0, form(ribbon(nodes), skin, mix(skin, "#6a2a26", 0.22), -6, -2))
    if look.bottom == "shorts":
        short = [(*hip, 36 * girth), (hip[0] + (knee[0] - hip[0]) * 0.8, hip[1] + (knee[1] - hip[1]) * 0.8, 30 * girth)]
        parts.append(form(ribbon(short, flat=True), cloth, t.low(cloth, 0.26), -9, -2))
    return "".join(parts)


def _hand(skin: str, elbow: Point, wrist: Point) -> str:
    dx, dy = wrist[0] - elbow[0], wrist[1] - elbow[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1
    ux, uy = dx / length, dy / length
    palm = [(wrist[0] - ux * 8, wrist[1] - uy * 8, 9.0), (wrist[0] + ux * 14, wrist[1] + uy * 14, 12.0)]
    palm.append((wrist[0] + ux * 34, wrist[1] + uy * 34, 7.0))
    thumb = [(wrist[0] + ux * 6 + uy * 7, wrist[1] + uy * 6 - ux * 7, 5.0)]
    thumb.append((wrist[0] + ux * 20 + uy * 15, wrist[1] + uy * 20 - ux * 15, 4.0))
    return path(ribbon(thumb), skin) + form(ribbon(palm), skin, mix(skin, "#6a2a26", 0.22), -4, -2)


def _arm(t: Tones, look: Look, arm: Limb, far: bool) -> str:
    shoulder, elbow, wrist = arm
    girth = look.girth
    skin = mix(look.head.skin, "#6a2a26", 0.18 if far else 0)
    cloth = t.low(look.top_colour, 0.28) if far else look.top_colour
    hand = _hand(skin, elbow, wrist)
    bulk = 1.2 if look.top in ("coat", "jacket") else 1.0
    if look.top in ("dress", "shirt"):
        bare = ribbon([(*shoulder, 18 * girth), (*elbow, 14 * girth), (*wrist, 9)])
        middle = (shoulder[0] + (elbow[0] - shoulder[0]) * 0.62, shoulder[1] + (elbow[1] - shoulder[1]) * 0.62)
        sleeve = ribbon([(*shoulder, 22 * girth), (*middle, 20 * girth)], flat=True)
        return hand + form(bare, skin, mix(skin, "#6a2a26", 0.22), -5, -2) + _sleeve(t, sleeve, cloth, shoulder, girth)
    sleeve = ribbon(
        [(*shoulder, 21 * girth * bulk), (*elbow, 17.5 * girth * bulk), (*wrist, 13.5 * bulk)],
    )
    return hand + form(sleeve, cloth, t.low(cloth, 0.26), -7, -2)


def _sleeve(t: Tones, sleeve: str, cloth: str, shoulder: Point, girth: float) -> str:
    cap = ribbon([(shoulder[0] - 1, shoulder[1], 20 * girth), (shoulder[0] + 1, shoulder[1], 20 * girth)])
    return path(cap, cloth) + form(sleeve, cloth, t.low(cloth, 0.26), -6, -2)


def _trunk(look: Look, pose: Pose, hem: float, flare: float) -> str:
    """Outline of a garment from the neck down to `hem` (y), `flare` wider at the hem than at the hips."""
    nx, ny = pose.neck
    px = (pose.near_leg[0][0] + pose.far_leg[0][0]) / 2
    py = pose.near_leg[0][1]
    wx, wy = (nx + px) / 2, ny + (py - ny) * 0.62
    left, right = pose.near_arm[0][0], pose.far_arm[0][0]
    wide = look.shoulders - 54
    points: Sequence[str] = (
        f"{nx - 19},{ny - 8}!",
        f"{nx - 38},{ny + 4}",
        f"{left - 10 - wide},{ny + 16}",
        f"{left - 8 - wide},{ny + 52}",
        f"{wx - look.waist},{wy}",
        f"{px - look.hips},{min(py, hem)}",
        f"{px - look.hips - flare},{hem}!",
        f"{px + look.hips + flare},{hem}!",
        f"{px + look.hips},{min(py, hem)}",
        f"{wx + look.waist},{wy}",
        f"{right + 8 + wide},{ny + 52}",
        f"{right + 10 + wide},{ny + 16}",
        f"{nx + 36},{ny + 2}",
        f"{nx + 19},{ny - 9}!",
    )
    return smooth(" ".join(points))


def _opening(t: Tones, look: Look, pose: Pose, hem: float, back: bool) -> str:
    """Shirt, lapels and front edge of an open coat or jacket; the middle seam when seen from behind."""
    nx, ny = pose.neck
    low = t.low(look.top_colour, 0.4)
    if back:
        return stroke(f"M{nx} {ny + 6}V{hem}", low, 3, 0.7)
    shirt = path(
        polygon(f"{nx - 10},{ny - 16} {nx + 26},{ny - 16} {nx + 21},{ny + 94} {nx + 16},{ny + 94}"), look.shirt
    )
    left = path(polygon(f"{nx - 20},{ny - 12} {nx - 6},{ny - 14} {nx + 17},{ny + 112} {nx - 26},{ny + 44}"), low)
    right = path(polygon(f"{nx + 26},{ny - 14} {nx + 36},{ny - 8} {nx + 38},{ny + 40} {nx + 19},{ny + 112}"), low)
    edge = stroke(f"M{nx + 18} {ny + 110}L{nx + 16} {hem}", low, 4)
    return shirt + left + right + edge


def _garment(t: Tones, look: Look, pose: Pose, back: bool) -> str:
    hip = pose.near_leg[0][1]
    colour = look.top_colour
    nx, ny = pose.neck
    hems = {"coat": (hip + 128, 26), "jacket": (hip + 34, 5), "sweater": (hip + 16, 2), "dress": (hip + 142, 58)}
    hem, flare = hems.get(look.top, (hip + 4, 0))
    inner = ""
    outline = _trunk(look, pose, hem, flare)
    low = t.low(colour, 0.3)
    if look.top in ("coat", "jacket"):
        inner = _opening(t, look, pose, hem, back)
    elif look.top == "dress":
        waist = ny + (hip - ny) * 0.62
        folds = (f"{x},{waist + 30} {x * 1.5 + nx},{hem}" for x in (-22, 14, 34))
        belt = rect(-120, waist - 6, 240, 12, low)
        inner = belt + "".join(stroke(trail(fold), low, 4, 0.8) for fold in folds)
        inner += path(
            smooth(f"{nx - 20},{ny - 20} {nx + 24},{ny - 20} {nx + 18},{ny + 14} {nx + 4},{ny + 22}"), look.head.skin
        )
    elif look.top == "sweater":
        inner = rect(-120, hem - 13, 240, 14, low) + stroke(
            trail(f"{nx - 26},{ny - 8} {nx + 4},{ny + 10} {nx + 26},{ny - 8}"), low, 12
        )
    elif not back:
        collar = f"{nx - 22},{ny - 16} {nx + 26},{ny - 16} {nx + 8},{ny + 26}"
        inner = path(polygon(collar), look.head.skin) + stroke(f"M{nx + 8} {ny + 26}V{hem}", low, 3)
    return form(outline, colour, low, -15, -3, inner=inner)


def _skirt(t: Tones, look: Look, pose: Pose) -> str:
    px = (pose.near_leg[0][0] + pose.far_leg[0][0]) / 2
    top, hem = pose.near_leg[0][1] - 10, pose.near_leg[0][1] + 150
    w = look.hips - 3
    d = smooth(
        f"{px - w},{top}! {px - look.hips - 8},{top + 42} {px - 78},{hem}! {px},{hem + 9} {px + 82},{hem - 2}! "
        f"{px + look.hips + 8},{top + 42} {px + w},{top}!"
    )
    low = t.low(look.bottom_colour, 0.3)
    pleats = "".join(
        stroke(f"M{px + a} {top + 30}L{px + b} {hem}", low, 4, 0.8) for a, b in ((-20, -36), (8, 8), (30, 50))
    )
    return form(d, look.bottom_colour, low, -16, -2, inner=pleats)


def _scarf(t: Tones, colour: str, neck: Point) -> str:
    x, y = neck
    end = form(
        ribbon([(x + 20, y, 11), (x + 26, y + 50, 13), (x + 22, y + 92, 14)], flat=True), colour, t.low(colour), -6, 0
    )
    wrap = form(ribbon([(x - 24, y - 10, 12), (x + 2, y + 2, 15), (x + 26, y - 12, 12)]), colour, t.low(colour), -4, -6)
    return end + wrap


def _set_head(pose: Pose, look: Look, drawn: str) -> str:
    return moved(drawn, x=pose.head[0], y=pose.head[1], scale=look.head_size, turn=pose.tilt)


def figure(t: Tones, look: Look, pose: Pose, *, held: str = "", worn: str = "", back: bool = False) -> str:
    """Draw a dressed figure, crown near y = 0 and soles at y = 700.

    `held` is drawn between trunk and near arm, `worn` over everything.
    """
    nx, ny = pose.neck
    hx, hy = pose.head
    shade = mix(look.head.skin, "#6a2a26", 0.26)
    neck = [(hx - 8, hy + 26, 17 * look.girth), (nx - 1, ny - 8, 18 * look.girth), (nx, ny + 10, 24 * look.girth)]

    behind = "" if back else _set_head(pose, look, head_behind(t, look.head))
    front = head_from_behind(t, look.head) if back else head_front(t, look.head)
    # Nothing may sink below the ground line, whichever way a foot turns.
    return clipped(
        "M-900 -400H900V700H-900Z",
        behind,
        _arm(t, look, pose.far_arm, True),
        _leg(t, look, pose.far_leg, pose.far_foot, far=True, back=back),
        _leg(t, look, pose.near_leg, pose.near_foot, far=False, back=back),
        _skirt(t, look, pose) if look.bottom == "skirt" else "",
        "" if look.top in ("coat", "jacket") else form(ribbon(neck), look.head.skin, shade, 0, 22),
        _garment(t, look, pose, back),
        form(ribbon(neck[:2]), look.head.skin, shade, 0, 14) if look.top in ("coat", "jacket") else "",
        _scarf(t, look.scarf, pose.neck) if look.scarf else "",
        _set_head(pose, look, front),
        held,
        _arm(t, look, pose.near_arm, False),
        worn,
    )
