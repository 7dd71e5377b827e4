"""Reads a scene's words: which things, places, light, weather and framing they name, and which they rule out."""

import re
from dataclasses import dataclass, replace

from functions.providers.studio.writer.lexicon import Lexicon, Sense, english, lexicon_for
from functions.providers.studio.writer.text import Token, singular, tokens, with_emoji_named, word_set

_NUMBERS = {
    "two": 2, "both": 2, "pair": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 7,
    "nine": 7, "ten": 7, "dozen": 7, "dozens": 7, "hundreds": 7, "thousands": 7, "countless": 7, "several": 4, "few": 3,
    "many": 6, "some": 3, "rows": 6, "row": 5, "group": 5, "flock": 6, "herd": 5, "fleet": 5, "swarm": 7, "stack": 4,
    "pile": 4, "one": 1, "single": 1, "lone": 1, "fields": 7,
}  # fmt: skip
_DETERMINERS = word_set("a an the this that these those his her its their our my your each every another any no")
_PREPOSITIONS = word_set(
    "in on at by beside near along across through inside into over under behind before beneath above around onto "
    "of with from against between among amid toward towards within past front next opposite"
)
_LOCATIVE = _PREPOSITIONS - {"of", "with", "from", "past", "against", "towards", "toward"}
_AWAY = word_set(
    "towards toward overlooking facing beyond watching watches watch seeing sees see view past above over behind "
    "outside dream dreams dreaming remembers painting"
)
_OBJECTS = frozenset({"in", "it", "him", "us", "me", "away", "off", "out"})
_ADJECTIVAL = re.compile(r"(y|ed|ful|en|ic|al|ous|old|new|big|red|blue|green|white|small)$")
_INSIDE = frozenset(["inside", "in", "into", "within", "at"])
_VERBAL = word_set(
    "to will can could would should must may might you we they i who that which he she it and not do does did don "
    "doesn didn let please just always never"
)  # fmt: skip
_AMBIGUOUS = word_set(
    "watch bear train ship plant park book box ring fish phone match shop bridge drink rest play love search "
    "question travel note mail present gate sail cook guard volunteer fire camp stand stage space field track "
    "mine bar port surf coach crew crane swallow duck roll toast pan dish plate lock brush lens map chart plan "
    "form progress wave tide flat plain pitch club study shower cloud clear wind drift party answer word care "
    "hope wish dream access sleep reward discount game time result lesson course story shed fell range slope sand "
    "pet seal mill spring present signature light herb club crown key donate seat sport pie range set heel "
    "trainer counter lead land guide minute hour day screen store pot bulb ball shoot seed bush back flat file"
)
_ADJECTIVES = word_set(
    "red blue green yellow white black golden silver grey gray orange pink small little big large great tall old "
    "young new open empty wooden paper stray warm cold wild fresh tiny huge round bright dark quiet narrow steep "
    "tiled"
)
_NEGATIONS = frozenset(["no", "without", "nor", "neither", "minus"])
_NEGATIVE_PHRASES = (("not", "a"), ("not", "an"), ("not", "any"), ("instead", "of"), ("rather", "than"), ("free", "of"),
                     ("never", "a"), ("not", "the"), ("not", "one"), ("isn", "t"), ("aren", "t"))  # fmt: skip
_NOBODY = frozenset({"nobody", "noone", "unpeopled", "uninhabited"})
_BREAK = re.compile(r"[.,;:!?()\u2013\u2014…。，、；！？]")
_STOP = re.compile(r"[.;:!?…。；！？]")
_CLAUSE = word_set(
    "we i you they he she it who that which have has had is are was were will can may do does and or but then"
)
_OLD = word_set("old elderly aged ageing aging retired ancient grey gray white")
PEOPLE = frozenset({"person", "woman", "man", "child", "elder", "couple", "crowd"})
_PRONOUNS = frozenset({"he", "she"})
LIVING = PEOPLE | word_set("dog cat fox bird gull horse cow rabbit bear fish whale butterfly robot dragon")
BUILDINGS = frozenset({"lighthouse", "house", "castle", "tower", "shop", "windmill"})


@dataclass
class Hit:
    """A phrase of the lexicon in the text, with what the words around it say."""

    start: int
    end: int
    sense: Sense
    plural: bool
    label: str = ""
    count: int | None = None
    placement: str | None = None
    distance: str | None = None
    negated: bool = False
    locative: bool = False
    """A preposition of place stands before it: `on the table`."""
    away: bool = False
    """It is looked at, left or longed for rather than where the scene is."""
    inside: bool = False
    pronoun: bool = False


