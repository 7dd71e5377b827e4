"""video(image, composition): the moving clip of a scene, with spare frames at both ends for transitions."""

from typing import Any

from functions.media.card import still_clip
from functions.media.probe import verify
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, provide, scene_view
from functions.steps.timing import body_frames
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    scene = content.scene(str(where.scene_id))
    width, height = FRAME_SIZES[content.aspect]
    return {
        "width": width,
        "height": height,
        "body_frames": body_frames(scene.duration_seconds, None),
        "take": scene.takes.get("video", 0),
    }


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    return Done(_measured(outcome.made)) if isinstance(outcome, Done) else outcome


def _measured(made: Made) -> Made:
    info = verify(made.files[0].path, "video")
    facts = {"seconds": round(info.duration, 3), "width": info.width, "height": info.height}
    return Made(**{**vars(made), "facts": {**made.facts, **facts}})


def _placeholder(context: Context, _reason: str) -> Made:
    inputs, out = context.job.inputs, context.folder / "still.mp4"
    still_clip(
        context.source("image"),
        body_frames=inputs["body_frames"],
        width=inputs["width"],
        height=inputs["height"],
        out=out,
    )
    return _measured(Made((Output(out, ".mp4", "video/mp4"),)))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return scene_view(asset, video_path=asset.path)


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
    needs=lambda _content, where: {"image": where.name("image"), "composition": where.name("composition")},
    placeholder=_placeholder,
    provided=True,
)
