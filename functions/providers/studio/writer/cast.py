"""Who and what is in a shot: one to three subjects, how many of each, where in the frame and how far away."""

import random
from dataclasses import dataclass, replace
from typing import Literal, cast

from functions.providers.studio.writer.place import INDOORS
from functions.providers.studio.writer.reading import PEOPLE, Hit, Reading
from functions.providers.studio.writer.text import word_set
from schemas.shot import Hero, Subject

Placement = Literal["left", "centre", "right"]
Distance = Literal["near", "middle", "far"]

_LARGE = word_set(
    "lighthouse house castle tower bridge windmill ship train bus plane balloon tree pine palm planet whale shop"
)
_SMALL = word_set(
    "cup teapot bottle glass bowl phone laptop camera headphones book pen lamp lantern clock watch box gift bag "
    "shoe heart lightbulb bread cake apple key gear letter globe magnifier crown map flower butterfly ball"
)
TALL = word_set("lighthouse castle tower windmill tree pine palm rocket balloon")
MOVING = word_set("car bus train bicycle plane rowboat sailboat ship bird gull whale fish horse")


@dataclass(frozen=True)
class Role:
    """A subject before it is placed. `rank` orders: named in the description first, then by how it is named."""

    name: str
    label: str
    count: int
    placement: str | None
    distance: str | None
    rank: int


def roles(description: Reading, title: Reading, narration: Reading) -> tuple[Role, ...]:
    """Choose what is drawn, main subject first: what the description names, else the title, else ideas in either.

    The narration gives a subject only when both are silent: what is said is often not what is seen.
    """
    banned = description.banned | title.banned
    found = _named(description, banned)
    if not found:
        found = _named(title, banned)
    if not found and not _places(description, title):
        found = _named(narration, banned)
    if not found:
        found = _ideas(description, banned) or _ideas(title, banned)
        if not found and not _places(description, title):
            found = _ideas(narration, banned)
    return tuple(_tidied(found)[:3])


def companions(readings: tuple[Reading, ...], chosen: tuple[Role, ...], setting: str) -> tuple[Role, ...]:
    """What comes along unnamed: a lighthouse behind its keeper, a crowd in the rush hour."""
    if len(chosen) >= 2 or setting in INDOORS:
        return ()
    banned = frozenset().union(*(r.banned for r in readings))
    names = {r.name for r in chosen}
    extras = [c for r in readings for h in r.hits if not h.negated for c in h.sense.companions]
    return tuple(Role(c, c, 1, None, "far", 9) for c in dict.fromkeys(extras) if c not in names | banned)[:1]


def _places(*readings: Reading) -> bool:
    return any(h.sense.places and not h.negated for r in readings for h in r.hits)


def _named(reading: Reading, banned: frozenset[str]) -> list[Role]:
    hits = [h for h in reading.hits if h.sense.heroes and not h.negated]
    people = any(set(h.sense.heroes) & PEOPLE and not h.pronoun for h in hits)
    found: list[Role] = []
    for hit in hits:
        if hit.pronoun and people:
            continue
        for i, name in enumerate(hit.sense.heroes):
            if name not in banned:
                role = _role(hit, name, reading)
                found.append(role if i == 0 else replace(role, label=""))
    if len(found) > 1 and found[0].rank and found[0].name not in PEOPLE:
        main = next((r for r in found if not r.rank), found[0])
        found = [main, *(r for r in found if r is not main)]
    return found


def _ideas(reading: Reading, banned: frozenset[str]) -> list[Role]:
    hits = [h for h in reading.hits if h.sense.weak_heroes and not h.negated]
    return [Role(n, "", 1, h.placement, h.distance, 0) for h in hits for n in h.sense.weak_heroes if n not in banned][
        :1
    ]


def _role(hit: Hit, name: str, reading: Reading) -> Role:
    usual = int(hit.sense.marks.get("n", "1"))
    count = hit.count or (3 if hit.plural and usual == 1 else usual)
    if name == "person":
        words = {w.folded for w in reading.words}
        name = "woman" if words & {"she", "her", "hers"} else "man" if words & {"he", "his", "him"} else name
    if name == "crowd":
        name = "couple" if hit.count == 2 else "person" if hit.count and hit.count < 5 else "crowd"
        count = hit.count or 1 if name == "person" else 1
    if name == "couple":
        count = 1
    if hit.distance == "near" and hit.plural and not hit.count:
        count = 2
    label = "" if hit.pronoun else hit.label
    return Role(name, label, count, hit.placement, hit.distance, 1 if hit.locative else 0)


def _tidied(found: list[Role]) -> list[Role]:
    """Merge what is named twice; a person within a crowd of their own kind is the crowd."""
    kept: dict[str, Role] = {}
    for role in found:
        if role.name in kept:
            before = kept[role.name]
            kept[role.name] = replace(
                before,
                placement=before.placement or role.placement,
                distance=before.distance or role.distance,
            )
        else:
            kept[role.name] = role
    if len(kept) > 1 and "person" in kept and set(kept) & (PEOPLE - {"person", "crowd"}) and not kept["person"].label:
        del kept["person"]
    return list(kept.values())


def placed(chosen: tuple[Role, ...], framing: str, setting: str, rng: random.Random) -> tuple[Subject, ...]:
    """Give each role its place and distance: as the words say, else so that the main subject leads and none collide."""
    side = rng.choice(("left", "right"))
    other = "right" if side == "left" else "left"
    patterns: dict[int, tuple[str, ...]] = {1: ("centre",), 2: (side, other), 3: ("centre", side, other)}
    free = list(patterns.get(len(chosen), patterns[3]))
    for role in chosen:
        if role.placement in free:
            free.remove(role.placement)
    subjects: list[Subject] = []
    for i, role in enumerate(chosen):
        spot = role.placement or (free.pop(0) if free else "centre")
        subjects.append(
            Subject(
                name=cast(Hero, role.name),
                label=role.label,
                count=max(1, min(7, role.count)),
                placement=cast(Placement, spot),
                distance=cast(Distance, role.distance or _usual_distance(role.name, i, framing, setting, chosen)),
            )
        )
    return tuple(subjects)


def _usual_distance(name: str, index: int, framing: str, setting: str, chosen: tuple[Role, ...]) -> str:
    if name == "planet" and setting != "space":
        return "far"
    if framing == "wide":
        return "far" if index or name not in _LARGE else "middle"
    if framing == "close":
        return "near" if index == 0 or name not in _LARGE else "far"
    if index == 0:
        return "near" if name in _SMALL else "middle"
    if name in _LARGE and chosen[0].name not in _LARGE:
        return "far"
    return "near" if name in _SMALL and chosen[0].name in _SMALL else "middle"
