"""From a shot to what is heard in it: a bed, what the weather does, and what its subjects do."""

from dataclasses import dataclass
from typing import Final

from schemas.shot import Hero, Setting, Shot


@dataclass(frozen=True, slots=True)
class Layer:
    """A sound by its name in `render.SOUNDS` and its level in dB against the loudest layer's."""

    sound: str
    level: float = 0.0


_BEDS: Final[dict[Setting, tuple[Layer, ...]]] = {
    "sea": (Layer("sea"), Layer("wind", -12)),
    "coast": (Layer("sea"), Layer("gulls", -10)),
    "harbour": (Layer("lapping"), Layer("gulls", -8), Layer("bell", -14)),
    "beach": (Layer("sea"), Layer("gulls", -14)),
    "river": (Layer("stream"), Layer("birds", -10)),
    "lake": (Layer("lapping"), Layer("birds", -12)),
    "forest": (Layer("leaves"), Layer("birds", -4)),
    "mountain": (Layer("wind"),),
    "desert": (Layer("wind"),),
    "field": (Layer("leaves"), Layer("birds", -6)),
    "garden": (Layer("leaves", -4), Layer("birds")),
    "snow": (Layer("wind"),),
    "village": (Layer("leaves"), Layer("birds", -8), Layer("bell", -10)),
    "street": (Layer("city"), Layer("footsteps", -6)),
    "city": (Layer("city"),),
    "rooftop": (Layer("city"), Layer("wind", -6)),
    "park": (Layer("leaves"), Layer("birds", -4), Layer("murmur", -16)),
    "road": (Layer("city"),),
    "room": (Layer("room"),),
    "kitchen": (Layer("room"), Layer("dishes", -6)),
    "bedroom": (Layer("room"),),
    "office": (Layer("room"), Layer("keys", -6)),
    "cafe": (Layer("murmur"), Layer("dishes", -8)),
    "workshop": (Layer("room"), Layer("dishes", -6)),
    "classroom": (Layer("room"), Layer("murmur", -8)),
    "library": (Layer("room"), Layer("footsteps", -8)),
    "stage": (Layer("room"), Layer("murmur", -8)),
    "space": (Layer("hum"),),
    "sky": (Layer("wind"),),
    "underwater": (Layer("underwater"),),
    "cave": (Layer("room"), Layer("drops", -2)),
    "backdrop": (Layer("room"),),
}
_INDOORS: Final = frozenset(
    {"room", "kitchen", "bedroom", "office", "cafe", "workshop", "classroom", "library", "stage", "backdrop", "cave"}
)
_NO_WEATHER: Final = frozenset({"space", "underwater", "cave", "backdrop"})
_DAYLIGHT: Final = frozenset({"birds", "gulls"})
_BY_NIGHT: Final = frozenset({"forest", "field", "garden", "park", "village", "lake", "river"})
_SUBJECTS: Final[dict[Hero, Layer]] = {
    "campfire": Layer("fire"),
    "train": Layer("train"),
    "gull": Layer("gulls", -6),
    "bird": Layer("birds", -6),
    "car": Layer("engine", -4),
    "bus": Layer("engine", -4),
    "plane": Layer("engine", -4),
    "ship": Layer("engine", -8),
    "rocket": Layer("engine"),
    "clock": Layer("ticking", -4),
    "watch": Layer("ticking", -8),
    "crowd": Layer("murmur", -4),
    "whale": Layer("whale", -4),
    "laptop": Layer("keys", -8),
    "horse": Layer("footsteps", -4),
    "lantern": Layer("fire", -10),
}
_MOST: Final = 4
_QUIET: Final = {"room": -9.0, "hum": -5.0, "leaves": -4.0, "crickets": -4.0, "drops": -4.0, "underwater": -3.0}
"""Places that are quieter than the usual, by the sound that leads in them, in dB."""
_STORM: Final = 3.0


def layers(shot: Shot) -> tuple[Layer, ...]:
    """What is heard in a shot, the bed first; at most four sounds, each once."""
    inside, dark = shot.setting in _INDOORS, shot.time_of_day in {"night", "dusk"}
    found = list(_BEDS[shot.setting])
    if dark:
        found = [layer for layer in found if layer.sound not in _DAYLIGHT]
        if shot.setting in _BY_NIGHT and shot.weather in {"clear", "cloudy", "fog"}:
            found.append(Layer("crickets", -5))
    found += [_SUBJECTS[subject.name] for subject in shot.subjects if subject.name in _SUBJECTS]
    if shot.setting not in _NO_WEATHER:
        found = _weathered(found, shot, muffled=inside)
    once = {layer.sound: layer for layer in sorted(found, key=lambda layer: layer.level)}
    return tuple(sorted(once.values(), key=lambda layer: -layer.level)[:_MOST])


def _weathered(found: list[Layer], shot: Shot, *, muffled: bool) -> list[Layer]:
    """Rain, storm and wind, quieter behind walls; birds keep silent meanwhile."""
    falls = {
        "rain": (Layer("rain"),),
        "storm": (Layer("rain"), Layer("wind", -3), Layer("thunder", -2)),
        "wind": (Layer("wind"),),
        "snow": (Layer("wind", -6),),
    }
    weather = falls.get(shot.weather, ())
    if not weather:
        return found
    quiet = [layer for layer in found if layer.sound not in {"birds", "gulls", "crickets"}] if not muffled else found
    less = -9.0 if muffled else 0.0
    return [*quiet, *(Layer(layer.sound, layer.level + less) for layer in weather)]


def natural_level(shot: Shot) -> float:
    """How loud a shot is by nature, in dB against the usual: a room is quiet, a storm is not."""
    if shot.weather == "storm" and shot.setting not in _INDOORS | _NO_WEATHER:
        return _STORM
    return _QUIET.get(layers(shot)[0].sound, 0.0)
