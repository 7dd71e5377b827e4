"""Scenes of a story: its people, its place and its trouble, taken from the brief and shown beat by beat."""

import re
from dataclasses import dataclass

from functions.providers.studio.writer.brief_facts import Facts
from functions.providers.studio.writer.copywriting import Copy
from functions.providers.studio.writer.reading import LIVING, Hit, Reading, read
from functions.providers.studio.writer.text import article, capital, closed, sentences, singular

_SCENES = {
    "sea": "on the open sea", "coast": "on a rocky coast", "harbour": "in a small harbour", "beach": "on a wide beach",
    "river": "on a river bank", "lake": "by a still lake", "forest": "in a deep forest", "mountain": "in the mountains",
    "desert": "in the desert", "field": "in wide fields", "garden": "in an old garden", "snow": "in a snowy valley",
    "village": "in a small village", "street": "in a narrow street", "city": "in the city",
    "rooftop": "on the rooftops", "park": "in a park", "road": "on a long road", "space": "in outer space",
    "underwater": "in the deep sea", "cave": "in a dark cave", "classroom": "in a classroom",
    "library": "in a library", "stage": "on a small stage", "kitchen": "in a small kitchen",
    "workshop": "in an old workshop", "cafe": "in a small café", "office": "in an office", "bedroom": "in a bedroom",
    "room": "in a quiet room", "sky": "in the sky above the clouds",
}  # fmt: skip
_TROUBLE = {
    "storm": ("Then, one night, the storm came.", "A storm breaks over {place} at night."),
    "snow": ("Then the snow came, and did not stop.", "Snow falls over {place} at dusk."),
    "fog": ("Then the fog came, and took the world away.", "Thick fog drifts over {place} at dawn."),
    "rain": ("Then came the rain.", "Rain falls over {place} in the evening."),
    "wind": ("Then the wind turned.", "The wind sweeps over {place} at dusk."),
    "": ("Then, one day, something changed.", "Grey clouds gather over {place} at dusk."),
}
_SLOTS = ("hook", "problem", "turn", "use", "detail", "proof", "feel")
_NOBODY_IN_PARTICULAR = frozenset({"someone", "somebody", "people", "person", "everyone", "everybody", "anyone"})
_PRONOUN = re.compile(r"^(He|She|It)\b")


@dataclass(frozen=True)
class Elements:
    """Who, where, what goes wrong and one thing worth a close-up, by their own names in the brief."""

    people: str
    place: str
    """With its preposition: "on a rocky coast"."""
    trouble: str
    thing: str

    @property
    def bare_place(self) -> str:
        """The place without its preposition."""
        return self.place.split(" ", 1)[1]

    @property
    def lead(self) -> str:
        """The main figure with the definite article."""
        return re.sub(r"^(an?|his|her)\s", "the ", self.people.split(" and ")[0])


def elements(facts: Facts) -> Elements:
    """Find a story's elements; what it leaves open becomes a traveller, a small village, a lantern."""
    reading = read(" ".join([*facts.product.whole, *facts.story, facts.title]))
    hits = [h for h in reading.hits if not h.negated]
    living = [h for h in hits if set(h.sense.heroes) & LIVING and not h.pronoun]
    named: dict[str, str] = {}
    for hit in (h for h in living if h.label.lower() not in _NOBODY_IN_PARTICULAR):
        named.setdefault(hit.sense.heroes[0], _named(hit, reading))
    places = [p for h in hits for p in h.sense.places if p in _SCENES]
    places += [p for h in hits for p in h.sense.likely_places if p in _SCENES]
    weathers = [w for w in reading.marks("w") if w in _TROUBLE]
    things = [_named(h, reading) for h in hits if h.sense.heroes and not set(h.sense.heroes) & LIVING]
    return Elements(
        " and ".join(list(named.values())[:2]) or "a traveller",
        _SCENES[places[0]] if places else "in a small village",
        weathers[0] if weathers else "",
        things[0] if things else "a lantern",
    )


def _named(hit: Hit, reading: Reading) -> str:
    """A hit's own words with the article or possessive that fits a first mention."""
    label = hit.label.lower()
    if hit.plural or hit.count not in {None, 1} or singular(label.split()[-1]) != label.split()[-1]:
        return label
    before = hit.end - len(read(label).words) - 1
    owner = reading.words[before].folded if before >= 0 else ""
    return f"{owner} {label}" if owner in {"his", "her", "their"} else article(label)


def story_lines(facts: Facts, copy: Copy) -> dict[str, list[str]]:
    """What is said: the brief's own sentences when there are enough, else its one line framed as a story."""
    own = list(dict.fromkeys(list(facts.product.whole) + list(facts.story)))
    if len(own) >= 4:
        share, more = divmod(len(own), len(_SLOTS))
        lines: dict[str, list[str]] = {}
        start = 0
        for i, slot in enumerate(_SLOTS[: len(own)]):
            size = share + (1 if i < more else 0)
            lines[slot] = own[start : start + size]
            start += size
        return lines
    if len(own) == 3:
        return {
            "hook": [copy.line("hook", facts.tone)],
            **{slot: [line] for slot, line in zip(("problem", "turn", "use"), own, strict=True)},
            "feel": [copy.line("feel", facts.tone)],
        }
    seen = elements(facts)
    lines = {
        "hook": [copy.line("hook", facts.tone)],
        "problem": [f"This one is about {seen.people}."],
        "turn": [_TROUBLE[seen.trouble][0]],
        "feel": [copy.line("feel", facts.tone)],
    }
    if not own and facts.product.noun:
        own = [closed(capital(facts.product.a))]
    for slot, sentence in zip(("use", "detail", "proof"), own, strict=False):
        lines[slot] = [sentence]
    return lines


def story_picture(slot: str, facts: Facts, said: str) -> tuple[str, str]:
    """Title and picture of a story's scene: what its sentence names, else the story's people in its place."""
    seen = elements(facts)
    own = [s for s in sentences(said) if s in facts.story or s in facts.product.whole]
    for sentence in own if slot != "close" else []:
        shown = _PRONOUN.sub(capital(seen.lead), sentence)
        hits = [h for h in read(shown).hits if not h.negated and not h.pronoun]
        things = [h for h in hits if h.sense.heroes]
        places = [h for h in hits if h.sense.places]
        if things or places:
            title = (things or places)[0].label
            return capital(title), shown if places else f"{shown} The place: {seen.bare_place}."
    people, place = capital(seen.people), seen.place
    plans = {
        "hook": ("A quiet place", f"Wide shot of {seen.bare_place} at dusk."),
        "problem": (capital(seen.lead), f"{people} {place} by day."),
        "turn": ("The turn", _TROUBLE[seen.trouble][1].replace("{place}", seen.bare_place)),
        "use": ("The decision", f"{people} {place} at night."),
        "detail": ("A small light", f"Close-up of {seen.thing} at night."),
        "proof": ("The morning after", f"{capital(seen.bare_place)} at dawn under a clear sky."),
        "feel": ("Together", f"{people} {place} in golden light."),
        "close": (
            facts.title or "The end",
            f"Wide shot of {seen.bare_place} at golden hour, {seen.thing} in the distance.",
        ),
    }
    return plans[slot]
