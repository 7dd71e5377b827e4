"""export(film, format): the film in another format, on request. The main file describes it; the film lies beside."""

from typing import Any

from functions.media.export import FORMATS, export, too_long
from functions.providers.provider import Made, Output, json_output
from functions.steps.step import Asset, Context, Done, Outcome, Step, StepFailed, Where
from functions.stores.documents import FieldPath
from schemas.content import FilmContent
from schemas.project import ExportFormat


def _inputs(_content: FilmContent, where: Where) -> dict[str, Any]:
    return {"format": where.scene_id}


def _run(context: Context) -> Outcome:
    name: ExportFormat = context.job.inputs["format"]
    form, seconds = FORMATS[name], float(context.facts("film")["seconds"])
    reason = too_long(name, seconds)
    if reason is not None:
        raise StepFailed("film_too_long", reason)
    out = context.folder / f"export{form.suffix}"
    info = export(context.source("film"), out, name, on_progress=context.report)
    described = {
        "format": name,
        "content_type": form.content_type,
        "width": info.width,
        "height": info.height,
        "seconds": seconds,
        "bytes": out.stat().st_size,
    }
    files = (json_output(context.folder, described), Output(out, form.suffix, form.content_type))
    return Done(Made(files, described))


def _view(asset: Asset) -> dict[FieldPath, Any]:
    name = str(asset.where.scene_id)
    suffix = next(form.suffix for key, form in FORMATS.items() if key == name)
    return {("exports", name, "path"): asset.extras.get(suffix)}


STEP = Step(
    kind="export",
    version=1,
    scope="format",
    size="media",
    suffix=".json",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=lambda _content, _where: {"film": "film"},
    asked_only=True,
)
