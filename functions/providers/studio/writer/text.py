"""Plain text out of anything a person may type, and the English grammar that the writer needs."""

import html
import re
import unicodedata
from typing import NamedTuple


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written with spaces between them."""
    return frozenset(words.split())


_SCRIPT = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{0,400}>|https?://\S+|www\.\S+")
_MARKDOWN = re.compile(r"[*_`#~|{}\[\]\\^]+")
_SPACES = re.compile(r"\s+")
_TERMINALS = "।؟"
_SENTENCE = re.compile(rf"[^.!?…。！？{_TERMINALS}]+(?:[.!?…。！？{_TERMINALS}]+[\"'”’»)]*|$)")
_ABBREVIATIONS = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e|approx|Inc|Ltd|Co)\.(?=\s)")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)|(?<=[A-Za-z])\.(?=[a-z]{2,}\b)")
_DOT = "\u2024"
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0962\u0963])*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "mice": "mouse", "geese": "goose", "feet": "foot",
    "wolves": "wolf", "leaves": "leaf", "knives": "knife", "loaves": "loaf", "shelves": "shelf", "calves": "calf",
    "fishermen": "fisherman", "oxen": "ox", "lives": "life", "wives": "wife", "scarves": "scarf", "shoes": "shoe",
    "cookies": "cookie", "selfies": "selfie", "movies": "movie", "ties": "tie", "pies": "pie", "horses": "horse",
    "houses": "house", "roses": "rose", "bridges": "bridge", "craftsmen": "craftsman", "policemen": "policeman",
    "firemen": "fireman", "halves": "half", "people": "people", "toes": "toe", "canoes": "canoe", "buses": "bus",
    "grandchildren": "grandchild", "glasses": "glass", "teeth": "tooth", "cookbooks": "cookbook", "axes": "axe",
    "ballerinas": "ballerina", "cameras": "camera",
}  # fmt: skip
_NOT_PLURAL = word_set(
    "this his is was has us its always gas lens canvas atlas compass christmas yes less ss as thus across paris "
    "athens species series news ms headquarters lapis"
)  # fmt: skip


class Token(NamedTuple):
    """One word: as written, folded for comparing, and where it starts. `gap` holds what stands before it."""

    text: str
    folded: str
    gap: str


def plain(text: str, limit: int = 4000) -> str:
    """Strip markup, links, Markdown signs and control characters; collapse white space; cut to `limit` characters."""
    text = unicodedata.normalize("NFC", html.unescape(text[: limit * 2]))
    text = _MARKUP.sub(" ", _SCRIPT.sub(" ", text))
    text = _MARKDOWN.sub(" ", text)
    text = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"} or c == "\u200d" else " " for c in text)
    text = _SPACES.sub(" ", text).strip()[:limit]
    return re.sub(r" +([,.;:!?])", r"\1", text)


def without_emoji(text: str) -> str:
    """Drop pictographs, which can be neither spoken nor set in a caption."""
    kept = "".join(" " if _is_emoji(c) else c for c in text)
    return re.sub(r" +([,.;:!?])", r"\1", _SPACES.sub(" ", kept)).strip()


def with_emoji_named(text: str) -> str:
    """Put each pictograph's Unicode name in its place, so that a lexicon can read it: `dog face`."""
    return "".join(f" {unicodedata.name(c, '').lower()} , " if _is_emoji(c) else c for c in text)


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk", "Cn"} or char in "\ufe0f\u200d"


def fold(word: str) -> str:
    """Lower case without Latin accents, so that `Café` and `cafe` compare equal; other scripts keep their marks."""
    lower = word.lower().replace("ß", "ss").replace("ё", "е")
    return "".join(
        "".join(p for p in unicodedata.normalize("NFD", c) if not unicodedata.combining(p)) if c < "\u0250" else c
        for c in unicodedata.normalize("NFC", lower)
    )