@dataclass(frozen=True)
class Reading:
    """All hits of a text, in order, and the heroes, times and weathers it rules out."""

    words: tuple[Token, ...]
    hits: tuple[Hit, ...]
    banned: frozenset[str]

    def marks(self, letter: str) -> list[str]:
        """The values of a tag (`t` time, `w` weather, `c` camera ...), in the order of the text."""
        return [h.sense.marks[letter] for h in self.hits if letter in h.sense.marks and not h.negated]


def read(text: str, language: str = "en") -> Reading:
    """Read plain text in a language. Never raises; an empty text gives an empty reading."""
    words = tuple(tokens(with_emoji_named(text)))
    lexicon = lexicon_for(language)
    hits = _scan(words, lexicon)
    hits = _compounded(words, hits)
    banned = _negate(words, hits, lexicon)
    for i, hit in enumerate(hits):
        floor = hits[i - 1].end if i else 0
        _describe(words, hit, floor, lexicon)
    _frame(words, hits)
    return Reading(words, tuple(hits), banned)


def _scan(words: tuple[Token, ...], lexicon: Lexicon) -> list[Hit]:
    hits: list[Hit] = []
    i = 0
    while i < len(words):
        hit = _longest(words, i, lexicon, hits[-1] if hits else None)
        if hit:
            hits.append(hit)
        i = hit.end if hit else i + 1
    return hits


