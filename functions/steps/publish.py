"""publish(film): poster, preview GIF, HLS, and the public document that the share page reads."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from functions.media.deliver import gif, highlights, poster
from functions.media.hls import hls
from functions.providers.provider import Made, Output, json_output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where
from functions.stores.documents import FieldPath
from functions.stores.files import TOKEN_KEY, NoSuchFile
from schemas.content import FilmContent
from schemas.share import HlsRendition, Share
from schemas.words import Cue

_TYPES = {".mp4": "video/mp4", ".m4s": "video/iso.segment"}


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    return {"share_id": content.share_id, "title": content.name, "description": content.description}


def _run(context: Context) -> Outcome:
    inputs, facts, film = context.job.inputs, context.facts("film"), context.source("film")
    folder = context.folder
    starts, seconds = [float(start) for start in facts["starts"]], float(facts["seconds"])
    cues = [Cue(**cue) for cue in json.loads(context.beside("film", ".cues.json").read_bytes())]
    captioned = [(cue.start, cue.end) for cue in cues]
    # None of the three keeps two cores busy by itself.
    with ThreadPoolExecutor(2) as crew:
        chosen = crew.submit(poster, film, folder / "poster.jpg", scene_starts=starts, captioned=captioned)
        preview = crew.submit(gif, film, folder / "film.gif", spans=highlights(starts, seconds))
        renditions = hls(film, folder / "hls", on_progress=lambda share: context.report(0.9 * share))
        preview.result()
        still = chosen.result()

    base = f"{STEP.prefix(context.job.project_id, Where())}{context.job.input_hash}"
    stored = tuple(_stored(rendition, base) for rendition in renditions)
    listed = json_output(folder, [rendition.model_dump(mode="json") for rendition in stored])
    beside = [
        Output(folder / "poster.jpg", ".poster.jpg", "image/jpeg", token=_token()),
        Output(folder / "film.gif", ".gif", "image/gif", token=_token()),
        *(_segment(path, folder / "hls") for path in sorted((folder / "hls").rglob("*.m*"))),
    ]
    film_path, captions = context.job.sources["film"], facts["extras"].get(".vtt")
    tokens = {f"{base}{output.suffix}": str(output.token) for output in beside}
    tokens |= {path: _published(context, path) for path in (film_path, captions) if path}
    share = Share(
        share_id=inputs["share_id"],
        title=inputs["title"],
        description=inputs["description"],
        bucket=context.bucket,
        video_path=film_path,
        poster_path=f"{base}.poster.jpg",
        gif_path=f"{base}.gif",
        captions_path=captions,
        language=facts.get("language") or "und",
        renditions=stored,
        tokens=tokens,
        width=facts["width"],
        height=facts["height"],
        poster_width=still.width,
        poster_height=still.height,
        duration_seconds=seconds,
        published_at=context.now,
    )
    made = Made((listed, *beside), {"share_id": share.share_id, "video_path": film_path})
    return Done(made, share=share)


def _token() -> str:
    return str(uuid.uuid4())


def _published(context: Context, path: str) -> str:
    """Make a file public by a token; one that it has already is kept, so that no URL in use breaks."""
    info = context.files.stat(path)
    if info is None:
        raise NoSuchFile(path)
    present = info.metadata.get(TOKEN_KEY, "").split(",")[0]
    if present:
        return present
    token = _token()
    context.files.set_token(path, token)
    return token


def _stored(rendition: HlsRendition, base: str) -> HlsRendition:
    segments = tuple(s.model_copy(update={"path": f"{base}/{s.path}"}) for s in rendition.segments)
    return rendition.model_copy(update={"init_path": f"{base}/{rendition.init_path}", "segments": segments})


def _segment(path: Path, folder: Path) -> Output:
    return Output(path, f"/{path.relative_to(folder).as_posix()}", _TYPES[path.suffix], token=_token())


def _view(asset: Asset) -> dict[FieldPath, Any]:
    return {
        ("publication", "share_id"): asset.facts.get("share_id"),
        ("publication", "poster_path"): asset.extras.get(".poster.jpg"),
        ("publication", "gif_path"): asset.extras.get(".gif"),
        ("publication", "hls_path"): asset.path,
        ("publication", "video_path"): asset.facts.get("video_path"),
        ("publication", "published_at"): asset.made_at,
    }


STEP = Step(
    kind="publish",
    version=1,
    scope="project",
    size="media",
    suffix=".json",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=lambda _content, _where: {"film": "film"},
    asked_only=True,
)
