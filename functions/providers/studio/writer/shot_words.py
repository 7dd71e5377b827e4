"""A shot in sentences: what will be seen, its light and colours, and how the camera moves."""

from dataclasses import dataclass

from functions.providers.studio.writer.cast import TALL
from functions.providers.studio.writer.colour import colour_name
from functions.providers.studio.writer.place import INDOORS, Scenery
from functions.providers.studio.writer.text import (
    article,
    capital,
    closed,
    join_and,
    plural,
    singular,
    without_emoji,
    word_set,
)
from schemas.project import Mood
from schemas.shot import Camera, Subject

LIGHT_KEYWORDS = {"dawn": "first light", "day": "daylight", "golden": "golden hour", "dusk": "dusk", "night": "night"}
_HOURS = {"dawn": "at dawn", "day": "by day", "golden": "in the golden hour", "dusk": "at dusk", "night": "at night"}
_PLACES = {
    "sea": "the open sea", "coast": "a rocky coast", "harbour": "a harbour", "beach": "a beach",
    "river": "a river bank",
    "lake": "a still lake", "forest": "a forest", "mountain": "the mountains", "desert": "the desert",
    "field": "open fields", "garden": "a garden", "snow": "a snowy landscape", "village": "a village",
    "street": "a street", "city": "the city", "rooftop": "the rooftops", "park": "a park", "road": "an open road",
    "room": "a quiet room", "kitchen": "a kitchen", "bedroom": "a bedroom", "office": "an office", "cafe": "a café",
    "workshop": "a workshop", "classroom": "a classroom", "library": "a library", "stage": "a stage",
    "space": "outer space", "sky": "the open sky", "underwater": "the sea, below the surface", "cave": "a cave",
    "backdrop": "a plain studio backdrop",
}  # fmt: skip
_WEATHERS = {
    "clear": "", "cloudy": ", under heavy clouds", "rain": ", in the rain", "storm": ", in a storm",
    "snow": ", in falling snow", "fog": ", in the fog", "wind": ", in the wind",
}  # fmt: skip
_LIGHTS = {
    "dawn": "Soft first light comes in low and cool, warming towards the horizon",
    "day": "Clear daylight keeps the shapes crisp and the shadows short",
    "golden": "Low golden light rakes across the scene and draws long, warm shadows",
    "dusk": "The blue light of dusk holds the scene while the first lamps glow",
    "night": "Darkness frames the scene; moonlight and lamps pick out what matters",
}
_INDOOR_LIGHTS = {
    "dawn": "Pale morning light comes in from the side",
    "day": "Soft window light falls from one side and leaves gentle shadows",
    "golden": "Low golden light slants in and warms every surface",
    "dusk": "The last blue daylight meets the glow of a lamp",
    "night": "A single warm light stands against the dark",
}
_OWN_LIGHTS = {
    "space": "Hard light from one side stands against the black",
    "stage": "A spotlight cuts through the dark of the room",
    "underwater": "Blue light falls in shafts from the surface",
    "cave": "Light comes in only at the mouth of the cave",
    "backdrop": "One soft studio light models the shapes",
}
_GREY_DAYLIGHT = "Even grey daylight fills the scene without hard shadows"
_WEATHER_LIGHTS = {
    "cloudy": "clouds flatten the contrast", "rain": "rain softens the distance",
    "fog": "fog takes the far planes away",
    "storm": "storm clouds press the light low", "snow": "falling snow lifts the shadows",
    "wind": "the air is restless",
}  # fmt: skip
_MOVES: dict[Camera, str] = {
    "push": "The camera pushes in slowly", "pull": "The camera pulls back slowly and opens up the scene",
    "pan_left": "The camera pans gently to the left", "pan_right": "The camera pans gently to the right",
    "tilt_up": "The camera tilts up from the ground", "tilt_down": "The camera tilts down from above",
    "drift": "The camera drifts, almost still",
}  # fmt: skip
_MOTIONS = {
    "sea": "waves roll", "coast": "surf breaks on the rocks", "harbour": "the water rocks at the quay",
    "beach": "small waves run up the sand", "river": "the current slides by", "lake": "ripples cross the water",
    "forest": "leaves stir", "field": "the grass sways", "garden": "petals nod", "underwater": "light ripples overhead",
    "space": "the stars turn slowly", "sky": "clouds drift by", "city": "lights flicker in the windows",
}  # fmt: skip
_WEATHER_MOTIONS = {
    "rain": "rain falls", "storm": "rain drives across the frame", "snow": "snow drifts down",
    "fog": "the fog slides past", "wind": "everything light moves in the wind", "cloudy": "clouds travel overhead",
}  # fmt: skip
_DISTANCES = {"near": "close to the camera", "middle": "", "far": "in the distance"}
_UNIQUE = frozenset({"earth", "moon"})
_SIDES = {"left": "on the left", "centre": "in the centre", "right": "on the right"}


