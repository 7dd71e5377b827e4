"""video(image, composition): the moving clip of a scene, with spare frames at both ends for transitions."""

from pathlib import Path
from typing import Any

from functions.media.card import PLAIN_PALETTE, placeholder_card, still_clip
from functions.media.fonts import font_file, font_for
from functions.media.probe import verify
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, owns, provide, scene_view
from functions.steps.timing import body_frames
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    scene = content.scene(str(where.scene_id))
    width, height = FRAME_SIZES[content.aspect]
    frame = {"width": width, "height": height, "body_frames": body_frames(scene.duration_seconds, None)}
    if scene.media.video is not None:
        return {**frame, "upload": scene.media.video, "fit": scene.fit}
    return {**frame, "take": scene.takes.get("video", 0)}


def _needs(content: FilmContent, where: Where) -> dict[str, str]:
    if owns(content, where, "video"):
        return {}
    return {"image": where.name("image"), "composition": where.name("composition")}


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    return Done(_measured(outcome.made)) if isinstance(outcome, Done) else outcome


def _measured(made: Made) -> Made:
    info = verify(made.files[0].path, "video")
    facts = {"seconds": round(info.duration, 3), "width": info.width, "height": info.height}
    return Made(**{**vars(made), "facts": {**made.facts, **facts}})


def _placeholder(context: Context, reason: str) -> Made:
    inputs, out = context.job.inputs, context.folder / "still.mp4"
    picture = context.source("image") if "image" in context.job.sources else _card(context, reason)
    still_clip(
        picture,
        body_frames=inputs["body_frames"],
        width=inputs["width"],
        height=inputs["height"],
        out=out,
    )
    return _measured(Made((Output(out, ".mp4", "video/mp4"),)))


def _card(context: Context, reason: str) -> Path:
    """A labelled card in the place of a person's own clip that cannot be used."""
    inputs, out = context.job.inputs, context.folder / "card.png"
    lines = ("Clip to come", context.job.label, reason)
    font = font_file(font_for(" ".join(lines)))
    placeholder_card(
        lines, width=inputs["width"], height=inputs["height"], palette=PLAIN_PALETTE, out_png=out, font_file=font
    )
    return out


def _view(asset: Asset) -> dict[FieldPath, Any]:
    own = asset.extras.get(".thumbnail.jpg")  # of a person's own clip, which has no picture to be shown by
    return scene_view(asset, video_path=asset.path, **({"thumbnail_path": own} if own else {}))


STEP = Step(
    kind="video",
    version=1,
    scope="scene",
    size="media",
    suffix=".mp4",
    media="video",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=_needs,
    placeholder=_placeholder,
    provided=True,
)
