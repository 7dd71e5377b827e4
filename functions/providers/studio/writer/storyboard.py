"""Writes a storyboard: four to eight scenes with a beginning, a turn and a last line, out of a brief's own facts."""

import re
from dataclasses import dataclass

from pydantic import Field

from functions.providers.studio.writer import pacing
from functions.providers.studio.writer.brief_facts import Facts, gather
from functions.providers.studio.writer.copywriting import Copy, copy_for, filled
from functions.providers.studio.writer.foreign_story import foreign_beats
from functions.providers.studio.writer.lines import closing, introduction, lines_for
from functions.providers.studio.writer.reading import read
from functions.providers.studio.writer.story_pictures import story_picture
from functions.providers.studio.writer.text import capital, closed, join_and, plain, sentences
from schemas import limits
from schemas.base import Model
from schemas.project import CreativeBrief, Mood

SLOTS = ("hook", "problem", "turn", "use", "detail", "proof", "feel", "close")
_SLOTS_BY_COUNT = {
    4: ("hook", "turn", "use", "close"),
    5: ("hook", "problem", "turn", "use", "close"),
    6: ("hook", "problem", "turn", "use", "detail", "close"),
    7: ("hook", "problem", "turn", "use", "detail", "feel", "close"),
    8: SLOTS,
}

_FIRST_TO_GO = {"close": 0.3, "turn": 0.45, "hook": 0.7, "use": 0.8, "problem": 1.3, "feel": 1.3}


class SceneDraft(Model):
    """A scene as the writer proposes it. A scene without narration is silent but for the music."""

    title: str = Field(max_length=limits.SCENE_TITLE)
    description: str = Field(max_length=limits.SCENE_DESCRIPTION)
    narration: str | None = Field(default=None, max_length=limits.SCENE_NARRATION)
    duration_seconds: float = Field(ge=limits.SCENE_SECONDS_MIN, le=limits.SCENE_SECONDS_MAX)


@dataclass(frozen=True)
class Beat:
    """A scene before it is timed: what to show, and what to say in versions from long to short."""

    title: str
    picture: str
    versions: list[str]
    first_to_go: float = 1.0
    """How readily the scene's words give way when the film is short; 1 is usual."""


def write_storyboard(
    brief: CreativeBrief, mood: Mood, *, name: str, description: str, seconds: float | None = None
) -> tuple[SceneDraft, ...]:
    """Write four to eight scenes from a brief; with `seconds`, scenes together last as long as that.

    Deterministic. A brief in another language than English keeps its own sentences and gets no English ones; a brief
    without any facts still gives a film, carried by its tone and kind. Narration fits its scene at 2.3 words a second
    with 0.8 s of breath; the last scene names the brand.
    """
    facts = gather(_with_tone(brief, mood), name, description)
    if facts.language != "en":
        beats = [Beat(*b) for b in foreign_beats(facts, seconds)]
    else:
        beats = _english_beats(facts, seconds)
    versions = [pacing.sayable(b.versions) for b in beats]
    timed = pacing.fitted(versions, seconds, [b.first_to_go for b in beats])
    return tuple(
        SceneDraft(
            title=_cut(beat.title, limits.SCENE_TITLE),
            description=_cut(beat.picture, limits.SCENE_DESCRIPTION),
            narration=_cut(text, limits.SCENE_NARRATION) or None,
            duration_seconds=duration,
        )
        for beat, (text, duration) in zip(beats, timed, strict=True)
    )


def _with_tone(brief: CreativeBrief, mood: Mood) -> CreativeBrief:
    """A brief that says nothing of its tone takes the mood's."""
    return brief if plain(brief.tone) else brief.model_copy(update={"tone": " ".join(mood.mood_keywords)})


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


def _english_beats(facts: Facts, seconds: float | None) -> list[Beat]:
    copy = copy_for(facts)
    lines = lines_for(facts, copy)
    wished = 2 + sum(1 for slot in SLOTS[1:-1] if lines.get(slot))
    slots = _slots(pacing.scene_count(seconds, max(4, wished)), lines)
    beats: list[Beat] = []
    shown: set[str] = set()
    for slot in slots:
        said = closing(facts) if slot == "close" else shorter(lines.get(slot, []))
        if slot == "turn" and len(said) > 2:
            said = [said[0], lines["turn"][-1], ""]  # of a name and a fact, the fact stays
        if slot == "turn" and introduction(facts) and facts.kind in {"product", "service"}:
            said = list(dict.fromkeys([said[0], introduction(facts), ""]))
        title, picture = _picture(slot, facts, copy, said[0], shown)
        if title in {b.title for b in beats} and slot in copy.pictures:
            title = filled(copy.pictures[slot][0], facts, copy.noun)
        shown.add(picture)
        beats.append(Beat(title, picture, said, _FIRST_TO_GO.get(slot, 1.0)))
    return beats


