"""The lexicon: what words mean to an illustrator, read once from the tables beside it.

A line is `word, other words | tags`. Tags: `dog` a subject, `?heart` a subject only when nothing else is named,
`+car` a subject that comes along, `@sea` a place, `~sea` a place that is merely likely, `t=` time of day, `w=` weather,
`d=` distance (near and far of a subject, close and wide of the whole shot), `p=` placement, `c=` camera, `n=` how many.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from functions.providers.studio.writer import lexicon_world
from functions.providers.studio.writer.lexicon_places import PLACES
from functions.providers.studio.writer.lexicon_things import THINGS
from functions.providers.studio.writer.text import fold, singular, tokens, word_set
from schemas.shot import Camera, Hero, Setting, TimeOfDay, Weather

HEROES: frozenset[str] = frozenset(get_args(Hero))
SETTINGS: frozenset[str] = frozenset(get_args(Setting))
_VALUES: dict[str, frozenset[str]] = {
    "t": frozenset(get_args(TimeOfDay)),
    "w": frozenset(get_args(Weather)),
    "c": frozenset(get_args(Camera)),
    "d": frozenset({"near", "far", "close", "wide"}),
    "p": frozenset({"left", "centre", "right"}),
}

_SHARED = word_set("paris london tokyo berlin porto hotel robot piano radio taxi")
"""Short words that mean the same in every language we read."""
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل", "و", "ب", "ل")


@dataclass(frozen=True)
class Sense:
    """What one word or phrase means."""

    heroes: tuple[str, ...] = ()
    weak_heroes: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    likely_places: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)
    """Tag letter (t, w, d, p, c, n) to value."""


@dataclass(frozen=True)
class Lexicon:
    """Phrases (tuples of folded words) to senses; endings that may vary; how long the longest phrase is."""

    phrases: dict[tuple[str, ...], Sense]
    stems: dict[str, Sense] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    longest: int = 1
    prefixes: tuple[str, ...] = ()
    """What may be written onto the front of a word, such as an article."""
    compounds: bool = False
    """True for a language that writes compounds as one word, with the head at the end."""

    def find(self, words: tuple[str, ...]) -> tuple[Sense, bool] | None:
        """Look a phrase up, as written or by the singular of its last word. True means that it was a plural."""
        if words in self.phrases:
            return self.phrases[words], False
        single = (*words[:-1], singular(words[-1]))
        if single != words and single in self.phrases:
            return self.phrases[single], True
        if len(words) == 1:
            for size in range(len(words[0]), 1, -1):
                if words[0][:size] in self.stems:
                    return self.stems[words[0][:size]], False
        for prefix in self.prefixes if len(words) == 1 else ():
            if words[0].startswith(prefix) and (words[0].removeprefix(prefix),) in self.phrases:
                return self.phrases[(words[0].removeprefix(prefix),)], False
        if self.compounds and len(words) == 1:
            for start in range(2, len(words[0]) - 3):
                if (words[0][start:],) in self.phrases:
                    return self.phrases[(words[0][start:],)], False
        return None


def key(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, folded, as the lexicon keeps them."""
    return tuple(token.folded for token in tokens(phrase))


def parse_sense(tags: str) -> Sense:
    """Read the tags of a line. Raises ValueError for a tag that is neither a hero, a setting nor a known value."""
    groups: dict[str, list[str]] = {"": [], "?": [], "+": [], "@": [], "~": []}
    marks: dict[str, str] = {}
    for tag in tags.split():
        letter, _, value = tag.partition("=")
        if value:
            if value not in _VALUES.get(letter, frozenset({value} if letter == "n" else ())):
                raise ValueError(f"unknown value in the lexicon: {tag}")
            marks[letter] = value
            continue
        sign = tag[0] if tag[0] in groups else ""
        name = tag.removeprefix(sign)
        if name not in (SETTINGS if sign in {"@", "~"} else HEROES):
            raise ValueError(f"unknown name in the lexicon: {tag}")
        groups[sign].append(name)
    named = {sign: tuple(names) for sign, names in groups.items()}
    return Sense(named[""], named["?"], named["+"], named["@"], named["~"], marks)


@cache
def english() -> Lexicon:
    """The English lexicon."""
    phrases: dict[tuple[str, ...], Sense] = {(name,): Sense(heroes=(name,)) for name in HEROES if "_" not in name}
    for line in f"{THINGS}\n{PLACES}".splitlines():
        if not line or line.startswith("#"):
            continue
        words, _, tags = line.partition("|")
        sense = parse_sense(tags)
        phrases |= {key(word): sense for word in words.split(",") if word.strip()}
    return Lexicon(phrases, longest=max(map(len, phrases)))


def _table(lines: str, language: str) -> list[tuple[str, list[str]]]:
    rows: list[tuple[str, list[str]]] = []
    for line in lines.splitlines():
        concept, _, rest = line.partition(": ")
        words = dict(part.split("=", 1) for part in rest.split(" ")).get(language, "")
        rows.append((concept, [w for w in words.split(",") if w]))
    return rows


@cache
def foreign(language: str) -> Lexicon:
    """The small lexicon of another language, over those English words that are the same everywhere."""
    base = english()
    phrases: dict[tuple[str, ...], Sense] = {
        k: s
        for k, s in base.phrases.items()
        if len(k) == 1 and (len(k[0]) > 5 or k[0] in _SHARED) and (s.heroes or s.places)
    }
    stems: dict[str, Any] = {}
    for concept, words in _table(lexicon_world.WORLD, language):
        sense = base.phrases[key(concept)]
        for word in words:
            if word.endswith("*"):
                stems[fold(word[:-1])] = sense
            else:
                phrases[key(word)] = sense
    numbers = {fold(w): int(n) for n, words in _table(lexicon_world.NUMBERS, language) for w in words}
    negations = frozenset(fold(w) for _, words in _table(lexicon_world.NEGATIONS, language) for w in words)
    return Lexicon(
        phrases,
        stems,
        numbers,
        negations,
        longest=max(map(len, phrases)),
        prefixes=_ARABIC_PREFIXES if language == "ar" else (),
        compounds=language == "de",
    )


def lexicon_for(language: str) -> Lexicon:
    """The lexicon to read a language with; English where there is none."""
    return foreign(language) if language in lexicon_world.LANGUAGES else english()
