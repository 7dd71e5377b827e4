"""The queues as the engine sees them: "advance now" over Pub/Sub, "advance at that time" over Cloud Tasks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol


class Queues(Protocol):
    """Messages and tasks. Both are hints: the sweep makes up for every one that is lost."""

    def publish(self, topic: str, message: Mapping[str, Any]) -> None:
        """Send a message to a topic."""

    def schedule(self, name: str, at: datetime, message: Mapping[str, Any]) -> None:
        """Send a message at a time; a name that was used before is not sent again."""
