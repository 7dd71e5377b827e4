"""A shot: what a scene's picture shows, in words a person reads and in terms an illustrator draws."""

from typing import Literal

from pydantic import Field

from schemas.base import HexColor, Model

Setting = Literal[
    "sea", "coast", "harbour", "beach", "river", "lake", "forest", "mountain", "desert", "field", "garden", "snow",
    "village", "street", "city", "rooftop", "park", "road", "room", "kitchen", "bedroom", "office", "cafe", "workshop",
    "classroom", "library", "stage", "space", "sky", "underwater", "cave", "backdrop",
]  # fmt: skip
"""Where the shot plays. `backdrop` is a plain studio sweep, for products and ideas without a place."""

TimeOfDay = Literal["dawn", "day", "golden", "dusk", "night"]
Weather = Literal["clear", "cloudy", "rain", "storm", "snow", "fog", "wind"]
Camera = Literal["push", "pull", "pan_left", "pan_right", "tilt_up", "tilt_down", "drift"]

Hero = Literal[
    "person", "woman", "man", "child", "elder", "couple", "crowd", "dog", "cat", "fox", "bird", "gull", "horse", "cow",
    "rabbit", "bear", "fish", "whale", "butterfly", "rowboat", "sailboat", "ship", "lighthouse", "house", "castle",
    "tower", "bridge", "windmill", "tree", "pine", "palm", "flower", "plant", "car", "bus", "train", "bicycle", "plane",
    "balloon", "robot", "rocket", "astronaut", "planet", "satellite", "cup", "teapot", "bottle", "glass", "bowl",
    "phone", "laptop", "camera", "headphones", "book", "pen", "lamp", "lantern", "clock", "watch", "box", "gift", "bag",
    "shoe", "chair", "table", "bed", "guitar", "piano", "ball", "umbrella", "key", "heart", "lightbulb", "bread",
    "cake", "apple", "tent", "campfire", "gear", "chart", "shop", "door", "letter", "globe", "magnifier",
    "cloud_server", "dragon", "crown", "sword", "map",
]  # fmt: skip
"""What the embedded studio can draw as the subject of a shot."""


class Subject(Model):
    """One thing the shot is about. `name` is drawn; `label` is how the text called it."""

    name: Hero
    label: str = Field(default="", max_length=80)
    count: int = Field(default=1, ge=1, le=7)
    placement: Literal["left", "centre", "right"] = "centre"
    distance: Literal["near", "middle", "far"] = "middle"


class Shot(Model):
    """What a composition says. The first three are the contract's own fields; the rest tells an illustrator how."""

    description: str = Field(max_length=2000)
    styling: str = Field(max_length=1000)
    animation: str = Field(max_length=1000)
    setting: Setting
    time_of_day: TimeOfDay
    weather: Weather = "clear"
    subjects: tuple[Subject, ...] = Field(default=(), max_length=4)
    palette: tuple[HexColor, ...] = Field(min_length=2, max_length=8)
    keywords: tuple[str, ...] = Field(default=(), max_length=12)
    camera: Camera = "push"
    cast: int = Field(default=0, ge=0)
    """The same number in all scenes of a film, so that its people and animals look the same from scene to scene."""
