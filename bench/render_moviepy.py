"""The usual Python way to render a film: MoviePy with its own defaults. Runs by itself: `render_moviepy.py job.json`.

Clip by clip: cut to length and encode. Then everything again: concatenated, captions as `TextClip` pictures laid over
it, narration and quieter music as one `CompositeAudioClip`, and the whole encoded a second time. Codec, preset
(medium), rate control and threads are MoviePy's own. It has less to do than the other ways: hard cuts, because with its
cross-fades it would take much longer still; no colour treatment, highlighted words, ducking or loudness, which it does
not have.
"""

import json
import sys
from pathlib import Path
from typing import Any

from moviepy import (  # type: ignore[import-not-found]
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    TextClip,
    VideoFileClip,
    concatenate_videoclips,
)


def film(job: dict[str, Any]) -> None:
    """Render what a job describes; see `bench.render_rivals` for its fields."""
    folder = Path(job["folder"])
    encoded = []
    for number, scene in enumerate(job["scenes"]):
        clip = VideoFileClip(scene["clip"]).subclipped(scene["begin"], scene["end"])
        encoded.append(str(folder / f"scene{number}.mp4"))
        clip.write_videofile(encoded[-1], fps=job["fps"], audio=False, logger=None)
        clip.close()
    clips = [VideoFileClip(path) for path in encoded]
    picture = concatenate_videoclips(clips)
    texts = [
        TextClip(
            font=job["font"],
            text=caption["text"],
            font_size=job["font_size"],
            color="white",
            bg_color=(0, 0, 0, 176),
            text_align="center",
            margin=(24, 12),
        )
        .with_start(caption["start"])
        .with_duration(caption["end"] - caption["start"])
        .with_position(("center", job["caption_y"]))
        for caption in job["captions"]
    ]
    voices = [AudioFileClip(voice["path"]).with_start(voice["at"]) for voice in job["narration"]]
    music = AudioFileClip(job["music"]).subclipped(0, picture.duration).with_volume_scaled(0.2)
    composed = CompositeVideoClip([picture, *texts]).with_audio(CompositeAudioClip([music, *voices]))
    composed.write_videofile(job["out"], fps=job["fps"], audio_codec="aac", logger=None)


if __name__ == "__main__":
    film(json.loads(Path(sys.argv[1]).read_text()))
