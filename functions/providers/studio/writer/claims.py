"""Splits a product description into what it claims: a noun, and clauses that can each be said by themselves."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from functions.providers.studio.writer.reading import PEOPLE, read
from functions.providers.studio.writer.text import article, capital, closed, lowered, sentences, singular, word_set

_VERBS = word_set(
    "keep fold save help turn make bring give take offer let connect deliver combine use clean cut cook fit grow "
    "hold work run last charge open close fold carry protect reduce remove replace support teach show track plan "
    "pay send learn find build create collect come stay feel taste smell look sound move ride fly fill wash dry "
    "heat cool warm cover organise organize automate remind sort share start stop play read write speak sing "
    "listen meet serve source roast brew bake repair restore recycle return donate fund feed rescue train care "
    "treat guide answer explain convert match book order ship arrive adapt learn improve boost cost weigh measure "
    "detect filter purify light glow shine pack strap clip attach store sync remember summarise summarize "
    "translate unite gather celebrate invite host feature include contain provide need want mean add put set hang "
    "stand sit go get become change prevent relieve soothe nourish repel absorb block file book answer pull push "
    "rise fall spin orbit flow follow bulge cross reach lie install deliver weigh mind simplify "
    "transform empower enable allow increase lower "
    "raise double cancel wake drive climb float bend grip"
)
_OPENERS = word_set("with without for from in by to delivered available ready open ideal perfect easy free now no")
_AFTER_VERB = word_set("a an the its his her their our your")
_FINITE = re.compile(r"\b(is|are|was|were|has|have|can|will|does|do|we|you|it|they|i)\b", re.IGNORECASE)
_CUT = re.compile(
    r"\s*,?\s+\b(that|which|who|where|whose)\b\s+|\s*[;:–—]\s+|\s+[–—-]+\s+|"
    r"\s+(?=(?:made|designed|built|crafted|handmade|woven|powered|inspired|filled|sourced|grown|brewed|baked|roasted)\s"
    r"(?:of|from|for|in|by|with|out|to|on)\b)|\s+(?=with\s)|\s+(?=without\s)",
    re.IGNORECASE,
)
_MASS = re.compile(
    r"\b(software|coffee|tea|bread|wine|furniture|clothing|chocolate|honey|beer|skincare|jewellery|jewelry|gear|footwear|"
    r"insurance|oil|soap|water|music|yoga|cheese|milk|wool|help|food|\w{3,}ing|energy)$"
)
_BEFORE_PREPOSITION = re.compile(r"\s+(?:of|for|about|in|on|at|with|from|to|by|since|near|between|under|over)\s")
_PARTICIPLE = re.compile(
    r"(made|designed|built|crafted|handmade|woven|powered|inspired|filled|sourced|grown|brewed|baked|roasted)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claim:
    """One thing that is said of the product. `form` is `sentence`, `verb` ("keeps warm"), `phrase` or `adjective`."""

    form: str
    text: str

    def said(self, subject: str) -> str:
        """The claim as a sentence; `subject` is "It", "They" or empty, which leaves the subject out."""
        if self.form == "verb" and subject:
            verb = _agreeing(self.text) if subject == "They" else self.text
            return closed(f"{subject} {lowered(verb)}")
        if self.form == "adjective" and subject:
            return closed(f"{subject} {'are' if subject == 'They' else 'is'} {lowered(self.text)}")
        return closed(capital(self.text))


@dataclass(frozen=True)
class Product:
    """The thing itself: a noun phrase without its article, and what is claimed of it."""

    noun: str
    is_plural: bool = False
    claims: tuple[Claim, ...] = field(default=())
    is_person: bool = False
    """The noun phrase is somebody, as in the first line of a story."""
    is_mass: bool = False
    """Takes no article: coffee, software, accounting."""
    whole: tuple[str, ...] = ()
    """The description's sentences as they are."""

    @property
    def the(self) -> str:
        """With the definite article."""
        return self.noun if re.match(r"(the|our|my|his|her|their)\b", self.noun, re.IGNORECASE) else f"the {self.noun}"

    @property
    def a(self) -> str:
        """With the indefinite article, or none for a plural or a mass noun."""
        if re.match(r"(the|first|only|world['’]s|city['’]s|town['’]s)\b", self.noun, re.IGNORECASE):
            return self.the
        return self.noun if self.is_plural or self.is_mass else article(self.noun)

    @property
    def short(self) -> str:
        """The noun without what hangs on it, in at most three words: "solar-powered camping lantern"."""
        return " ".join(_BEFORE_PREPOSITION.split(self.noun, maxsplit=1)[0].split()[-3:])

    @property
    def pronoun(self) -> str:
        """It or They."""
        return "They" if self.is_plural else "It"


def read_product(text: str, brand: str) -> Product:
    """Read an English product description. An empty text gives an empty product without claims."""
    product = Product("")
    claims: list[Claim] = []
    for index, written in enumerate(sentences(text)):
        sentence = re.sub(r"\s*\([^)]*\)", "", written).strip()
        bare = sentence.rstrip(".!? ")
        noun, rest = _noun_phrase(bare, brand) if index == 0 else ("", "")
        if noun:
            product = _product(noun)
            told = [Claim("sentence", closed(capital(sentence)))]
            claims += told if product.is_person and rest.strip() else _clauses(rest)
        else:
            claims += _whole(bare, sentence)
    unique = tuple({c.text.lower(): c for c in claims if len(c.text.split()) > 1 or c.form == "adjective"}.values())
    whole = tuple(dict.fromkeys(closed(capital(s)) for s in sentences(text)))
    return replace(product, claims=unique, whole=whole)


