"""publish(film): poster, thumbnails, preview GIF, renditions, and the public document that the share page reads."""

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from functions.media.cmaf import Fragmented
from functions.media.deliver import Stills, Stretch, gif, highlights, stills
from functions.media.ladder import Ladder, ladder
from functions.media.ladder import Made as MadeRendition
from functions.providers.provider import Made, Output, json_output
from functions.steps.step import Asset, Context, Done, Outcome, Step, Where, owns
from functions.stores.documents import FieldPath
from functions.stores.files import TOKEN_KEY, NoSuchFile
from schemas.content import FilmContent
from schemas.project import SceneContent
from schemas.share import Chapter, Rendition, Share, Sound, Sprite
from schemas.words import Cue


def _inputs(content: FilmContent, _where: Where) -> dict[str, Any]:
    return {
        "share_id": content.share_id,
        "title": content.name,
        "description": content.description,
        "chapters": {scene.id: scene.title or f"Scene {n}" for n, scene in enumerate(content.scenes, 1)},
        "pictures": {scene.id: scene.frames for scene in content.scenes if _is_sequence(content, scene)},
    }


def _is_sequence(content: FilmContent, scene: SceneContent) -> bool:
    where = Where(scene.id)
    return scene.frames > 1 and not (owns(content, where, "video") or owns(content, where, "image"))


def _run(context: Context) -> Outcome:
    inputs, facts, film = context.job.inputs, context.facts("film"), context.source("film")
    folder = context.folder
    cues = [Cue(**cue) for cue in json.loads(context.beside("film", ".cues.json").read_bytes())]
    scenes = stretches(facts, inputs["chapters"], inputs["pictures"])
    # None of the three keeps two cores busy by itself.
    with ThreadPoolExecutor(2) as crew:
        captioned = [(cue.start, cue.end) for cue in cues]
        seen = crew.submit(stills, film, folder / "stills", list(scenes.values()), captioned=captioned)
        preview = crew.submit(gif, film, folder / "film.gif", spans=highlights(list(scenes.values())))
        streams = ladder(film, folder / "ladder", on_progress=lambda share: context.report(0.9 * share))
        preview.result()
        pictures = seen.result()

    place = _Place(context, inputs["share_id"])
    beside = [
        place.output(folder / "stills" / "poster.jpg", ".poster.jpg", "image/jpeg"),
        place.output(folder / "film.gif", ".gif", "image/gif"),
        place.output(streams.sprite, ".sprite.jpg", "image/jpeg"),
        *(place.output(still.path, f"/scenes/{still.path.name}", "image/jpeg") for still in pictures.scenes),
        *(place.output(each.mp4, f"/{each.mp4.name}", "video/mp4") for each in streams.renditions[1:]),
        *(place.output(each.track, f"/stream/{each.track.name}", "video/mp4") for each in streams.renditions),
    ]
    if streams.sound:
        beside.append(place.output(streams.sound[0], "/stream/sound.mp4", "audio/mp4"))
    share = _share(context, place, streams, pictures, scenes, spoken=bool(cues))
    listed = json_output(folder, share.model_dump(mode="json", include=_LISTED))
    found = {
        "share_id": share.share_id,
        "video_path": share.video_path,
        "scenes": list(scenes),
        "renditions": [each.name for each in share.renditions],
    }
    return Done(Made((listed, *beside), found), share=share)


_LISTED = {"video_path", "poster_path", "gif_path", "captions_path", "renditions", "sound", "sprite", "chapters"}


def stretches(facts: Mapping[str, Any], scene_ids: Collection[str], pictures: Mapping[str, int]) -> dict[str, Stretch]:
    """Where the scenes are in a finished film, by id, from the film's facts; the cards are left out.

    `pictures` says of how many pictures a scene is made, where they are several: each is seen equally long.
    """
    starts = [float(start) for start in facts["starts"]]
    ends = [*starts[1:], float(facts["seconds"])]
    placeholders, found = facts.get("placeholders", {}), {}
    for piece, start, end in zip(facts["pieces"], starts, ends, strict=True):
        if piece in scene_ids:
            count = pictures.get(piece, 1)
            turns = tuple(start + (end - start) * number / count for number in range(1, count))
            found[piece] = Stretch(start, end, turns, piece in placeholders)
    return found


class _Place:
    """Where the files of this publication go, and the tokens that make them public."""

    def __init__(self, context: Context, share_id: str) -> None:
        self.base = f"{STEP.prefix(context.job.project_id, Where())}{context.job.input_hash}"
        self.tokens: dict[str, str] = {}
        self._context, self._share_id = context, share_id

    def output(self, path: Path, suffix: str, content_type: str) -> Output:
        """A file that is public from the start."""
        where = f"{self.base}{suffix}"
        self.tokens[where] = token_of(self._share_id, where)
        return Output(path, suffix, content_type, token=self.tokens[where])

    def publish(self, path: str | None) -> str | None:
        """Make a file public that is there already."""
        if path:
            self.tokens[path] = _published(self._context, path)
        return path


