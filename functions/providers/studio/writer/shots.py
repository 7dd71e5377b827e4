"""The director: one scene's words to one shot."""

import random
from typing import cast

from functions.providers.studio.writer import shot_words
from functions.providers.studio.writer.cast import MOVING, TALL, Role, companions, placed, roles
from functions.providers.studio.writer.colour import relit
from functions.providers.studio.writer.language import detect
from functions.providers.studio.writer.place import INDOORS, Scenery, scenery
from functions.providers.studio.writer.reading import PEOPLE, Reading, read
from functions.providers.studio.writer.text import calm, plain
from schemas.project import Mood
from schemas.shot import Camera, Shot

_WEIGHTS = (2.0, 0.9, 0.35)
"""How much description, title and narration count where they name different places."""


def compose_shot(
    *, title: str, description: str, narration: str | None, mood: Mood, number: int, total: int, seed: int
) -> Shot:
    """Turn a scene's words into a shot. `number` counts from 1 to `total`; equal arguments give equal shots.

    What the words leave open comes from the mood, from where a subject is at home, and from the scene's place in the
    film. Any text gives a shot: other languages are read with a small lexicon, unknown ones by the mood alone.
    """
    texts = tuple(calm(plain(t or "")) for t in (description, title, narration))
    language = detect(" ".join(texts))
    readings = tuple(read(t, language) for t in texts)
    rng = random.Random(f"{seed}/{number}")
    chosen = roles(readings[0], readings[1], readings[2])
    seen = _speaks(readings[0]) or _speaks(readings[1])
    weighted = tuple(zip(readings, _WEIGHTS, strict=True))[: 2 if seen else 3]
    where = scenery(weighted, tuple(r.name for r in chosen), mood, number=number, total=total)
    chosen = (*chosen, *companions(readings[:2], chosen, where.setting))
    framing = next((d for r in readings[:2] for d in r.marks("d") if d in {"close", "wide"}), "")
    subjects = placed(chosen, framing, where.setting, rng)
    camera = _camera(readings, chosen, where, framing, number=number, total=total)
    palette = relit(mood.color_palette, where.time_of_day, where.weather)
    words = shot_words.Words(subjects, where, camera, framing, mood, palette)
    return Shot(
        description=shot_words.describe(words, texts[0] or texts[1], english=language == "en"),
        styling=shot_words.style(words),
        animation=shot_words.animate(words),
        setting=where.setting,
        time_of_day=where.time_of_day,
        weather=where.weather,
        subjects=subjects,
        palette=palette,
        keywords=_keywords(mood, where, chosen),
        camera=camera,
    )


def _speaks(reading: Reading) -> bool:
    """Tell whether a text shows anything, so that what is merely said need not be asked."""
    return any((h.sense.heroes or h.sense.places) and not h.negated for h in reading.hits)


def _camera(
    readings: tuple[Reading, ...], chosen: tuple[Role, ...], where: Scenery, framing: str, *, number: int, total: int
) -> Camera:
    """The move: as the words ask, else by what is seen.

    Odd and even scenes draw from different moves, so that two in a row never repeat one.
    """
    asked = [c for reading in readings[:2] for c in reading.marks("c")]
    if asked:
        return cast(Camera, asked[0])
    if number == total and total > 1:
        return "pull"
    return _usual_move(chosen, where, framing, number)


def _usual_move(chosen: tuple[Role, ...], where: Scenery, framing: str, number: int) -> Camera:
    odd = number % 2 == 1
    main = chosen[0].name if chosen else ""
    sweep: Camera = "pan_right" if odd else "pan_left"
    rest: Camera = "push" if odd else "drift"
    if framing == "close":
        return rest
    if main in TALL and framing != "wide":
        return "tilt_up" if odd else "tilt_down"
    wide = not main or framing == "wide" or main in MOVING or len(chosen) > 2
    walking = main in PEOPLE and where.setting not in INDOORS and number % 4 in {0, 1}
    return sweep if walking or (wide and where.setting not in {"space", "underwater"}) else rest


def _keywords(mood: Mood, where: Scenery, chosen: tuple[Role, ...]) -> tuple[str, ...]:
    names = [r.name.replace("_", " ") for r in chosen]
    light = shot_words.LIGHT_KEYWORDS[where.time_of_day]
    weather = () if where.weather == "clear" else (where.weather,)
    return tuple(dict.fromkeys([*names, where.setting, light, *weather, *mood.mood_keywords]))[:12]