def _product(noun: str) -> Product:
    mass = bool(_MASS.search(_BEFORE_PREPOSITION.split(noun.lower(), maxsplit=1)[0]))
    last = _BEFORE_PREPOSITION.split(noun, maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
    plural = singular(last) != last
    hits = [h for h in read(article(noun)).hits if h.sense.heroes]
    person = bool(hits) and set(hits[-1].sense.heroes) <= PEOPLE and hits[-1].end >= len(noun.split())
    return Product(noun, plural and not mass, (), person, mass)


def _noun_phrase(sentence: str, brand: str) -> tuple[str, str]:
    """The noun phrase that opens the first sentence, and the rest; both empty when the sentence is a whole one."""
    name = f"{re.escape(brand)}|" if brand else ""
    start = rf"^(?:{name}it|this|we)\s+(?:is|are)\s+(?=(?:an?|the|our)\s)"
    named = re.sub(start, "", sentence, flags=re.IGNORECASE)
    parts = _CUT.split(named, maxsplit=1)
    head = parts[0].strip()
    rest = named[len(head) :]
    before, comma, after = head.partition(",")
    if comma and len(before.split()) > 2:  # two words may be adjectives: "a small, light tent"
        head, rest = before, f"; {after}{rest}"
    bare = re.sub(r"^(an?|the|our|my)\s+", "", head, flags=re.IGNORECASE)
    words = bare.split()
    named_verb = bool(brand) and sentence.lower().startswith(f"{brand.lower()} ") and named == sentence
    if not words or named_verb or len(words) > 9 or _FINITE.search(head) or _has_verb(words):
        return "", ""
    core = re.split(r"\s+for\s+", bare, maxsplit=1)
    tail = f", for {core[1]}" if len(core) > 1 and len(core[0].split()) > 0 else ""
    noun = core[0].strip()
    return (lowered(noun) if not head[:1].isupper() or noun[:1].islower() or _common(noun) else noun), tail + rest


def _common(noun: str) -> bool:
    """Tell whether a capital is only the sentence's first letter."""
    return len(noun.split(maxsplit=1)[0]) > 1 and noun.split(maxsplit=1)[0][1:].islower()


def _has_verb(words: list[str]) -> bool:
    joined = any(a.endswith("s") and b.lower() in _AFTER_VERB for a, b in pairwise(words[1:]) if len(a) > 3)
    return joined or any(_is_verb(w) for w in words[1:-1])


def _is_verb(word: str) -> bool:
    word = word.lower()
    stem = word[:-1] if word.endswith("s") else ""
    return (bool(stem) and (stem in _VERBS or (stem.removesuffix("e") in _VERBS and stem.endswith("e")))) or (
        word.endswith("ies") and word[:-3] + "y" in _VERBS
    )


def _whole(bare: str, sentence: str) -> list[Claim]:
    words = bare.split()
    if _is_verb(words[0]) and len(words) > 1:
        return _verbs(bare)
    if len(words) < 3 and not words[0].istitle():
        return [Claim("adjective", bare)]
    return [Claim("sentence", closed(capital(sentence)))]


def _clauses(rest: str) -> list[Claim]:
    """Claims out of what follows the noun: relative clauses, participles, "with ..." and lists."""
    claims: list[Claim] = []
    relative = False
    for part in re.split(_CUT, rest):
        if part is None or not part.strip(" ,;:–—-"):
            continue
        if part.strip().lower() in {"that", "which", "who", "where", "whose"}:
            relative = part.strip().lower() in {"that", "which", "who"}
            continue
        claims += _part(part, relative)
        relative = False
    return claims


def _part(part: str, relative: bool) -> list[Claim]:
    """The claims of a stretch of text: a comma parts them only where the next piece can stand by itself."""
    claims: list[Claim] = []
    for raw in re.split(r"\s*,\s+", part.strip(" ,;:–—-.")):
        piece = re.sub(r"^(and|or|but)\s+", "", raw.strip()) if not claims else raw.strip()
        if not piece:
            continue
        opener = piece.split()[0].lower()
        series = bool(claims) and claims[-1].form == "verb" and (_is_verb(opener) or opener == "and")
        free = relative or _is_verb(opener) or opener in _OPENERS or _PARTICIPLE.match(piece)
        if claims and (series or not free):
            form = "phrase" if claims[-1].form == "adjective" else claims[-1].form
            claims[-1] = Claim(form, f"{claims[-1].text}, {piece}")
        else:
            claims += _piece(piece, relative)
        relative = False
    return claims


def _piece(piece: str, relative: bool) -> list[Claim]:
    words = piece.split()
    if _is_verb(words[0]) or relative:
        return _verbs(piece)
    single = len(words) == 1 and not words[0].istitle()
    return [Claim("adjective" if single else "phrase", piece)]


def _verbs(piece: str) -> list[Claim]:
    """Split "keeps drinks hot and folds flat" where the second part has a verb and an object of its own."""
    parts = re.split(r",?\s+and\s+(?=(?:\w+s)\s+\w+)", piece)
    merged = [parts[0]]
    for part in parts[1:]:
        if _is_verb(part.split()[0]) and part.split()[0].lower() not in {"drinks", "works", "looks"}:
            merged.append(part)
        else:
            merged[-1] += f" and {part}"
    return [Claim("verb", p.strip(" ,")) for p in merged if p.strip(" ,")]


def _agreeing(text: str) -> str:
    first, _, rest = text.partition(" ")
    small = first.lower()
    if small in {"is", "has", "does"}:
        return f"{ {'is': 'are', 'has': 'have', 'does': 'do'}[small] } {rest}".strip()
    if small.endswith("ies"):
        return f"{first[:-3]}y {rest}".strip()
    if re.search(r"(ches|shes|xes|sses)$", small):
        return f"{first[:-2]} {rest}".strip()
    return f"{first[:-1] if small.endswith('s') else first} {rest}".strip()
