"""Heroes: the subjects of a shot, drawn as flat vector illustrations in a scene's colours."""

from collections.abc import Callable

from functions.providers.studio.heroes import (
    aircraft,
    animals,
    beasts,
    devices,
    furniture,
    houses,
    instruments,
    journeys,
    lamps,
    landmarks,
    nature,
    parcels,
    people,
    signs,
    spacefaring,
    tabletop,
    tales,
    things,
    timepieces,
    vehicles,
    vessels,
    winged,
)
from functions.providers.studio.heroes.art import HeroArt, Tones, tones_for

__all__ = ["HERO_NAMES", "HeroArt", "Tones", "draw_hero", "tones_for"]

_TOPICS = (
    aircraft,
    animals,
    beasts,
    devices,
    furniture,
    houses,
    instruments,
    journeys,
    lamps,
    landmarks,
    nature,
    parcels,
    people,
    signs,
    spacefaring,
    tabletop,
    tales,
    things,
    timepieces,
    vehicles,
    vessels,
    winged,
)

_DRAW: dict[str, Callable[[Tones, int], HeroArt]] = {
    name: drawer for topic in _TOPICS for name, drawer in topic.DRAW.items()
}

HERO_NAMES: frozenset[str] = frozenset(_DRAW)
"""Every name that can be drawn."""


def draw_hero(name: str, tones: Tones, variant: int = 0) -> HeroArt:
    """Draw one hero; equal arguments give equal text.

    `variant` (any integer, taken as 0 or more) changes pose, clothes or details where the subject has them.

    Raises:
        ValueError: nothing is drawn under that name; the message lists what is.
    """
    if name not in _DRAW:
        raise ValueError(f"no hero is called {name!r}; there are: {', '.join(sorted(_DRAW))}")
    return _DRAW[name](tones, abs(variant))