def token_of(share_id: str, path: str) -> str:
    """The download token of a file of one publication.

    Whoever knows the share id sees the page, and so all tokens; nobody else can tell them. They follow from it, so that
    a file that an interrupted run has stored already bears the token that the next run expects.
    """
    return str(uuid.UUID(bytes=hashlib.sha256(f"{share_id}\n{path}".encode()).digest()[:16]))


def _published(context: Context, path: str) -> str:
    """Make a file public by a token; one that it has already is kept, so that no URL in use breaks."""
    info = context.files.stat(path)
    if info is None:
        raise NoSuchFile(path)
    present = info.metadata.get(TOKEN_KEY, "").split(",")[0]
    if present:
        return present
    token = token_of(context.job.inputs["share_id"], path)
    context.files.set_token(path, token)
    return token


def _share(
    context: Context,
    place: _Place,
    streams: Ladder,
    pictures: Stills,
    scenes: Mapping[str, Stretch],
    *,
    spoken: bool,
) -> Share:
    inputs, facts, film_path = context.job.inputs, context.facts("film"), context.job.sources["film"]
    extras = facts["extras"] if spoken else {}
    film, *smaller = streams.renditions
    return Share(
        share_id=inputs["share_id"],
        title=inputs["title"],
        description=inputs["description"],
        bucket=context.bucket,
        video_path=str(place.publish(film_path)),
        poster_path=f"{place.base}.poster.jpg",
        gif_path=f"{place.base}.gif",
        captions_path=place.publish(extras.get(".vtt")),
        subtitles_path=place.publish(extras.get(".srt")),
        language=facts.get("language") or "und",
        renditions=(
            _rendition(film, place, film_path),
            *(_rendition(each, place, f"{place.base}/{each.mp4.name}") for each in smaller),
        ),
        sound=_sound(streams, place),
        sprite=_sprite(streams, place),
        chapters=tuple(
            Chapter(
                title=inputs["chapters"][scene_id],
                start=scene.start,
                thumbnail_path=f"{place.base}/scenes/{still.path.name}",
                thumbnail_width=still.width,
                thumbnail_height=still.height,
            )
            for (scene_id, scene), still in zip(scenes.items(), pictures.scenes, strict=True)
        ),
        width=facts["width"],
        height=facts["height"],
        poster_width=pictures.poster.width,
        poster_height=pictures.poster.height,
        duration_seconds=float(facts["seconds"]),
        published_at=context.now,
        tokens=place.tokens,
    )


def _rendition(made: MadeRendition, place: _Place, mp4_path: str) -> Rendition:
    return Rendition(
        name=made.name,
        width=made.width,
        height=made.height,
        mp4_path=mp4_path,
        mp4_bytes=made.mp4.stat().st_size,
        **_track(made.stream, f"{place.base}/stream/{made.track.name}"),
    )


def _sound(streams: Ladder, place: _Place) -> Sound | None:
    if streams.sound is None:
        return None
    track = _track(streams.sound[1], f"{place.base}/stream/sound.mp4")
    return Sound(sample_rate=streams.info.sample_rate, channels=streams.info.channels, **track)


def _track(stream: Fragmented, path: str) -> dict[str, Any]:
    return {
        "path": path,
        "codecs": stream.codecs,
        "bandwidth": stream.bandwidth,
        "average_bandwidth": stream.average_bandwidth,
        "init_bytes": stream.init_bytes,
        "index_bytes": stream.index_bytes,
        "segments": stream.segments,
    }


def _sprite(streams: Ladder, place: _Place) -> Sprite:
    grid = streams.grid
    return Sprite(
        path=f"{place.base}.sprite.jpg",
        width=grid.width,
        height=grid.height,
        columns=grid.columns,
        count=grid.count,
        seconds=grid.seconds,
    )


def _view(asset: Asset) -> dict[FieldPath, Any]:
    base, facts = asset.path.removesuffix(STEP.suffix), asset.facts
    names = list(facts.get("renditions", ()))
    whole = {name: f"{base}/{name}.mp4" for name in names} | ({names[0]: facts.get("video_path")} if names else {})
    scenes = enumerate(facts.get("scenes", ()))
    return {
        ("publication", "share_id"): facts.get("share_id"),
        ("publication", "poster_path"): asset.extras.get(".poster.jpg"),
        ("publication", "gif_path"): asset.extras.get(".gif"),
        ("publication", "sprite_path"): asset.extras.get(".sprite.jpg"),
        ("publication", "thumbnail_paths"): {scene_id: f"{base}/scenes/{n:03}.jpg" for n, scene_id in scenes},
        ("publication", "rendition_paths"): whole,
        ("publication", "hls_path"): asset.path,
        ("publication", "video_path"): facts.get("video_path"),
        ("publication", "published_at"): asset.made_at,
    }


STEP = Step(
    kind="publish",
    version=2,
    scope="project",
    size="media",
    suffix=".json",
    inputs=_inputs,
    run=_run,
    view=_view,
    needs=lambda _content, _where: {"film": "film"},
    asked_only=True,
)
