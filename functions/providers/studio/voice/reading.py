"""What is read aloud: from the written words to the words that the voice says, each knowing which one it came from."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from functions.media.captions import split_words


@dataclass(frozen=True)
class Spoken:
    """One word to say, and the index of the written word that it stands for."""

    text: str
    written: int


@dataclass(frozen=True)
class Sentence:
    """Words that are said in one breath. `ends_paragraph` asks for a longer pause after them."""

    words: tuple[Spoken, ...]
    ends_paragraph: bool


_ATTRIBUTE: Final = r"\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)"
_TAG: Final = re.compile(rf"</?([A-Za-z][\w:-]*)(?:{_ATTRIBUTE})*\s*/?>|(?<=\S)\]\([^\s()]+\)")
"""An HTML or SSML tag, or the target of a Markdown link."""
_SPACING_TAGS: Final = frozenset({"br", "p", "div", "li", "hr", "h1", "h2", "h3", "td", "tr"})
_ENTITY: Final = re.compile(r"&(amp|lt|gt|quot|nbsp|#39);")
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " ", "#39": "'"}
_ADDRESS: Final = re.compile(
    r"(?P<before>[(\"'“‘<\[]*)(?:(?:https?|ftp)://(?:www\.)?|www\.)(?P<host>[\w-]+(?:\.[\w-]+)*)(?::\d+)?"
    r"(?P<path>(?:/[^\s?#]*)?)(?:[?#]\S*?)?(?P<after>[)\"'”’>\].,;:!?…]*)$"
)
_MAIL: Final = re.compile(
    r"(?P<before>[(\"'“‘<\[]*)(?P<user>[\w.+-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<after>[)\"'”’>\].,;:!?…]*)$"
)
_LONG_NUMBER: Final = re.compile(r"\d(?:,?\d){15,}")
_READABLE_FIGURES: Final = frozenset("²³¼½¾")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]*_]*$")
_INITIAL: Final = re.compile(r"^[(\"'“‘]*[A-Z]\.$")
_BEFORE_NAMES: Final = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "mt", "ft", "gen", "gov", "sen", "rep", "capt", "lt", "col", "sgt", "rev"}
)
_BEFORE_NUMBERS: Final = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "nos", "fig", "vol"}
)
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_EDGES: Final = "\"'“”‘’()[]{}.,;:!?…*_~-–—$£€%#"


def spoken_words(written: Sequence[str]) -> list[Spoken]:
    """What to say for written words: markup says nothing, addresses are read as people say them."""
    text, owners = _without_markup(written)
    spoken: list[Spoken] = []
    for found in re.finditer(r"\S+", text):
        owner = owners[found.start()]
        spoken += [Spoken(word, owner) for word in _read(found.group()).split()]
    return spoken


def _without_markup(written: Sequence[str]) -> tuple[str, list[int]]:
    """The words joined by spaces without tags, and for every character the index of the word it belongs to."""
    joined = " ".join(written)
    owners = [index for index, word in enumerate(written) for _ in range(len(word) + 1)]
    kept: list[str] = []
    kept_owners: list[int] = []
    at = 0
    for tag in [*_TAG.finditer(joined), None]:
        stop = tag.start() if tag else len(joined)
        kept.append(joined[at:stop])
        kept_owners += owners[at:stop]
        if tag is None:
            break
        if (tag.group(1) or "").lower() in _SPACING_TAGS:
            kept.append(" ")
            kept_owners.append(owners[stop])
        at = tag.end()
    return "".join(kept), kept_owners


def _read(word: str) -> str:
    word = _ENTITY.sub(lambda found: _ENTITIES[found.group(1)], word)
    if address := _ADDRESS.match(word):
        path = re.sub(r"[/_.-]+", " ", address["path"].strip("/"))
        path = f" slash {path}" if path.strip() else ""
        word = f"{address['before']}{_dotted(address['host'])}{path}{address['after']}"
    elif mail := _MAIL.match(word):
        word = f"{mail['before']}{_dotted(mail['user'])} at {_dotted(mail['host'])}{mail['after']}"
    # Asterisks and the like are Markdown here; the G2P would read some of them out and take `](` for its own notation.
    word = "".join(map(_plain_sign, word.translate(_QUOTES))).strip("*_~`").replace("](", "] (")
    return _LONG_NUMBER.sub(lambda digits: " ".join(digits.group().replace(",", "")), word)


def _plain_sign(char: str) -> str:
    """A sign that the G2P can take: figures of other scripts and enclosed ones as 0 to 9, rare letters unaccented.

    Left alone they make its number reader or its stress rules fail.
    """
    if char.isascii() or char in _READABLE_FIGURES:
        return char
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in {"No", "Nl"}:
        return f" {unicodedata.numeric(char):g} "
    if category[0] == "L" and ord(char) > 0xFF:
        return unicodedata.normalize("NFKD", char)[0]
    return char


def _dotted(name: str) -> str:
    return name.replace(".", " dot ").replace("_", " underscore ")


def sentences(written: Sequence[str], paragraph_ends: frozenset[int]) -> list[Sentence]:
    """Cut what is said for written words into sentences; `paragraph_ends` are indexes of words that end a line."""
    spoken = spoken_words(written)
    found: list[Sentence] = []
    current: list[Spoken] = []
    for index, word in enumerate(spoken):
        current.append(word)
        following = spoken[index + 1] if index + 1 < len(spoken) else None
        new_line = following is None or any(end in paragraph_ends for end in range(word.written, following.written))
        if following is None or new_line or _ends_sentence(word.text, following.text):
            found.append(Sentence(tuple(current), ends_paragraph=new_line))
            current = []
    return found


def _ends_sentence(word: str, following: str) -> bool:
    opening = following.lstrip(_EDGES)[:1]
    if not _SENTENCE_END.search(word) or opening.islower():
        return False
    abbreviations = _BEFORE_NUMBERS if opening.isdigit() else _BEFORE_NAMES
    return not (_INITIAL.match(word) or (word.endswith(".") and word.strip(_EDGES).lower() in abbreviations))


def paragraph_ends(text: str) -> frozenset[int]:
    """Indexes (in `split_words(text)`) of the words that stand last on their line."""
    ends, at = set(), 0
    for line in text.splitlines():
        at += len(split_words(line))
        ends.add(at - 1)
    return frozenset(ends)


def owners_of(said: Sequence[str], spoken: Sequence[Spoken], expansion: Sequence[int]) -> list[int]:
    """For each word that the G2P says after its own rewriting ("4:30" to "four thirty"), the written word behind it.

    Args:
        said: the rewritten words.
        spoken: the words that went in.
        expansion: how many words each of `spoken` becomes when rewritten alone; settles stretches that changed.

    Unchanged words are anchors (longest matching blocks); a changed stretch is shared out by `expansion` where that
    adds up, else evenly by length.
    """
    before, after = [_key(word.text) for word in spoken], [_key(word) for word in said]
    owners: list[int] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        count = j2 - j1
        if kind == "equal":
            owners += [spoken[i1 + step].written for step in range(count)]
        elif kind == "insert":
            owners += [spoken[max(0, i1 - 1)].written] * count
        elif sum(expansion[i1:i2]) == count:
            owners += [spoken[i].written for i in range(i1, i2) for _ in range(expansion[i])]
        else:
            owners += [spoken[i1 + step * (i2 - i1) // count].written for step in range(count)]
    return owners


def _key(word: str) -> str:
    return word.strip(_EDGES).lower() or word