def _slots(count: int, lines: dict[str, list[str]]) -> list[str]:
    """The slots of a film of `count` scenes; those with something to say come before those without."""
    slots = list(_SLOTS_BY_COUNT[count])
    spare = [s for s in SLOTS if s not in slots and lines.get(s)]
    for i, slot in enumerate(slots):
        if slot not in {"hook", "close"} and not lines.get(slot) and spare:
            slots[i] = spare.pop(0)
    return sorted(slots, key=SLOTS.index)


def shorter(said: list[str]) -> list[str]:
    """Versions from all sentences down to none."""
    return [" ".join(said[:n]) for n in range(len(said), -1, -1)] or [""]


def _picture(slot: str, facts: Facts, copy: Copy, said: str, shown: set[str]) -> tuple[str, str]:
    """The scene's title and picture: its own words where they can be drawn, else what the copy shows there."""
    if facts.kind == "story":
        return story_picture(slot, facts, said)
    written = any(line and line in said for line in copy.lines.values())
    if facts.kind in _MOMENTS and slot not in {"hook", "close"} and said and not written:
        own = _own_picture(said, facts.kind)
        own = own or _in_weather(facts, said)
        if own and own[1] not in shown:
            return own
    if facts.kind == "explainer" and slot not in {"hook", "close"} and said and not written:
        return _closer_look(facts, shown) or copy.pictures[slot]
    if slot == "close" and "close" not in copy.pictures:
        title = facts.brand or capital(facts.product.noun) or "One last look"
        unused = [
            copy.pictures[s][1] for s in ("feel", "proof") if filled(copy.pictures[s][1], facts, copy.noun) not in shown
        ]
        if facts.kind == "service" and unused:
            return title, filled(unused[0], facts, copy.noun)
        return title, filled("{A_product} on a plain backdrop in warm light.", facts, copy.noun)
    title, picture = copy.pictures[slot]
    return filled(title, facts, copy.noun), filled(picture, facts, copy.noun)


def _in_weather(facts: Facts, said: str) -> tuple[str, str] | None:
    """A picture for a sentence that speaks of the weather alone: the brief's first place in it."""
    weathers = [w for w in read(said).marks("w") if w in _WEATHERS]
    places = [h.label.lower() for h in read(" ".join(facts.own_texts)).hits if h.sense.places and not h.negated]
    if not weathers or not places:
        return None
    return capital(_WEATHERS[weathers[0]]), f"The {places[0]} in {_WEATHERS[weathers[0]]}."


_WEATHERS = {"rain": "the rain", "storm": "a storm", "snow": "the snow", "fog": "the fog", "wind": "the wind"}


def _closer_look(facts: Facts, shown: set[str]) -> tuple[str, str] | None:
    """A picture for a sentence that names nothing to draw: the next thing the explanation is about, from near."""
    hits = [h for h in read(" ".join(facts.own_texts)).hits if h.sense.heroes and not h.negated and not h.pronoun]
    for hit in hits:
        picture = f"Close-up of the {hit.label.lower()} on a plain backdrop."
        if picture not in shown:
            return capital(hit.label), picture
    return None


_PERSONAL = re.compile(r"\b(we|our|us|you|your|i|my|for)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"(with|without|from|and|it|they|made)\b", re.IGNORECASE)
_MOMENTS = {"travel": "on a sunny day", "explainer": "by day", "cause": "in soft daylight", "event": "at dusk"}


def _own_picture(said: str, kind: str) -> tuple[str, str] | None:
    """A picture out of what is said there: the sentence that names something to draw, or the things it names."""
    for sentence in sentences(said):
        hits = [h for h in read(sentence).hits if not h.negated]
        things = [h for h in hits if h.sense.heroes and not h.pronoun]
        places = [h for h in hits if h.sense.places]
        if (not things and (not places or kind == "event")) or _PERSONAL.search(sentence):
            continue
        title = capital(re.sub(r"\s+", " ", (things or places)[0].label))
        if len(sentence.split()) > 3 and not _FRAGMENT.match(sentence):
            return title, closed(capital(sentence))
        named = list(dict.fromkeys(h.label.lower() for h in (*things, *places)))[:3]
        return title, f"{capital(join_and(named))} {_MOMENTS[kind]}."
    return None
