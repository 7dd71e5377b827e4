"""image(composition): the picture of a scene, and its thumbnail."""

from typing import Any

from functions.media.card import PLAIN_PALETTE, placeholder_card
from functions.media.deliver import thumbnail
from functions.media.fonts import font_file, font_for
from functions.media.probe import verify
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, owns, provide, scene_view
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES
from schemas.shot import Shot


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    width, height = FRAME_SIZES[content.aspect]
    scene = content.scene(str(where.scene_id))
    if scene.media.image is not None:
        return {"upload": scene.media.image, "fit": scene.fit, "width": width, "height": height}
    return {"width": width, "height": height, "take": scene.takes.get("image", 0)}


def _needs(content: FilmContent, where: Where) -> dict[str, str]:
    return {} if owns(content, where, "image") else {"composition": where.name("composition")}


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    return Done(_with_thumbnail(context, outcome.made)) if isinstance(outcome, Done) else outcome


def _with_thumbnail(context: Context, made: Made) -> Made:
    picture = made.files[0].path
    info = verify(picture, "image")
    small = context.folder / "thumbnail.jpg"
    thumbnail(picture, small)
    facts = {**made.facts, "width": info.width, "height": info.height}
    files = (*made.files, Output(small, ".thumbnail.jpg", "image/jpeg"))
    return Made(**{**vars(made), "files": files, "facts": facts})


def _placeholder(context: Context, reason: str) -> Made:
    palette: tuple[str, ...] = PLAIN_PALETTE
    if "composition" in context.job.sources:
        palette = Shot.model_validate_json(context.source("composition").read_bytes()).palette
    inputs, out = context.job.inputs, context.folder / "card.png"
    lines = ("Picture to come", context.job.label, reason)
    placeholder_card(
        lines,
        width=inputs["width"],
        height=inputs["height"],
        palette=palette,
        out_png=out,
        font_file=font_file(font_for(" ".join(lines))),
    )
    return _with_thumbnail(context, Made((Output(out, ".png", "image/png"),)))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return scene_view(asset, image_path=asset.path, thumbnail_path=asset.extras.get(".thumbnail.jpg"))


STEP = Step(
    kind="image",
    version=1,
    scope="scene",
    size="media",
    suffix=".png",
    media="image",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=_needs,
    wanted=lambda content, where: not owns(content, where, "video"),
    placeholder=_placeholder,
    provided=True,
)