def is_wide(text: str) -> bool:
    """Tell whether the text is written mainly in Chinese characters or kana, which have no spaces."""
    return len(_WIDE.findall(text)) * 3 > len(text.replace(" ", ""))


def tokens(text: str) -> list[Token]:
    """Split into words. Chinese and Japanese come as single characters; a lexicon joins them again."""
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text.replace("'", "\u2019")):
        word, gap = match.group(), text[end : match.start()]
        end = match.end()
        if word in {"s", "S"} and gap in {"'", "\u2019"}:
            continue
        pieces = list(word) if _WIDE.search(word) else [word]
        for i, piece in enumerate(pieces):
            found.append(Token(piece, fold(piece), gap if i == 0 else ""))
    return found


def sentences(text: str) -> list[str]:
    """Split into sentences, trimmed, each with its closing mark as written; abbreviations and decimals do not split."""
    guarded = _DECIMAL.sub(_DOT, _ABBREVIATIONS.sub(lambda m: m.group(1) + _DOT, text))
    found = [s.replace(_DOT, ".").strip(" -–—•·") for s in _SENTENCE.findall(guarded)]
    return [s for s in found if any(c.isalnum() for c in s)]


def calm(text: str) -> str:
    """Bring shouting down: a text mostly in capitals becomes sentence case; short words in capitals may be names."""
    letters = [c for c in text if c.isalpha() and c.upper() != c.lower()]
    if len(letters) < 8 or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return text
    return " ".join(capital(s.lower()) for s in sentences(text)) or text


def capital(text: str) -> str:
    """Give the text with its first letter in capitals, leaving names such as iPhone alone."""
    if len(text) > 1 and text[0].islower() and text[1].isupper():
        return text
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Give the text with its first letter small, unless its first word is a name, an acronym or "I"."""
    first = text.split(" ", 1)[0]
    if (
        first == "I"
        or first.startswith("I'")
        or (len(first) > 1 and any(c.isupper() or c.isdigit() for c in first[1:]))
    ):
        return text
    return text[:1].lower() + text[1:]


def closed(text: str) -> str:
    """End the text with a mark that closes a sentence."""
    text = text.strip().rstrip(",;:-–— ")
    if not text or text[-1] in ".!?…。！？" + _TERMINALS or text[-2:-1] in set(".!?"):
        return text
    return text + ("。" if is_wide(text) else "।" if "\u0900" <= text[-1] <= "\u097f" else ".")


def singular(word: str) -> str:
    """The singular of a folded English noun; a word that is no plural comes back unchanged."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _NOT_PLURAL or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "oes")):
        return word[:-2]
    return word[:-1]


def plural(noun: str) -> str:
    """The plural of an English noun phrase, by its last word."""
    head, _, last = noun.rpartition(" ")
    for many, one in _IRREGULAR.items():
        if one == last.lower() and many != "people":
            return f"{head} {many}".strip()
    if last.lower() != singular(last.lower()) or last.lower() in {"people", "sheep", "fish", "deer", "crowd"}:
        return noun
    if re.search(r"(s|x|ch|sh)$", last):
        return noun + "es"
    if re.search(r"[^aeiou]y$", last):
        return noun[:-1] + "ies"
    return noun + "s"


def article(noun: str) -> str:
    """Put "a" or "an" before a noun phrase, by the sound that it begins with."""
    first = noun.split(" ", 1)[0].split("-", 1)[0].lower()
    vowel = first[:1] in set("aeiou8") or re.match(r"(hour|honest|heir|11|18)", first) is not None
    if re.match(r"(uni([^nm]|$)|use|usu|eu|one|once|ubi|uti)", first):
        vowel = False
    return f"{'an' if vowel else 'a'} {noun}"


def join_and(parts: list[str]) -> str:
    """Join as English does: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def spoken_words(text: str) -> float:
    """How many English words the text takes to say: Chinese and Japanese count half a word a character."""
    if is_wide(text):
        return sum(c.isalnum() for c in text) / 2
    return float(len(re.findall(r"\S*\w\S*", text)))
