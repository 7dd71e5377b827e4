# ruff: noqa: PLR0917 - drawing verbs take place, size and colour in order.
"""The cast: which subjects are drawn, how large, and where they stand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from functions.providers.studio.heroes import HERO_NAMES, HeroArt, draw_hero, tones_for
from functions.providers.studio.illustrator.plate import Plate
from functions.providers.studio.illustrator.world import Scene
from schemas.shot import Shot, Subject

_HEIGHTS = {"near": 0.60, "middle": 0.47, "far": 0.29}
"""Height of a man over the frame's height."""
_PLACES = {"left": 0.31, "centre": 0.5, "right": 0.69}
SMALL = 0.5
"""Things lower than this many metres are set on something."""
_ABOARD = ("rowboat", "sailboat", "ship")


@dataclass(frozen=True)
class Actor:
    """One drawn subject in its place; x is its centre and y its foot (or middle, when it flies), in units."""

    name: str
    art: HeroArt
    x: float
    y: float
    tall: float
    order: int
    """0 is the main subject."""
    far: float
    slot: int
    """How many scene layers lie behind it."""
    floats: bool
    afloat: bool
    plinth: float = 0.0
    """Height in units of what it is set on, 0 for none."""
    islet: bool = False
    """Whether it needs a rock in the sea to stand on."""

    @property
    def wide(self) -> float:
        """Width in units."""
        return self.tall * self.art.width / self.art.height

    @property
    def base(self) -> float:
        """Width in units of the actor or of what it is set on, whichever is wider."""
        return max(self.wide * 1.34, self.plinth * 1.8) if self.plinth else self.wide

    @property
    def top(self) -> float:
        """Upper edge in units."""
        return self.y - (self.tall / 2 if self.floats else self.tall)


def focus(shot: Shot) -> float:
    """Give the place of the main subject as a share of the frame's width."""
    return _PLACES[shot.subjects[0].placement] if shot.subjects else 0.5


def clear_span(shot: Shot) -> tuple[float, float]:
    """Give the part of the frame's width (0..1) that scenery should leave to the subjects."""
    if not shot.subjects:
        return 0.42, 0.58
    places = [_PLACES[subject.placement] for subject in shot.subjects]
    reach = 0.2 if shot.subjects[0].distance == "near" else 0.16
    return max(0.12, min(places) - reach), min(0.88, max(places) + reach)


def cast(shot: Shot, plate: Plate, scene: Scene) -> list[Actor]:
    """Size and place every subject of a shot so that none covers another."""
    groups: list[list[Actor]] = []
    lead: float | None = None
    metres = 1.7
    for order, subject in enumerate(shot.subjects):
        art = _drawn(shot, subject, order, 0)
        if lead is None:
            lead, metres = _leading_height(art, subject, plate, shot.setting == "backdrop"), art.metres
            tall = lead
        else:
            depth = _HEIGHTS[subject.distance] / _HEIGHTS[shot.subjects[0].distance]
            tall = min(plate.h * 0.66, max(plate.h * 0.1, lead * _relative(art.metres / metres) * depth))
        groups.append(_group(shot, subject, order, tall, plate, scene))
    return _aboard(_apart(groups, plate))


def _drawn(shot: Shot, subject: Subject, order: int, index: int) -> HeroArt:
    # The same name looks the same in every scene of a film; a second one of that name in a shot looks different.
    twins = sum(other.name == subject.name for other in shot.subjects[:order])
    variant = shot.cast + sorted(HERO_NAMES).index(subject.name) + twins + index
    return draw_hero(subject.name, tones_for(shot.palette, variant), variant)


def _leading_height(art: HeroArt, subject: Subject, plate: Plate, studio: bool) -> float:
    scale: float = min(max((art.metres / 1.7) ** 0.17, 0.66), 1.32)
    tall = plate.h * min(0.66, _HEIGHTS[subject.distance] * scale)
    if studio or (art.metres < SMALL and art.stands == "ground"):
        tall = plate.h * {"near": 0.46, "middle": 0.42, "far": 0.32}[subject.distance]
    if art.stands == "air":
        tall = min(tall, plate.h * 0.42)
    wider = 1.0 if plate.w > plate.h else 1.45
    widest = (
        plate.w
        * {"near": 0.58, "middle": 0.5, "far": 0.3}[subject.distance]
        * wider
        / (1 + 0.45 * (min(subject.count, 4) - 1))
    )
    return float(min(tall, widest * art.height / art.width, plate.w * 0.85))


def _relative(ratio: float) -> float:
    """Compress a ratio of natural heights: like sizes stay true, very unlike ones come closer."""
    size = abs(math.log(ratio))
    kept = 0.9 * min(size, 1.0) + 0.28 * max(0.0, size - 1.0)
    return math.exp(kept if ratio > 1 else -kept)


