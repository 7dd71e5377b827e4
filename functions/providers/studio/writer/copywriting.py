"""Reads the copy tables: for each kind of film, lines to say and pictures to show.

A block opens with `[name] words that speak for it`. `hook:` and the like are lines to say; `hook playful:` is the line
for that tone. `see hook: Title | Picture` is what the scene shows. Names in braces are filled in.
"""

from dataclasses import dataclass, replace
from functools import cache

from functions.providers.studio.writer.brief_facts import Facts
from functions.providers.studio.writer.copy_films import FILMS
from functions.providers.studio.writer.copy_products import PRODUCTS
from functions.providers.studio.writer.reading import BUILDINGS, LIVING, read
from functions.providers.studio.writer.text import article, capital, singular

_VAGUE = frozenset({"app", "tool", "online", "software", "service", "platform", "website", "new"})
_CLOSEST_TONE = {"warm": "inspiring", "inspiring": "warm", "calm": "elegant", "bold": "urgent", "elegant": "calm"}


@dataclass(frozen=True)
class Copy:
    """One block: its trigger words, the noun for an unnamed product, lines by (slot, tone), pictures by slot."""

    name: str
    words: frozenset[str]
    noun: str
    lines: dict[tuple[str, str], str]
    pictures: dict[str, tuple[str, str]]

    def line(self, slot: str, tone: str) -> str:
        """What to say in a slot: the tone's own line, else its neighbour's, else the general one; may be empty."""
        tones = (tone, _CLOSEST_TONE.get(tone, ""), "")
        return next((self.lines[slot, t] for t in tones if (slot, t) in self.lines), "")


@cache
def _blocks() -> tuple[Copy, ...]:
    found: list[Copy] = []
    for block in f"{PRODUCTS}\n{FILMS}".split("\n[")[1:]:
        head, *rows = block.strip().splitlines()
        name, _, words = head.partition("]")
        lines: dict[tuple[str, str], str] = {}
        pictures: dict[str, tuple[str, str]] = {}
        noun = "product"
        for row in filter(None, (r.strip() for r in rows)):
            slot, _, text = row.partition(": ")
            if slot == "noun":
                noun = text
            elif slot.startswith("see "):
                title, _, picture = text.partition(" | ")
                pictures[slot.removeprefix("see ")] = (title, picture)
            else:
                lines[slot.partition(" ")[0], slot.partition(" ")[2]] = text
        found.append(Copy(name, frozenset(singular(w) for w in words.split()), noun, lines, pictures))
    return tuple(found)


_NAMES = {
    "travel": ("travel_city", "travel_sea", "travel_mountain"),
    "cause": ("ocean_cause", "animal_cause", "people_cause"),
    "event": ("event", "event_music"),
    "explainer": ("explainer",),
    "story": ("story",),
}


def copy_for(facts: Facts) -> Copy:
    """The block that fits the film best; `generic` when no word speaks for any."""
    films = {name for names in _NAMES.values() for name in names}
    names = _NAMES.get(facts.kind)
    blocks = [b for b in _blocks() if (b.name in names if names else b.name not in films)]
    thing = facts.product.noun or _thing_named(facts)
    noun = {singular(w) for w in thing.lower().replace("-", " ").split()} - _VAGUE
    default = next(
        (b for b in blocks if b.name in {"generic", "event"}), blocks[-1] if facts.kind == "cause" else blocks[0]
    )

    def score(block: Copy) -> float:
        said = sum(min(w, 1.0) for word, w in facts.content_weights.items() if word in block.words)
        return said + (0.0 if names else 2.5 * len(noun & block.words))

    best = max(blocks, key=score)
    return best if score(best) > 0 else default


def _stand_in(facts: Facts, noun: str) -> tuple[str, str]:
    """What is shown for a product that has no picture: the first thing its description names, else the block's noun."""
    noun = (_thing_named(facts) if facts.kind == "product" and not facts.product.noun else "") or noun
    return f"the {noun}", article(noun)


def _thing_named(facts: Facts) -> str:
    """The first thing that the product's description names, in the singular; empty when it names none."""
    hits = read(" ".join(facts.product.whole)).hits if facts.language == "en" else ()
    things = [h for h in hits if h.sense.heroes and not h.negated and not set(h.sense.heroes) & LIVING]
    return " ".join(singular(w) for w in things[0].label.lower().split()) if things else ""


def filled(text: str, facts: Facts, noun: str) -> str:
    """Fill the names in braces, using the block's own noun when the brief's product is none that can be drawn."""
    product = facts.product
    hits = [h for h in read(product.short).hits if h.sense.heroes]
    drawable = bool(hits) and facts.kind != "service" and not set(hits[-1].sense.heroes) & BUILDINGS
    short = replace(product, noun=product.short)
    the, a = (short.the, short.a) if drawable else _stand_in(facts, noun)
    names = {"{the_product}": the, "{a_product}": a, "{The_product}": capital(the), "{A_product}": capital(a)}
    for name, value in names.items():
        text = text.replace(name, value)
    return text