def _compounded(words: tuple[Token, ...], hits: list[Hit]) -> list[Hit]:
    """Join two things that stand side by side as one word with its head last: `fish soup` is a soup."""
    joined: list[Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        if (
            last
            and last.end == hit.start
            and words[hit.start].gap in {" ", "-"}
            and last.sense.heroes
            and hit.sense.heroes
            and not (last.plural or last.pronoun or hit.pronoun)
        ):
            joined[-1] = replace(hit, start=last.start)
        else:
            joined.append(hit)
    return joined


def _longest(words: tuple[Token, ...], i: int, lexicon: Lexicon, last: Hit | None) -> Hit | None:
    for size in range(min(lexicon.longest, len(words) - i), 0, -1):
        if any(_STOP.search(w.gap) for w in words[i + 1 : i + size]):
            continue
        found = lexicon.find(tuple(w.folded for w in words[i : i + size]))
        if not found:
            continue
        if size == 1 and lexicon is english() and _is_verb(words, i, last):
            return None
        return Hit(i, i + size, found[0], found[1], pronoun=size == 1 and words[i].folded in _PRONOUNS)
    return None


def _is_verb(words: tuple[Token, ...], i: int, last: Hit | None) -> bool:
    """Tell whether a word that is both a noun and a verb stands as a verb here."""
    word = words[i].folded
    base = singular(word)
    if base not in _AMBIGUOUS:
        return False
    before = words[i - 1].folded if i and not _BREAK.search(words[i].gap) else ""
    after = words[i + 1].folded if i + 1 < len(words) and not _BREAK.search(words[i + 1].gap) else ""
    if before in _VERBAL:
        return True
    adjoins = last is not None and last.end == i and bool(before)
    follows_thing = adjoins and last is not None and bool(last.sense.heroes)
    if base != word:
        alive = follows_thing and last is not None and bool(set(last.sense.heroes) & LIVING)
        return alive or (adjoins and last is not None and not last.plural and after in _DETERMINERS | _PREPOSITIONS)
    return follows_thing or (not _has_determiner(words, i, last) and _stands_bare(words, i, before, after))


def _has_determiner(words: tuple[Token, ...], i: int, last: Hit | None) -> bool:
    """Tell whether an article, number or preposition stands within three words before, and nothing between."""
    for back in range(i - 1, max(i - 4, -1), -1):
        if _BREAK.search(words[back + 1].gap) or (last and back < last.end):
            return False
        if words[back].folded in _DETERMINERS | _PREPOSITIONS or words[back].folded in _NUMBERS:
            return True
    return False


def _stands_bare(words: tuple[Token, ...], i: int, before: str, after: str) -> bool:
    """Tell whether a bare singular is an imperative at the start, or a verb because no adjective leads to it."""
    if not before:
        return after in _DETERMINERS | _OBJECTS or (i > 0 and not after)
    return not _ADJECTIVAL.search(before)


def _negate(words: tuple[Token, ...], hits: list[Hit], lexicon: Lexicon) -> frozenset[str]:
    banned: set[str] = set()
    starts: list[tuple[int, bool]] = []
    for i, word in enumerate(words):
        pair = (word.folded, words[i + 1].folded) if i + 1 < len(words) else ("", "")
        if word.folded in _NOBODY or pair in {("no", "one"), ("no", "people")}:
            banned |= PEOPLE
        if word.folded in _NEGATIONS | lexicon.negations or pair in _NEGATIVE_PHRASES:
            starts.append((i, word.folded in {"without", "neither", "nor"} | lexicon.negations))
    for start, wide in starts:
        for hit in _in_scope(words, hits, start, wide):
            hit.negated = True
            banned |= {*hit.sense.heroes, *hit.sense.weak_heroes, *hit.sense.places}
            banned |= {f"{k}={v}" for k, v in hit.sense.marks.items()}
    if "person" in banned or "crowd" in banned:
        banned |= {"person", "crowd"}
    return frozenset(banned)


def _in_scope(words: tuple[Token, ...], hits: list[Hit], start: int, wide: bool) -> list[Hit]:
    """The hits that a negation at word `start` covers: the next one, and those joined to it by "or"."""
    scope: list[Hit] = []
    edge = start + 1
    for hit in (h for h in hits if h.start > start):
        between = words[edge : hit.start]
        joined = [w.folded for w in between]
        broken = any(_BREAK.search(w.gap) for w in words[edge : hit.start + 1])
        if not scope and (broken or len(between) > 3 or {"but", "and"} & set(joined)):
            break
        joins = {"or", "nor", "and"} if wide else {"or", "nor"}
        if scope and not (joins & set(joined) and len(between) <= 3 and not {"a", "the"} & set(joined)):
            break
        scope.append(hit)
        edge = hit.end
    return scope


def _describe(words: tuple[Token, ...], hit: Hit, floor: int, lexicon: Lexicon) -> None:
    """Find count, label, prepositions and adjectives in the few words before a hit."""
    first = hit.start
    back = hit.start - 1
    while back >= max(floor, hit.start - 4):
        word = words[back].folded
        if _BREAK.search(words[back + 1].gap):
            break
        number = lexicon.numbers.get(word) or _NUMBERS.get(word)
        if word in _CLAUSE:
            break
        if number or (word.isdecimal() and len(word) < 4):
            hit.count = hit.count or number or max(1, min(7, int(word)))
        elif word in _PREPOSITIONS:
            hit.locative = hit.locative or word in _LOCATIVE
            hit.inside = hit.inside or word in _INSIDE
            if word != "of":
                break
        elif word not in _DETERMINERS and first == back + 1 and (word not in _VERBAL):
            first = back
        back -= 1
    nearby = [w.folded for w in words[max(0, hit.start - 3) : hit.start]]
    hit.away = bool(_AWAY & set(nearby)) and "in" not in nearby
    if any(w.folded in _DETERMINERS or w.folded in _NUMBERS for w in words[max(0, first - 1) : first]):
        hit.label = _surface(words[first : hit.end])
    else:
        start = hit.start
        while start > max(floor, hit.start - 2) and words[start - 1].folded in _ADJECTIVES:
            start -= 1
        hit.label = _surface(words[start : hit.end])
    adjectives = {w.folded for w in words[first : hit.start]} | set(nearby[-1:])
    if _OLD & adjectives and set(hit.sense.heroes) & {"person", "man", "woman"}:
        hit.sense = Sense(("elder",), likely_places=hit.sense.likely_places, marks=hit.sense.marks)
    if "young" in adjectives and "elder" in hit.sense.heroes:
        hit.sense = Sense(("person",), companions=hit.sense.companions, likely_places=hit.sense.likely_places)


def _surface(words: tuple[Token, ...]) -> str:
    parts = [w.text if i == 0 else f"{w.gap}{w.text}" for i, w in enumerate(words)]
    text = "".join(parts)
    return (text.lower() if text.isupper() else text)[:80]


def _frame(words: tuple[Token, ...], hits: list[Hit]) -> None:
    """Give placement and distance to the thing they are said of: the one before in its clause, else the next."""
    for i, mark in enumerate(hits):
        values = {k: mark.sense.marks[k] for k in ("p", "d") if k in mark.sense.marks}
        if not values or values.get("d") in {"close", "wide"}:
            continue
        things = [h for h in hits if h.sense.heroes or h.sense.weak_heroes]
        before = [h for h in things if h.end <= mark.start and not _broken(words, h.end, mark.start, _STOP)]
        after = [h for h in things if h.start >= mark.end and not _broken(words, mark.end, h.start, _STOP)]
        opens = i == 0 or _broken(words, hits[i - 1].end, mark.start, _BREAK) or mark.start == 0
        place = hits[i - 1] if i and not opens and hits[i - 1].sense.places else None
        if place and values.get("d") == "far":
            place.away = True
            continue
        adjective = " ".join(w.folded for w in words[mark.start : mark.end]) == "distant"
        targets = (after[:1] or before[-1:]) if opens or adjective else (before[-1:] or after[:1])
        for target in targets:
            target.placement = values.get("p", target.placement)
            target.distance = values.get("d", target.distance)


def _broken(words: tuple[Token, ...], start: int, end: int, mark: re.Pattern[str]) -> bool:
    return any(mark.search(w.gap) for w in words[start : end + 1])