@dataclass(frozen=True)
class Words:
    """What the sentences are made from."""

    subjects: tuple[Subject, ...]
    where: Scenery
    camera: Camera
    framing: str
    mood: Mood
    palette: tuple[str, ...]


def describe(words: Words, text: str, *, english: bool) -> str:
    """Say what is seen: the scene's own words first, then who stands where. Another language stays by itself."""
    own = capital(closed(without_emoji(text)))[:1200]
    if own and not english:
        return own
    place = f"{_PLACES[words.where.setting]} {_HOURS[words.where.time_of_day]}{_WEATHERS[words.where.weather]}"
    if words.where.setting in INDOORS:
        place = _PLACES[words.where.setting] + ("" if words.where.setting in _TIMELESS else _hour_indoors(words.where))
    shot = {"close": "Close-up", "wide": "Wide shot"}.get(
        words.framing, "Medium shot" if words.subjects else "Wide shot"
    )
    layout = f" {capital(_layout(words.subjects))}." if words.subjects else ""
    return f"{own} {shot}: {place}.{layout}".strip()


_TIMELESS = frozenset({"backdrop", "space", "underwater", "cave", "stage"})


def _hour_indoors(where: Scenery) -> str:
    outside = {"rain": " with rain at the window", "storm": " with a storm outside", "snow": " with snow at the window"}
    return f" {_HOURS[where.time_of_day]}{outside.get(where.weather, '')}"


def _layout(subjects: tuple[Subject, ...]) -> str:
    parts = []
    for subject in subjects:
        distance = _DISTANCES[subject.distance]
        side = _SIDES[subject.placement]
        parts.append(f"{noun(subject)} {side}" + (f", {distance}" if distance and len(subjects) == 1 else ""))
        if distance and len(subjects) > 1:
            parts[-1] = f"{noun(subject)} {distance} {side}"
    return join_and(parts)


def noun(subject: Subject) -> str:
    """A noun phrase for a subject: the text's own word where it has one, in number and with its article."""
    name = "server in the cloud" if subject.name == "cloud_server" else subject.name
    label = subject.label
    if subject.count > 1:
        number = ("", "", "two", "three", "four", "five", "six", "seven")[subject.count]
        return f"{number} {plural(_lower_label(label) or name)}"
    bare = _lower_label(label) or name
    last = bare.split(" ")[-1]
    if last in _UNIQUE:
        return f"the {bare[: -len(last)]}{capital(last)}"
    return bare if last in _MASS or singular(last) != last else article(bare)


_MASS = word_set(
    "people coffee tea bread wine soup luggage jewellery lavender rice software fruit everyone someone earth"
)


def _lower_label(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def style(words: Words) -> str:
    """Say the light, the manner and the colours."""
    indoors = words.where.setting in INDOORS
    light = (_INDOOR_LIGHTS if indoors else _LIGHTS)[words.where.time_of_day]
    light = _OWN_LIGHTS.get(words.where.setting, light)
    if not indoors and words.where.time_of_day == "day" and words.where.weather not in {"clear", "wind"}:
        light = _GREY_DAYLIGHT
    weather = "" if indoors else _WEATHER_LIGHTS.get(words.where.weather, "")
    manner = words.mood.visual_style or words.mood.description or words.mood.name
    names = list(dict.fromkeys(colour_name(c) for c in words.palette))
    colours = join_and(names[:5])
    sentence = f"{light}; {weather}." if weather else f"{light}."
    return f"{sentence} {capital(closed(manner[:500]))} Palette: {colours}."[:1000]


def animate(words: Words) -> str:
    """Say how the camera moves, towards what, and what moves in the picture."""
    move = _MOVES[words.camera]
    main = words.subjects[0] if words.subjects else None
    if main and words.camera == "push":
        move += f" on the {'group' if main.count > 1 else _plain_name(main)}"
    elif main and words.camera == "tilt_up" and main.name in TALL:
        move += f" to the top of the {_plain_name(main)}"
    motions = [_WEATHER_MOTIONS.get(words.where.weather, ""), _MOTIONS.get(words.where.setting, "")]
    if words.where.setting in INDOORS - {"space", "underwater"}:
        motions = ["dust floats in the light"] if words.where.setting not in {"backdrop", "stage"} else []
    moving = [m for m in motions if m][:2]
    return f"{move}; {join_and(moving)}." if moving else f"{move}, with a soft parallax between near and far."


def _plain_name(subject: Subject) -> str:
    return subject.label.split(" ")[-1].lower() if subject.label.isascii() and subject.label else subject.name
