"""A person's own files as a provider: what was uploaded takes the place of what would be generated.

An upload is untrusted. It is turned into a file of ours here, so that nothing after this opens what a client sent.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from functions.media.runner import MediaError
from functions.providers.provider import Made, Output, ProviderRefused, Submitted, Work, json_output
from schemas.project import Kind
from schemas.words import Word

ID = "upload"
"""The provider's name; also the input that names an upload, and the role of its file among a work's sources."""
_SPARE_SECONDS = 30.0
"""What is kept of a clip or a track beyond its planned length: a narration may stretch its scene."""


class Uploaded:
    """Takes in uploads."""

    id = ID
    remote = False
    can_find = False

    def __init__(self) -> None:
        self._takers: Mapping[Kind, Callable[[Work, Path], Made]] = {
            "image": _image,
            "video": _video,
            "audio": _audio,
            "music": _sound,
            "effects": _sound,
        }
        self.kinds: frozenset[Kind] = frozenset(self._takers)

    def make(self, work: Work) -> Made | Submitted:
        """Take the upload in. Raises ProviderRefused, with what the person can do, for one that cannot be used."""
        try:
            return self._takers[work.kind](work, work.sources[ID])
        except MediaError as error:
            raise ProviderRefused(error.code, f"Your {work.kind} cannot be used: {error.message}") from error

    def check(self, work: Work, ticket: str) -> Made | Submitted:
        raise ProviderRefused("not_submitted", f"An upload is taken in at once; there is no {ticket} to look at.")

    def find(self, work: Work) -> str | None:
        return None

    def cancel(self, ticket: str) -> None:
        return


def _image(work: Work, upload: Path) -> Made:
    from functions.media.fitting import fit_picture
    from functions.media.own import own_picture

    inputs, upright, out = work.inputs, work.folder / "upright.png", work.folder / "picture.png"
    own_picture(upload, upright)
    fit_picture(upright, out, width=inputs["width"], height=inputs["height"], fit=inputs["fit"])
    return Made((Output(out, ".png", "image/png"),))


def _video(work: Work, upload: Path) -> Made:
    from functions.media.deliver import thumbnail
    from functions.media.frames import seconds_of
    from functions.media.own import own_clip

    inputs, out, small = work.inputs, work.folder / "clip.mp4", work.folder / "thumbnail.jpg"
    info = own_clip(
        upload,
        out,
        width=inputs["width"],
        height=inputs["height"],
        fit=inputs["fit"],
        max_seconds=seconds_of(inputs["body_frames"]) + _SPARE_SECONDS,
        on_progress=work.report,
    )
    thumbnail(out, small)
    files = Output(out, ".mp4", "video/mp4"), Output(small, ".thumbnail.jpg", "image/jpeg")
    return Made(files, {"has_sound": info.audio_codec is not None})


def _audio(work: Work, upload: Path) -> Made:
    """A recorded narration: its words are found in the recording, so that its captions are timed as any others."""
    from functions.media.align import align
    from functions.media.own import own_sound
    from schemas import limits

    out, text = work.folder / "narration.wav", work.inputs["text"]
    own_sound(upload, out, max_seconds=limits.SCENE_SECONDS_MAX)
    heard: dict[str, Any] = {"language": "und", "timing": "none", "spoken": True}
    words: tuple[Word, ...] = ()
    note = None
    if text:
        aligned = align(text, out, language=None)
        words, note = aligned.words, aligned.note
        heard |= {"language": aligned.language, "timing": aligned.timing}
    listed = json_output(work.folder, [word.model_dump() for word in words], ".words.json")
    return Made((Output(out, ".wav", "audio/wav"), listed), heard, note=note)


def _sound(work: Work, upload: Path) -> Made:
    from functions.media.own import own_sound

    out = work.folder / "sound.wav"
    own_sound(upload, out, max_seconds=float(work.inputs["seconds"]) + _SPARE_SECONDS)
    return Made((Output(out, ".wav", "audio/wav"),), {"description": "Your own recording."})
