"""Where and when a shot plays: the setting, hour and weather that its words, its heroes and the mood add up to."""

from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from functions.providers.studio.writer.colour import luminance
from functions.providers.studio.writer.reading import BUILDINGS, PEOPLE, Reading, read
from functions.providers.studio.writer.text import word_set
from schemas.project import Mood
from schemas.shot import Setting, TimeOfDay, Weather

_HOME: dict[str, str] = {
    "dog": "park", "cat": "room", "fox": "forest", "bird": "garden", "gull": "coast", "horse": "field", "cow": "field",
    "rabbit": "field", "bear": "forest", "fish": "underwater", "whale": "sea", "butterfly": "garden", "rowboat": "lake",
    "sailboat": "sea", "ship": "sea", "lighthouse": "coast", "house": "village", "castle": "mountain", "tower": "city",
    "bridge": "river", "windmill": "field", "tree": "field", "pine": "forest", "palm": "beach", "flower": "garden",
    "plant": "room", "car": "road", "bus": "street", "train": "field", "bicycle": "street", "plane": "sky",
    "balloon": "sky", "robot": "workshop", "rocket": "space", "astronaut": "space", "planet": "space",
    "satellite": "space", "laptop": "office", "book": "room", "pen": "office", "chair": "room",
    "table": "room", "bed": "bedroom", "guitar": "stage", "piano": "stage", "ball": "park", "umbrella": "street",
    "tent": "forest", "campfire": "forest", "gear": "workshop", "chart": "office", "shop": "street", "door": "room",
    "bowl": "kitchen", "bread": "kitchen", "cake": "kitchen", "apple": "kitchen", "teapot": "kitchen", "lamp": "room",
    "clock": "room", "dragon": "mountain", "sword": "mountain", "lantern": "street",
    "cloud_server": "office", "map": "room", "letter": "room",
    "glass": "cafe",
}  # fmt: skip
"""Where a hero is at home when the text names no place; what is missing stands before a plain backdrop."""

_MOOD_PLACES = (
    ("noir", "city"), ("neon", "city"), ("nordic", "lake"), ("tropical", "beach"), ("storybook", "village"),
    ("retro", "street"), ("luxur", "room"), ("playful", "park"), ("epic", "mountain"), ("nature", "forest"),
    ("travel", "coast"), ("documentary", "street"), ("minimal", "backdrop"), ("product", "backdrop"),
    ("cosmic", "space"),
    ("futur", "city"), ("cosy", "room"), ("cozy", "room"), ("hope", "field"), ("dream", "sky"), ("rustic", "field"),
    ("maritime", "coast"), ("urban", "city"), ("winter", "snow"),
)  # fmt: skip
_MOOD_HOURS = (
    ("noir", "night"), ("neon", "night"), ("night", "night"), ("midnight", "night"), ("dawn", "dawn"),
    ("sunrise", "dawn"),
    ("golden", "golden"), ("sunset", "golden"), ("dusk", "dusk"), ("twilight", "dusk"), ("evening", "dusk"),
    ("warm", "golden"), ("nostalg", "golden"), ("epic", "golden"), ("moody", "dusk"), ("dark", "night"),
)  # fmt: skip
INDOORS = word_set("room kitchen bedroom office cafe workshop classroom library stage backdrop space underwater cave")
_WEATHERLESS = frozenset({"space", "underwater", "cave", "backdrop", "stage"})


@dataclass(frozen=True)
class Scenery:
    """Where, when and in what weather; `named` tells whether the words said where."""

    setting: Setting
    time_of_day: TimeOfDay
    weather: Weather
    named: bool


def mood_text(mood: Mood) -> str:
    """Everything a mood says of itself, in small letters."""
    return " ".join((mood.id.replace("_", " "), mood.name, mood.visual_style, *mood.mood_keywords)).lower()


def scenery(
    readings: tuple[tuple[Reading, float], ...], heroes: tuple[str, ...], mood: Mood, *, number: int, total: int
) -> Scenery:
    """Weigh the places in the description, title and narration (each with its weight); fall back on heroes and mood."""
    banned: frozenset[str] = frozenset().union(*(r.banned for r, _ in readings))
    scores: dict[str, float] = defaultdict(float)
    for reading, weight in readings:
        _score(reading, weight, scores)
    best = max((s for s in scores if s not in banned), key=lambda s: scores[s], default="")
    if not best or scores[best] < 0.1:
        things = [h for h in heroes if h not in PEOPLE]
        home = next((_HOME[h] for h in things if h in _HOME), "backdrop" if things else "")
        best = home if home and home not in banned else _by_mood(mood, number)
    hour = _first(readings, "t", banned) or _mood_hour(mood, number, total)
    weather = _first(readings, "w", banned) or "clear"
    if best in _WEATHERLESS:
        weather = "clear"
    if weather in {"storm", "rain"} and not _first(readings, "t", banned) and hour in {"golden", "dawn"}:
        hour = "dusk"
    if best == "stage" and not _first(readings, "t", banned):
        hour = "night"
    if best == "space":
        hour = "night"
    return Scenery(cast(Setting, best), cast(TimeOfDay, hour), cast(Weather, weather), bool(scores))


def _score(reading: Reading, weight: float, scores: dict[str, float]) -> None:
    order = 0.0
    for hit in reading.hits:
        if hit.negated:
            continue
        for place in hit.sense.places:
            scores[place] += weight * (
                (1.0 if hit.away else 3.0) + (1.6 if hit.locative and not hit.away else 0) - order
            )
            order += 0.05
        for place in hit.sense.likely_places:
            scores[place] += weight * (0.8 if hit.sense.heroes else 1.0) * (0.5 if hit.away else 1.0)
        if hit.inside and BUILDINGS & set(hit.sense.heroes) and "field" not in scores:
            scores["room"] += weight * 2.4


def _first(readings: tuple[tuple[Reading, float], ...], letter: str, banned: frozenset[str]) -> str:
    """The hour or weather that is named first; a night outweighs a vaguer word, since a starry dawn is a dawn."""
    for reading, _ in readings:
        found: list[str] = [m for m in reading.marks(letter) if f"{letter}={m}" not in banned]
        if letter == "w" and found:
            return next((m for m in ("storm", "snow", "rain") if m in found), found[0])
        if letter == "t" and len(found) > 1 and found[0] in {"day", "night"}:
            return next((m for m in found if m in {"dawn", "golden", "dusk"}), found[0])
        if found:
            return found[0]
    return ""


def _by_mood(mood: Mood, number: int) -> str:
    text = mood_text(mood)
    named = [place for word, place in _MOOD_PLACES if word in text]
    if not named:
        named = [p for h in read(text).hits for p in (*h.sense.places, *h.sense.likely_places)]
    choices: list[str] = list(dict.fromkeys([*named, *(("sky", "field", "coast") if not named else ("sky",))]))
    return choices[(number - 1) % len(choices)]


def _mood_hour(mood: Mood, number: int, total: int) -> str:
    """The mood's own hour; a day ends golden in the last of several scenes."""
    text = mood_text(mood)
    hour = next((hour for word, hour in _MOOD_HOURS if word in text), "")
    if not hour and sum(map(luminance, mood.color_palette)) / len(mood.color_palette) < 0.24:
        hour = "night"
    hour = hour or "day"
    return "golden" if hour == "day" and number == total and total > 2 else hour
