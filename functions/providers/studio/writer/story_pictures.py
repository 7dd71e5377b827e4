"""Scenes of a story: its people, its place and its trouble, taken from the brief and shown beat by beat."""

from dataclasses import dataclass

from functions.providers.studio.writer.brief_facts import Facts
from functions.providers.studio.writer.copywriting import Copy
from functions.providers.studio.writer.reading import LIVING, read
from functions.providers.studio.writer.text import article, capital, closed, sentences

_SCENES = {
    "sea": "the open sea", "coast": "a rocky coast", "harbour": "a small harbour", "beach": "a wide beach",
    "river": "a river bank", "lake": "a still lake", "forest": "a deep forest", "mountain": "the mountains",
    "desert": "the desert", "field": "wide fields", "garden": "an old garden", "snow": "a snowy valley",
    "village": "a small village", "street": "a narrow street", "city": "the city", "rooftop": "the rooftops",
    "park": "a park", "road": "a long road", "space": "the stars in space", "underwater": "the deep sea",
    "cave": "a dark cave", "classroom": "a classroom", "library": "a library", "stage": "a small stage",
    "kitchen": "a small kitchen", "workshop": "an old workshop", "cafe": "a small café", "office": "an office",
    "bedroom": "a bedroom", "room": "a quiet room", "sky": "the sky above the clouds",
}  # fmt: skip
_TROUBLE = {
    "storm": ("Then, one night, the storm came.", "A storm breaks over {place} at night."),
    "snow": ("Then the snow came, and did not stop.", "Snow falls over {place} at dusk."),
    "fog": ("Then the fog came, and took the world away.", "Thick fog drifts over {place} at dawn."),
    "rain": ("Then came the rain.", "Rain falls over {place} in the evening."),
    "wind": ("Then the wind turned.", "The wind sweeps over {place} at dusk."),
    "": ("Then, one day, something changed.", "Clouds gather over {place} at dusk."),
}


@dataclass(frozen=True)
class _Elements:
    people: str
    place: str
    trouble: str
    thing: str


def _elements(facts: Facts) -> _Elements:
    """Who, where, what goes wrong and one thing worth a close-up, by their own names in the brief."""
    reading = read(" ".join([*(c.said("") for c in facts.claims), facts.product.a, *facts.story, facts.title]))
    hits = [h for h in reading.hits if not h.negated]
    living = [h for h in hits if set(h.sense.heroes) & LIVING and not h.pronoun]
    names = list(dict.fromkeys(_named(h.label, h.plural or h.count not in {None, 1}) for h in living))[:2]
    places = [p for h in hits for p in h.sense.places if p in _SCENES]
    places += [p for h in hits for p in h.sense.likely_places if p in _SCENES]
    weathers = [w for w in reading.marks("w") if w in _TROUBLE]
    things = [h.label for h in hits if h.sense.heroes and not set(h.sense.heroes) & LIVING]
    return _Elements(
        " and ".join(names) or "a traveller",
        _SCENES[places[0]] if places else "a small village",
        weathers[0] if weathers else "",
        _named(things[0], False) if things else "a lantern",
    )


def _named(label: str, many: bool) -> str:
    return label.lower() if many else article(label if label[:1].isupper() and label[1:2].isupper() else label.lower())


def story_lines(facts: Facts, copy: Copy) -> dict[str, list[str]]:
    """What is said: the brief's own sentences when there are enough, else its one line framed as a story."""
    own = [s for c in facts.claims if c.form == "sentence" for s in sentences(c.said(""))]
    own += [s for s in facts.story if s not in own]
    slots = ("hook", "problem", "turn", "use", "detail", "proof", "feel")
    if len(own) >= 4:
        share, more = divmod(len(own), len(slots))
        lines: dict[str, list[str]] = {}
        start = 0
        for i, slot in enumerate(slots[: len(own)]):
            size = share + (1 if i < more else 0)
            lines[slot] = own[start : start + size]
            start += size
        return lines
    seen = _elements(facts)
    lines = {
        "hook": [copy.line("hook", facts.tone)],
        "problem": [f"This one is about {seen.people}."],
        "turn": [_TROUBLE[seen.trouble][0]],
        "feel": [copy.line("feel", facts.tone)],
    }
    rest = own or [closed(capital(facts.product.a))] if facts.product.noun or own else []
    for slot, sentence in zip(("use", "detail", "proof"), rest, strict=False):
        lines[slot] = [sentence]
    return lines


def story_picture(slot: str, facts: Facts, said: str) -> tuple[str, str]:
    """Title and picture of a story's scene: what its sentence names, else the story's people in its place."""
    seen = _elements(facts)
    own = [s for s in sentences(said) if s in facts.story or any(s == c.said("") for c in facts.claims)]
    for sentence in own:
        hits = [h for h in read(sentence).hits if (h.sense.heroes or h.sense.places) and not h.negated and not h.pronoun]
        if hits:
            return capital(hits[0].label), sentence if len(hits) > 1 else f"{sentence} {capital(seen.place)}."
    trouble = _TROUBLE[seen.trouble][1].replace("{place}", seen.place)
    plans = {
        "hook": ("A quiet place", f"Wide shot of {seen.place} at dusk."),
        "problem": (capital(seen.people.split(" and ")[0]), f"{capital(seen.people)} at {seen.place} by day."),
        "turn": ("The turn", trouble),
        "use": ("The decision", f"{capital(seen.people)}, close together, at {seen.place} at night."),
        "detail": ("A small light", f"Close-up of {seen.thing} at night."),
        "proof": ("The morning after", f"{capital(seen.place)} at dawn, clear sky."),
        "feel": ("Together", f"{capital(seen.people)} at {seen.place} in golden light."),
        "close": (facts.title or "The end", f"Wide shot of {seen.place} at golden hour, {seen.thing} in the distance."),
    }
    return plans[slot]
