"""transition(piece, piece, style): the frames between two neighbours, chosen by mood and pace where nobody chose."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Literal

from functions.media.transition import render_transition
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, piece_node
from functions.stores.documents import FieldPath
from schemas.content import CLOSING, OPENING, FilmContent
from schemas.project import Mood, SceneContent

Temper = Literal["lively", "even", "gentle", "dramatic"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LIVELY = _set(
    "energetic energy bold dynamic playful fun upbeat urban modern tech technology digital futuristic neon vibrant "
    "electric sporty fast punchy quirky comic pop retro action adventurous"
)
_GENTLE = _set(
    "calm gentle dreamy nostalgic serene tender soft romantic peaceful cosy cozy quiet slow intimate pastel airy "
    "minimal natural organic melancholic wistful hopeful warm elegant"
)
_DRAMATIC = _set("noir dramatic epic dark tense tension solemn mysterious stormy gothic brooding suspense")
_BRIGHT = _set("airy pastel dreamy bright clean fresh wedding minimal heavenly snowy white")
_FLASHY: Mapping[str, frozenset[str]] = {
    "wipe_left": _set("playful fun retro comic quirky pop"),
    "circle": _set("whimsical magical childlike cartoon storybook"),
    "slide_up": _set("urban sporty action street music"),
    "slide_left": _set("modern tech technology digital bold neon electric"),
}
"""Styles that draw the eye, with what they suit; the first that fits, else a zoom."""

_QUICK, _SLOW = 3.0, 6.5
"""Mean seconds of a scene under which a film is quick, and over which it is slow."""
_SHORT = 2.2
"""Seconds under which a scene has no time for anything but a cut."""

_TIMES = (
    "night midnight moonlit moonlight starlit",
    "dawn sunrise daybreak morning",
    "noon midday afternoon daylight",
    "dusk sunset evening twilight",
    "winter snow", "spring", "summer", "autumn fall",
)  # fmt: skip
_PLACES = (
    "kitchen room bedroom office indoors cafe workshop studio library classroom",
    "sea ocean beach harbour harbor coast boat ship",
    "city street downtown rooftop",
    "forest mountain field garden meadow desert valley",
    "space orbit moon planet", "underwater reef",
)  # fmt: skip
_LATER = re.compile(
    r"\b(?:(?:years?|months?|weeks?|days?|hours?) later|the next (?:day|morning|week|year)|meanwhile|once upon|"
    r"long ago)\b"
)
_TIME_OF = {word: number for number, words in enumerate(_TIMES) for word in words.split()}
_PLACE_OF = {word: number for number, words in enumerate(_PLACES) for word in words.split()}


def style_of(content: FilmContent, where: Where) -> str:
    """The style between two neighbouring pieces: the scene's choice, else the project's, else by mood and pace."""
    first = str(where.scene_id)
    chosen = None if first == OPENING else content.scene(first).transition
    style = chosen or content.transition
    return _automatic(content, where) if style == "auto" else style


def temper_of(content: FilmContent) -> Temper:
    """How a film moves, by its mood, its tone and how long its scenes are."""
    words = _mood_words(content)
    if words & _DRAMATIC:
        return "dramatic"
    mean = sum([scene.duration_seconds for scene in content.scenes]) / max(1, len(content.scenes))
    pace = (mean < _QUICK) - (mean > _SLOW)
    score = pace + 2 * (len(words & _LIVELY) > len(words & _GENTLE)) - 2 * (len(words & _GENTLE) > len(words & _LIVELY))
    return "lively" if score > 0 else "gentle" if score < 0 else "even"


def _automatic(content: FilmContent, where: Where) -> str:
    temper, ids = temper_of(content), (str(where.scene_id), str(where.next_id))
    if OPENING in ids or CLOSING in ids:
        return "fade" if temper == "dramatic" else "dissolve"
    first, second = content.scene(ids[0]), content.scene(ids[1])
    if min(first.duration_seconds, second.duration_seconds) < _SHORT:
        return "cut"
    if temper == "lively":
        return _flashy(content) if _stands_out(content, ids) else "cut"
    if _new_chapter(first, second):
        return _through(content, temper)
    if temper == "even" and max(first.duration_seconds, second.duration_seconds) < _QUICK + 1:
        return "cut"
    return "dissolve"


def _through(content: FilmContent, temper: Temper) -> str:
    if temper == "dramatic" or content.mood is None:
        return "fade"
    return "fade_white" if _mood_words(content) & _BRIGHT else "fade_color"


def _flashy(content: FilmContent) -> str:
    words = _mood_words(content)
    return next((style for style, signs in _FLASHY.items() if words & signs), "zoom")


def _stands_out(content: FilmContent, ids: tuple[str, str]) -> bool:
    """Whether this pair may draw the eye: its number is higher than both neighbours', so never two in a row do.

    Numbers come from the ids, so an edit elsewhere in the film changes no style here.
    """
    order = [scene.id for scene in content.scenes]
    at = order.index(ids[0])
    before = _number(order[at - 1], order[at]) if at > 0 else ""
    after = _number(order[at + 1], order[at + 2]) if at + 2 < len(order) else ""
    return before < _number(*ids) > after


def _number(first: str, second: str) -> str:
    return hashlib.sha256(f"{first}:{second}".encode()).hexdigest()


def _new_chapter(first: SceneContent, second: SceneContent) -> bool:
    """Whether the text says that the second scene plays at another time, or at another place of another kind."""
    if _LATER.search(f"{second.title} {second.description} {second.narration or ''}".lower()):
        return True
    before, after = _words(first), _words(second)
    return any(
        bool(old) and bool(new) and not old & new
        for table in (_TIME_OF, _PLACE_OF)
        for old, new in [({table[w] for w in before if w in table}, {table[w] for w in after if w in table})]
    )


def _words(scene: SceneContent) -> set[str]:
    return set(re.findall(r"\w+", f"{scene.title} {scene.description}".lower()))


def _mood_words(content: FilmContent) -> set[str]:
    told = [*(content.mood.mood_keywords if content.mood else ()), content.brief.tone]
    return set(re.findall(r"\w+", " ".join(told).lower()))


def color_of(mood: Mood | None) -> str:
    """The colour that a fade goes through: the mood's darkest that is not nearly black."""
    palette = sorted(mood.color_palette, key=_luma) if mood else []
    return next((colour for colour in palette if _luma(colour) > 24), "#000000")


def _luma(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    style = style_of(content, where)
    return {"style": style, **({"color": color_of(content.mood)} if style == "fade_color" else {})}


def _run(context: Context) -> Outcome:
    out = context.folder / "transition.mp4"
    render_transition(
        context.source("a"),
        context.facts("a")["frames"],
        context.source("b"),
        context.facts("b")["frames"],
        style=context.job.inputs["style"],
        color=context.job.inputs.get("color", "#000000"),
        out=out,
    )
    return Done(Made((Output(out, ".mp4", "video/mp4"),)))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return {("film", "transitions", f"{asset.where.scene_id}-{asset.where.next_id}"): asset.path}


STEP = Step(
    kind="transition",
    version=1,
    scope="pair",
    size="media",
    suffix=".mp4",
    media="video",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=lambda _content, where: {"a": piece_node(str(where.scene_id)), "b": piece_node(str(where.next_id))},
    wanted=lambda content, where: style_of(content, where) != "cut",
)
