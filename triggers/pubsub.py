"""Pub/Sub messages: advance a job now; a file has arrived.

Jobs have two sizes, each with its own topic, memory and concurrency.
"""

import base64
from typing import Any

from firebase_functions import options, pubsub_fn
from firebase_functions.core import CloudEvent

from triggers.envelopes import opened


def _advance(event: CloudEvent[Any], size: str) -> None:
    from functions.engine.advance import advance
    from functions.engine.dead_letters import deliver
    from schemas.job import Advance
    from triggers.wiring import invocation, ready

    message = event.data.message
    body = base64.b64decode(message.data, validate=True)
    with invocation(f"advance-{size}"):
        deliver(ready(), f"advance-{size}", body, Advance, advance, since=lambda _: message.publish_time)


@opened("advance-light")
@pubsub_fn.on_message_published(
    topic="advance-light", retry=True, memory=options.MemoryOption.MB_512, concurrency=4, timeout_sec=120
)
def advance_light(event: CloudEvent[Any]) -> None:
    """Advance a job that talks to stores and vendors."""
    _advance(event, "light")


@opened("advance-media")
@pubsub_fn.on_message_published(
    topic="advance-media", retry=True, memory=options.MemoryOption.GB_4, cpu=2, concurrency=1, timeout_sec=540
)
def advance_media(event: CloudEvent[Any]) -> None:
    """Advance a job that draws, speaks or encodes."""
    _advance(event, "media")


@opened("storage-objects")
@pubsub_fn.on_message_published(topic="storage-objects", retry=True, memory=options.MemoryOption.GB_1, timeout_sec=120)
def stored(event: CloudEvent[Any]) -> None:
    """Look after a file that came late. Cloud Storage sends these where the bucket's notifications are set up."""
    from functions.engine.dead_letters import deliver
    from functions.engine.late_files import StoredObject, arrived
    from triggers.wiring import invocation, ready

    message = event.data.message
    if (message.attributes or {}).get("eventType") != "OBJECT_FINALIZE":
        return
    body = base64.b64decode(message.data, validate=True)
    with invocation("stored"):
        deliver(ready(), "storage-objects", body, StoredObject, arrived, since=lambda _: message.publish_time)
