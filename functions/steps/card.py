"""card(brief, mood): the title at the film's beginning, or its message at the end."""

from pathlib import Path
from typing import Any

from functions.media.card import PLAIN_PALETTE, placeholder_card
from functions.media.fonts import font_environment, font_file, font_for
from functions.media.frames import frames_of, seconds_of
from functions.media.segment import render_segment
from functions.media.title import render_card
from functions.media.typeset import shorten
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where
from functions.steps.timing import CARD_SECONDS
from functions.stores.documents import FieldPath
from schemas.content import OPENING, FilmContent
from schemas.project import FRAME_SIZES

_BODY = frames_of(CARD_SECONDS)


def words_of(content: FilmContent, where: Where) -> tuple[str, str]:
    """A card's title and its second line, which may be empty.

    The opening shows the film's title over the brand, the closing the key message over the brand. What the title says
    already is not said again.
    """
    brief, name = content.brief, shorten(content.title) or shorten(content.name) or "Untitled"
    if where.scene_id == OPENING:
        title, lines = name, (brief.brand_name, brief.key_message)
    else:
        title, lines = shorten(brief.key_message) or shorten(brief.brand_name) or name, (brief.brand_name, name)
    return title, next((line for line in map(shorten, lines) if line and not _says(title, line)), "")


def _says(title: str, line: str) -> bool:
    return line.casefold() in title.casefold()


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    width, height = FRAME_SIZES[content.aspect]
    title, line = words_of(content, where)
    return {
        "title": title,
        "line": line,
        "palette": list(content.mood.color_palette if content.mood else PLAIN_PALETTE),
        "width": width,
        "height": height,
        "platform": content.platform,
    }


def _run(context: Context) -> Outcome:
    inputs, out = context.job.inputs, context.folder / "card.mp4"
    render_card(
        inputs["title"],
        inputs["line"],
        palette=inputs["palette"],
        body_frames=_BODY,
        width=inputs["width"],
        height=inputs["height"],
        platform=inputs["platform"],
        out=out,
        font_env=font_environment(context.folder.parent),
    )
    return Done(_made(out))


def _made(out: Path) -> Made:
    facts = {"frames": _BODY, "seconds": seconds_of(_BODY)}
    return Made((Output(out, ".mp4", "video/mp4"),), facts)


def _placeholder(context: Context, _reason: str) -> Made:
    inputs, out = context.job.inputs, context.folder / "card.mp4"
    picture, size = context.folder / "card.png", {"width": inputs["width"], "height": inputs["height"]}
    lines = [line for line in (inputs["title"], inputs["line"]) if line]
    font = font_file(font_for(" ".join(lines)))
    placeholder_card(lines, palette=inputs["palette"], out_png=picture, font_file=font, **size)
    render_segment(picture, body_frames=_BODY, out=out, **size)
    return _made(out)


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return {("film", "cards", str(asset.where.scene_id)): asset.path}


STEP = Step(
    kind="card",
    version=1,
    scope="card",
    size="media",
    suffix=".mp4",
    media="video",
    inputs=_inputs,
    run=_run,
    view=_view,
    placeholder=_placeholder,
)
