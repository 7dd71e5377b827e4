"""`reel dead-letters` and `reel replay`: an operator's look at what could not be handled, past the security rules."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console

from cli.frontend import FrontendError
from functions.engine.replay import NotReplayable, dead_letters, replay
from functions.stores.documents import Documents, StoreError
from functions.stores.queues import Queues

_MESSAGE_CHARACTERS = 200


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the stores refuse into a sentence."""
    from google.api_core.exceptions import GoogleAPICallError

    try:
        yield
    except (StoreError, GoogleAPICallError) as error:
        raise FrontendError(f"The project does not let us, or does not answer: {error}") from error


def show(console: Console, documents: Documents, topic: str | None, *, replayed: bool) -> None:
    """List the dead letters."""
    letters = dead_letters(documents, from_topic=topic, replayed=replayed)
    if not letters:
        console.print("There are no dead letters." if replayed else "There are no open dead letters.")
        return
    for letter in letters:
        times = "once" if letter.count == 1 else f"{letter.count} times"
        again = "" if letter.is_open else f", sent again {letter.replayed_at:%Y-%m-%d %H:%M:%S}"
        text = repr(letter.message[:_MESSAGE_CHARACTERS])[1:-1]
        left_out = f" … ({letter.size} bytes)" if len(letter.message) > _MESSAGE_CHARACTERS else ""
        line = f"{letter.id}  {letter.topic}  {letter.at:%Y-%m-%d %H:%M:%S}  {times}{again}"
        console.print(line, style="bold", markup=False, highlight=False, soft_wrap=True)
        for detail in (text + left_out, letter.reason):
            console.print(f"  {detail}", markup=False, highlight=False, soft_wrap=True)
    console.print(
        f"{len(letters)} in all. What was repaired goes again with: ./reel replay ID", style="dim", highlight=False
    )


def send_again(console: Console, documents: Documents, queues: Queues, ids: Iterable[str]) -> int:
    """Replay letters, and say of each what became of it; gives how many stay."""
    left = 0
    for letter_id in ids:
        try:
            said = replay(documents, queues, lambda: datetime.now(UTC), letter_id)
        except NotReplayable as reason:
            left += 1
            console.print(
                f"{letter_id}  stays: {reason}", markup=False, highlight=False, style="yellow", soft_wrap=True
            )
        else:
            console.print(f"{letter_id}  {said}", markup=False, highlight=False, soft_wrap=True)
    return left
