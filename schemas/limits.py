"""Every limit a person can run into, in one place. firestore.rules repeats some; a test keeps the two equal."""

NAME = 120
DESCRIPTION = 2000
BRIEF_FIELD = 2000
BRIEF_NOTES = 4000
SCENE_TITLE = 120
SCENE_DESCRIPTION = 1000
SCENE_NARRATION = 1500
SCENE_TEXT_BYTES = 6000
"""Title, description and narration together, UTF-8: 100 such scenes stay far below Firestore's 1 MiB."""
SCENES = 100
SCENE_SECONDS_MIN = 1.0
SCENE_SECONDS_MAX = 120.0
SCENE_FRAMES = 6
"""Pictures of an image sequence."""
FILM_SECONDS_MAX = 1800.0
PALETTE = 8
KEYWORDS = 12
TAKES = 99
REQUEST_OPTIONS_BYTES = 200_000
REQUESTS_PER_MINUTE = 30
DAILY_QUOTA = {"free": 10, "pro": 100, "enterprise": 1000}
"""Requests a day that start work. A request answered wholly from what exists is free."""
