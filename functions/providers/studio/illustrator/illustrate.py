"""From a shot to a picture: light and colours, the setting, its weather, the cast, and grain."""

import re
import zlib
from collections.abc import Callable, Mapping

from functions.providers.studio.illustrator import elsewhere, indoors, nature, tower, town, waters, weather
from functions.providers.studio.illustrator.cast import cast, clear_span, focus
from functions.providers.studio.illustrator.colour import Inks
from functions.providers.studio.illustrator.picture import Layer, Picture, extent
from functions.providers.studio.illustrator.plate import Plate, grained
from functions.providers.studio.illustrator.staging import stage_cast
from functions.providers.studio.illustrator.world import Scene, World
from schemas.shot import Setting, Shot

Painter = Callable[[World], Scene]


def _room(name: str) -> Painter:
    return lambda world: indoors.interior(world, name)


_INDOORS: tuple[Setting, ...] = (
    "room", "kitchen", "bedroom", "office", "cafe", "workshop", "classroom", "library",
)  # fmt: skip
PAINTERS: Mapping[Setting, Painter] = {
    "sea": waters.sea,
    "coast": waters.coast,
    "harbour": waters.harbour,
    "beach": waters.beach,
    "river": waters.river,
    "lake": waters.lake,
    "forest": nature.forest,
    "mountain": nature.mountain,
    "desert": nature.desert,
    "field": nature.field,
    "garden": nature.garden,
    "snow": nature.snow,
    "village": town.village,
    "street": town.street,
    "city": town.city,
    "rooftop": town.rooftop,
    "park": town.park,
    "road": town.road,
    "sky": town.sky,
    **{name: _room(name) for name in _INDOORS},
    "stage": elsewhere.stage,
    "space": elsewhere.space,
    "underwater": elsewhere.underwater,
    "cave": elsewhere.cave,
    "backdrop": elsewhere.backdrop,
}
_SHELTERED = frozenset({*_INDOORS, "stage", "space", "underwater", "cave", "backdrop"})
_STAIRS = frozenset({"stairs", "stair", "staircase", "stairway", "steps", "spiral"})


def illustrate(shot: Shot, *, width: int, height: int, seed: int) -> Picture:
    """Draw a shot as layers for a frame of `width` x `height` pixels; equal arguments give equal bytes."""
    plate = Plate(width, height, zlib.crc32(f"{seed}/{shot.setting}".encode()))
    inks = Inks(tuple(shot.palette), shot.time_of_day, shot.weather)
    words = frozenset(re.findall(r"[a-z]+", f"{shot.description} {' '.join(shot.keywords)}".lower()))
    world = World(plate, inks, _sun_across(shot, seed), clear_span(shot), focus(shot), words)
    indoor = shot.setting in _INDOORS
    painter = tower.spiral_stair if indoor and words & _STAIRS else PAINTERS[shot.setting]
    scene = painter(world)
    lit = Inks(inks.palette, inks.time, inks.weather, indoors=shot.setting in _SHELTERED)
    extra = stage_cast(plate, lit, scene, cast(shot, plate, scene))
    if shot.setting not in _SHELTERED:
        extra = weather.among(plate, inks, scene) + extra
    layers = _interleaved(scene.layers, extra)
    if shot.setting not in _SHELTERED:
        layers += weather.in_front(plate, inks)
    return Picture(width, height, tuple(_with_grain(plate, layer, index) for index, layer in enumerate(layers)))


def _sun_across(shot: Shot, seed: int) -> float:
    place = shot.subjects[0].placement if shot.subjects else "centre"
    if place == "centre":
        return 0.29 if seed % 2 == 0 else 0.71
    return 0.68 if place == "left" else 0.32


def _interleaved(layers: list[Layer], extra: list[tuple[int, Layer]]) -> list[Layer]:
    """Put extra layers between those of the scene; each lies behind the scene layer of its number."""
    merged: list[Layer] = []
    for index in range(len(layers) + 1):
        merged += [layer for slot, layer in extra if slot == index]
        if index < len(layers):
            merged.append(layers[index])
    return merged


def _with_grain(plate: Plate, layer: Layer, index: int) -> Layer:
    """Add grain to layers that cover much of the plate; on small things nothing can band."""
    if layer.drift[1] or layer.pulse:
        return layer
    box = extent(layer.pixels)
    if box is None or (box[2] - box[0]) * (box[3] - box[1]) < 0.3 * plate.across * plate.down:
        return layer
    left, top, right, bottom = box
    pixels = layer.pixels.copy()
    pixels[top:bottom, left:right] = grained(layer.pixels[top:bottom, left:right], plate.chance(f"grain{index}"))
    return Layer(layer.name, pixels, layer.depth, layer.drift, layer.pulse)
