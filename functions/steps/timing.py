"""How long a scene lasts: its own time, or as long as its narration with a breath needs."""

from functions.media.frames import FPS, MIN_BODY

LEAD_SECONDS = 0.35
"""Silence before the first word of a scene."""
TAIL_SECONDS = 0.45
"""Silence after the last one."""
CARD_SECONDS = 3.0
"""How long a title or end card is shown."""


def body_frames(duration_seconds: float, narration_seconds: float | None) -> int:
    """Frames of a scene: `duration_seconds`, stretched when the narration needs more, at least the shortest scene."""
    wanted = duration_seconds
    if narration_seconds is not None:
        wanted = max(wanted, LEAD_SECONDS + narration_seconds + TAIL_SECONDS)
    frames = int(wanted * FPS)
    return max(MIN_BODY, frames if frames == wanted * FPS else frames + 1)