def _group(shot: Shot, subject: Subject, order: int, tall: float, plate: Plate, scene: Scene) -> list[Actor]:
    first = _drawn(shot, subject, order, 0)
    depth = ("far", "middle", "near").index(subject.distance)
    afloat = first.stands == "water" and scene.water is not None
    floats = first.stands == "air" or (
        scene.floor == "air" and not (shot.setting == "underwater" and first.metres < 1.2 and first.stands == "ground")
    )
    y, slot = scene.feet[depth], scene.slots[depth]
    if floats:
        y = plate.h * (
            (0.30, 0.37, 0.42)[depth] if first.stands == "air" and scene.floor != "air" else (0.40, 0.44, 0.46)[depth]
        )
        slot = max(slot, scene.slots[1])
    elif afloat and scene.water is not None:
        top, bottom = scene.water
        y = top + (bottom - top) * (0.22, 0.6, 0.95)[depth]
        slot = _water_slot(scene, slot)
    small = first.stands == "ground" and first.metres < SMALL and not floats
    plinth = 0.0
    if small or (shot.setting == "backdrop" and not floats):
        plinth = plate.h * (0.085 if order == 0 or shot.setting == "backdrop" else 0.12)
        if order == 0:
            y = min(y, plate.h * 0.80)
    islet = scene.floor == "water" and not floats and not afloat
    far = {"far": 0.2, "middle": 0.05, "near": 0.0}[subject.distance]
    actors, wide = [], tall * first.width / first.height
    chance = plate.chance(f"group{order}")
    count = subject.count
    if count > 1:
        tall *= 0.9
    span = wide * (0.86 if not floats else 1.05)
    for index in range(count):
        art = _drawn(shot, subject, order, index)
        x = _PLACES[subject.placement] * plate.w + (index - (count - 1) / 2) * span
        shift = chance.uniform(-0.14, 0.14) * tall if floats and count > 1 else (index % 2) * plate.h * 0.014
        size = tall * (1.0 if index == 0 else chance.uniform(0.82, 1.0))
        if not floats:
            size = min(size, y - plinth - plate.h * 0.06)
        actors.append(Actor(subject.name, art, x, y + shift, size, order, far, slot, floats, afloat, plinth, islet))
    return actors


def _water_slot(scene: Scene, fallback: int) -> int:
    if scene.floor == "water":
        return fallback
    wet = [
        i
        for i, layer in enumerate(scene.layers)
        if layer.name in ("water", "ripples", "mirror", "surf", "boats", "banks")
    ]
    return max(wet) + 1 if wet else fallback


def _bounds(group: Sequence[Actor]) -> tuple[float, float]:
    return min(a.x - a.base / 2 for a in group), max(a.x + a.base / 2 for a in group)


def _apart(groups: list[list[Actor]], plate: Plate) -> list[Actor]:
    """Shrink groups that do not fit side by side, then push them apart; the main one yields least."""
    room = plate.w * 0.94
    for lane in (True, False):
        inside = [g for g in range(len(groups)) if groups[g][0].floats == lane]
        if not inside:
            continue
        gap = plate.w * 0.015
        total = sum(_bounds(groups[g])[1] - _bounds(groups[g])[0] for g in inside) + gap * (len(inside) - 1)
        if total > room:
            for g in inside:
                groups[g] = _scaled(groups[g], (room - gap * len(inside)) / (total - gap * (len(inside) - 1)))
        inside.sort(key=lambda g: (groups[g][0].x, g))
        for _ in range(12):
            for first, second in pairwise(inside):
                lap = _bounds(groups[first])[1] + gap - _bounds(groups[second])[0]
                if lap > 0:
                    share = {first: 0.15, second: 0.85}.get(0, 0.5)
                    groups[first] = _moved(groups[first], -lap * share)
                    groups[second] = _moved(groups[second], lap * (1 - share))
        edge = plate.w * 0.03
        for g in inside:
            groups[g] = _moved(groups[g], max(0.0, edge - _bounds(groups[g])[0]))
            edge = _bounds(groups[g])[1] + gap
        edge = plate.w * 0.97
        for g in reversed(inside):
            groups[g] = _moved(groups[g], min(0.0, edge - _bounds(groups[g])[1]))
            edge = _bounds(groups[g])[0] - gap
    return [actor for group in groups for actor in group]


def _scaled(group: list[Actor], factor: float) -> list[Actor]:
    middle = sum(_bounds(group)) / 2
    return [
        replace(a, tall=a.tall * factor, plinth=a.plinth * factor, x=middle + (a.x - middle) * factor) for a in group
    ]


def _moved(group: list[Actor], step: float) -> list[Actor]:
    return [replace(a, x=a.x + step) for a in group]


def _aboard(actors: list[Actor]) -> list[Actor]:
    """Put people who would stand in the sea into the boat of the shot, if there is one."""
    boats = [a for a in actors if a.name in _ABOARD and a.afloat]
    if not boats:
        return actors
    boat, crew = boats[0], [a for a in actors if a.islet and a.art.metres < 2.4]
    placed = []
    for actor in actors:
        if actor not in crew:
            placed.append(actor)
            continue
        index = crew.index(actor)
        tall = boat.tall * min(0.62 if boat.name == "sailboat" else 1.25, max(0.3, 1.7 / boat.art.metres))
        deck = boat.y - boat.tall * (0.42 if boat.name == "rowboat" else 0.14)
        x = boat.x + boat.wide * (index - (len(crew) - 1) / 2) * 0.24
        placed.append(
            replace(actor, x=x, y=deck + tall * 0.3, tall=tall, slot=boat.slot, islet=False, order=boat.order)
        )
    return placed
