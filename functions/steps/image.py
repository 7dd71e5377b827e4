"""image(composition): the picture of a scene, or a sequence of them, and its thumbnail.

The first picture of a sequence is the main file; the others lie beside it as `.2.png`, `.3.png` and so on.
"""

from typing import Any

from functions.media.card import PLAIN_PALETTE, placeholder_card
from functions.media.deliver import thumbnail
from functions.media.fonts import font_file, font_for
from functions.media.probe import verify
from functions.media.sequence import flaw_of
from functions.providers.provider import Made, Output
from functions.steps.step import Asset, Context, Done, Outcome, Step, StepFailed, Where, owns, provide, scene_view
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import FRAME_SIZES
from schemas.shot import Shot


def _inputs(content: FilmContent, where: Where) -> dict[str, Any]:
    width, height = FRAME_SIZES[content.aspect]
    scene = content.scene(str(where.scene_id))
    if scene.media.image is not None:
        return {"upload": scene.media.image, "fit": scene.fit, "width": width, "height": height}
    several = {"frames": scene.frames} if scene.frames > 1 else {}
    return {"width": width, "height": height, "take": scene.takes.get("image", 0), **several}


def _needs(content: FilmContent, where: Where) -> dict[str, str]:
    return {} if owns(content, where, "image") else {"composition": where.name("composition")}


def _run(context: Context) -> Outcome:
    outcome = provide(context)
    if not isinstance(outcome, Done):
        return outcome
    return Done(_with_thumbnail(context, _checked_sequence(context, outcome.made)))


def _checked_sequence(context: Context, made: Made) -> Made:
    """Refuse a sequence that cannot be filmed; note how many pictures it has."""
    inputs = context.job.inputs
    count = int(inputs.get("frames", 1))
    if count == 1:
        return made
    pictures = [file.path for file in made.files if file.content_type.startswith("image/")]
    flaw = flaw_of(pictures, count=count, width=inputs["width"], height=inputs["height"])
    if flaw is not None:
        raise StepFailed("bad_sequence", flaw)
    return Made(**{**vars(made), "facts": {**made.facts, "frames": count}})


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
