"""Pub/Sub and Cloud Tasks as the queues."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from functions.stores.documents import count

if TYPE_CHECKING:
    from google.cloud.pubsub_v1 import PublisherClient

_PUBLISH_TIMEOUT_SECONDS = 20.0


class GoogleQueues:
    """`publish` waits for the acknowledgement: a message that was not taken raises."""

    def __init__(self, publisher: "PublisherClient", project: str, *, task_function: str) -> None:
        self._publisher = publisher
        self._project = project
        self._task_function = task_function

    def publish(self, topic: str, message: Mapping[str, Any]) -> None:
        body = json.dumps(message, default=_plain).encode()
        path = self._publisher.topic_path(self._project, topic)
        self._publisher.publish(path, body).result(timeout=_PUBLISH_TIMEOUT_SECONDS)
        count(publishes=1)

    def schedule(self, name: str, at: datetime, message: Mapping[str, Any]) -> None:
        from firebase_admin import functions
        from firebase_admin.exceptions import AlreadyExistsError, ConflictError

        queue = functions.task_queue(self._task_function)
        options = functions.TaskOptions(schedule_time=at, task_id=name)
        try:
            queue.enqueue({"data": json.loads(json.dumps(message, default=_plain))}, options)
        except (AlreadyExistsError, ConflictError):
            return  # the name is the de-duplication: this wake-up is already on its way
        except ValueError as error:
            # firebase-admin 7.7 cannot read the emulator's answer to a named task; by then the task is taken
            if "CLOUD_TASKS_EMULATOR_HOST" not in os.environ or "resource name" not in str(error):
                raise
        count(publishes=1)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be sent")
