"""Proposes moods: the curated ones that fit a brief best, each unlike the others, tied to what the film is about."""

from dataclasses import dataclass
from functools import cache

from functions.providers.studio.writer.brief_facts import Facts, gather
from functions.providers.studio.writer.mood_catalogue import MOODS
from functions.providers.studio.writer.text import singular, tokens
from schemas.project import CreativeBrief, Mood

_TONES = {
    "playful": {"playful_pop", "pastel_storybook", "tropical", "bold_product"},
    "elegant": {"luxurious", "nordic_calm", "dreamlike", "noir"},
    "warm": {"warm_cinematic", "autumn_rustic", "hopeful_dawn", "documentary"},
    "urgent": {"documentary", "maritime", "epic", "bold_product"},
    "informative": {"schoolroom", "nordic_calm", "city_morning", "documentary"},
    "inspiring": {"hopeful_dawn", "epic", "warm_cinematic", "cosmic"},
    "bold": {"bold_product", "neon_night", "epic", "industrial"},
    "calm": {"nordic_calm", "misty_forest", "dreamlike", "garden_fresh"},
}
_KINDS = {
    "product": ("bold_product", "city_morning"),
    "service": ("city_morning", "bold_product"),
    "travel": ("retro_poster", "warm_cinematic"),
    "explainer": ("schoolroom", "cosmic"),
    "event": ("neon_night", "playful_pop"),
    "cause": ("documentary", "hopeful_dawn"),
    "story": ("warm_cinematic", "epic"),
}


@dataclass(frozen=True)
class _Entry:
    id: str
    name: str
    family: str
    palette: tuple[str, ...]
    style: str
    text: str
    link: str
    keys: tuple[str, ...]
    fits: frozenset[str]


@cache
def catalogue() -> tuple[_Entry, ...]:
    """All curated moods, in the order of the catalogue."""
    entries = []
    for block in MOODS.strip().split("\n\n"):
        head, *lines = block.strip().splitlines()
        mood_id, name, family, palette = (part.strip() for part in head.split("|"))
        field = {line.split(": ", 1)[0]: line.split(": ", 1)[1] for line in lines}
        keys = tuple(k.strip() for k in field["keys"].split(","))
        entries.append(
            _Entry(
                mood_id,
                name,
                family,
                tuple(palette.split()),
                field["style"],
                field["text"],
                field["link"],
                keys,
                frozenset(singular(w) for w in field["fits"].split()),
            )
        )
    return tuple(entries)


def write_moods(brief: CreativeBrief, *, title: str, description: str, count: int = 3) -> tuple[Mood, ...]:
    """Propose `count` moods (1 to 24), the best fit first. No two share a family while families last.

    Deterministic. The reasons are words of the brief, its tone, and the kind of film it asks for.
    """
    facts = gather(brief, title, description)
    ranked = sorted(catalogue(), key=lambda e: -_fit(e, facts))
    chosen: list[_Entry] = []
    for entry in ranked:
        if len(chosen) < count and entry.family not in {c.family for c in chosen}:
            chosen.append(entry)
    chosen += [e for e in ranked if e not in chosen][: max(0, count - len(chosen))]
    return tuple(_mood(entry, facts) for entry in chosen[: max(1, count)])


def _fit(entry: _Entry, facts: Facts) -> float:
    words = facts.word_weights
    score = sum(weight for word, weight in words.items() if word in entry.fits)
    score += 3.0 if entry.id in _TONES.get(facts.tone, set()) else 0.0
    score += 2.5 * (entry.id in _KINDS[facts.kind][:1]) + 1.5 * (entry.id in _KINDS[facts.kind][1:])
    return score


def _mood(entry: _Entry, facts: Facts) -> Mood:
    link = "" if facts.language != "en" or not 0 < len(facts.topic) <= 120 else entry.link.replace("{x}", facts.topic)
    words = [t.folded for t in tokens(facts.topic)] if facts.language == "en" else []
    own = [w for w in words if 3 < len(w) <= 40 and w in facts.word_weights][-1:]
    return Mood(
        id=entry.id,
        name=entry.name,
        description=f"{entry.text} {link}".strip(),
        visual_style=entry.style,
        color_palette=entry.palette,
        mood_keywords=tuple(dict.fromkeys([*entry.keys, *own]))[:12],
    )
