"""Where a caption may break: a cost for every gap between two words, from 0 (a sentence ends) to 9 (avoid).

The order follows the usual subtitling guides (BBC Subtitle Guidelines, section 5; Netflix Timed Text Style Guide):
after punctuation, else before conjunctions, else before prepositions; not between article and noun, inside a name, or
between a number and what it counts.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from functions.media.captions.scripts import CLOSING, OPENING, is_unspaced
from functions.media.captions.words import join_words, phrases

SENTENCE, CLAUSE, CONJUNCTION, PREPOSITION, PHRASE, PLAIN, TIED, NEVER = 0.0, 1.0, 2.0, 3.0, 3.5, 5.0, 7.0, 9.0

_CONJUNCTIONS: Final = {
    "en": "and but or nor so yet because although though while when where if unless until since whereas that which who",
    "fr": "et mais ou donc or ni car que qui quand lorsque si parce puisque comme où dont",
    "de": "und aber oder denn sondern weil dass ob wenn als während obwohl damit bis der die das",
    "es": "y e pero o u ni sino porque que cuando si aunque donde como mientras quien",
    "it": "e ed ma o oppure perché che quando se mentre dove come anche chi",
    "pt": "e mas ou nem porque que quando se embora onde como enquanto quem",
}  # fmt: skip
_PREPOSITIONS: Final = {
    "en": "in on at by for from with without into onto over under between through during before after about against "
    "toward towards upon of to as than across along around behind beside beyond near past within",
    "fr": "à de des du en dans par pour sur sous avec sans chez entre vers depuis pendant contre",
    "de": "in im an am auf aus bei mit nach seit von vom zu zum zur durch für gegen ohne um über unter vor hinter",
    "es": "a de del en por para con sin sobre bajo entre hacia hasta desde contra durante",
    "it": "a di da in con su per tra fra del della nel nella al alla dal dalla sul sulla",
    "pt": "a de do da em no na por para com sem sobre sob entre até desde contra durante",
}
_LEADERS: Final = {
    "en": "a an the my your his her its our their this these those some any every each no not is are was were am be "
    "been do does did has have had will would can could shall should may might must i he she we they very too "
    "one two three four five six seven eight nine ten",
    "fr": "le la les l' un une des mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces au "
    "aux du je tu il elle on nous vous ils elles ne pas est sont a ont très",
    "de": "der die das den dem des ein eine einen einem einer eines mein dein sein ihr unser euer kein keine ich du er "
    "sie es wir nicht ist sind war hat haben sehr",
    "es": "el la los las un una unos unas mi mis tu tus su sus nuestro este esta estos estas ese esa no es son ha han "
    "muy lo se",
    "it": "il lo la i gli le un uno una mio mia tuo sua suo nostro questo questa quel quella non è sono ha hanno molto "
    "si",
    "pt": "o a os as um uma uns umas meu minha seu sua nosso este esta esse essa não é são tem muito se",
}
_TITLES: Final = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "mt",
        "sir",
        "dame",
        "lady",
        "lord",
        "captain",
        "president",
        "queen",
        "king",
    }
    | {"mme", "mlle", "hr", "fr", "sr", "sra"}
)
_ABBREVIATION: Final = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Prof|St|Mt|Sr|Jr|vs|etc|No|Fig|Inc|Ltd|approx)|\b[A-Za-z])\.$")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？؟।۔]+[\"'”’»)\]」』]*$")
_CLAUSE_END: Final = re.compile(r"[,;:，、；：،؛—–-]+[\"'”’»)\]」』]*$")
_NUMBER: Final = re.compile(r"^[$€£¥+-]?\d[\d.,:/–-]*$")
_PARTICLES: Final = frozenset("的地得了过過吗嗎呢吧着著们們")
"""Chinese particles that belong to the word before them."""
_EDGES: Final = "\"'“”‘’«»()[].,;:!?…"


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


_CONJUNCTION_SETS, _PREPOSITION_SETS, _LEADER_SETS = _table(_CONJUNCTIONS), _table(_PREPOSITIONS), _table(_LEADERS)


def gap_costs(words: Sequence[str], language: str) -> list[float]:
    """The cost of a break after each word (the last one's is 0). `language` is BCP 47; unknown ones use punctuation."""
    tongue = language.split("-", maxsplit=1)[0].lower()
    costs = [_gap_cost(left, right, tongue) for left, right in itertools.pairwise(words)]
    _mind_phrases(words, costs)
    return [*costs, SENTENCE] if words else []


def _gap_cost(left: str, right: str, tongue: str) -> float:
    left, right = left.strip(), right.strip()
    by_signs = _cost_by_signs(left, right)
    if by_signs is not None:
        return by_signs
    before, after = left.strip(_EDGES).lower(), right.strip(_EDGES).lower()
    leaders, prepositions = _LEADER_SETS.get(tongue, frozenset()), _PREPOSITION_SETS.get(tongue, frozenset())
    conjunctions = _CONJUNCTION_SETS.get(tongue, frozenset())
    # German writes every noun with a capital, so two capitals in a row say nothing about a name there.
    named = tongue != "de" and left[:1].isupper() and right[:1].isupper() and len(before) > 1
    rules = (
        (before in _TITLES or before in leaders or before.endswith(("l'", "d'", "l’", "d’")), NEVER),
        (before in prepositions or before in conjunctions, TIED),
        (after in conjunctions, CONJUNCTION),
        (after in prepositions, PREPOSITION),
        (named, TIED),
    )
    return next((cost for holds, cost in rules if holds), PLAIN)


def _cost_by_signs(left: str, right: str) -> float | None:
    """What punctuation and figures say about a gap, in any language."""
    if _SENTENCE_END.search(left):
        return TIED if _ABBREVIATION.search(left) else SENTENCE
    if _CLAUSE_END.search(left):
        return CLAUSE
    if right[0] in "—–(" or (right[0] in "“«" and len(right) > 1):
        return CONJUNCTION
    if _NUMBER.match(left) or (left[-1] in "№#" and right[0].isdigit()):
        return NEVER
    return None


def _mind_phrases(words: Sequence[str], costs: list[float]) -> None:
    """In scripts without spaces, only the joints of phrases are good places, however finely the words were timed."""
    start = 0
    while start < len(words):
        stop = start + 1
        while stop < len(words) and _touching(words[stop - 1], words[stop]):
            stop += 1
        if stop - start > 1:
            _cost_run(words, costs, start, stop)
        start = stop


def _touching(left: str, right: str) -> bool:
    return not left[-1].isspace() and (is_unspaced(left[-1]) or is_unspaced(right[0]))


def _cost_run(words: Sequence[str], costs: list[float], start: int, stop: int) -> None:
    text = join_words(words[start:stop])
    joints, sure = (set(itertools.accumulate(map(len, found))) for found in (phrases(text), phrases(text, sure=True)))
    at = 0
    for index in range(start, stop - 1):
        at += len(words[index])
        if words[index + 1][0] in CLOSING or words[index][-1] in OPENING:
            costs[index] = NEVER
        elif costs[index] > CLAUSE:
            clings = words[index + 1][0] in _PARTICLES
            costs[index] = NEVER if at not in joints else PHRASE if at in sure and not clings else TIED
