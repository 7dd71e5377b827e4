"""transition(segment, segment, style): the frames between two neighbours."""

from typing import Any

from functions.media.transition import render_transition
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import Mood

_STYLES = {
    "fade": {"noir", "dramatic", "epic", "dark", "tension", "solemn", "melancholic"},
    "slide_left": {"bold", "modern", "tech", "technology", "neon", "energetic", "urban"},
    "wipe_left": {"playful", "fun", "retro", "comic", "quirky"},
}


def style_of(mood: Mood | None) -> str:
    """Choose the transition that a mood asks for; a dissolve where it asks for none."""
    words = {word.lower() for keyword in (mood.mood_keywords if mood else ()) for word in keyword.split()}
    return next((style for style, signs in _STYLES.items() if words & signs), "dissolve")


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    return {"style": style_of(content.mood)}


def _run(context: Context) -> Outcome:
    out = context.folder / "transition.mp4"
    render_transition(
        context.source("a"),
        context.facts("a")["frames"],
        context.source("b"),
        context.facts("b")["frames"],
        style=context.job.inputs["style"],
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
    needs=lambda _content, where: {"a": f"segment:{where.scene_id}", "b": f"segment:{where.next_id}"},
)
