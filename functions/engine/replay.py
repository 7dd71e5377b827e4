"""Send dead letters again, after the operator has repaired what they failed on: those only that can be handled now."""

import base64
import re
from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError

from functions.engine import life
from functions.engine.dead_letters import DeadLetter, letter_path, reason_of
from functions.engine.dispatch import topic
from functions.engine.engine import job_path
from functions.stores.documents import Documents, Update
from functions.stores.queues import Queues
from schemas.job import Advance, Job, Wake
from schemas.request import Request

_MESSAGES: dict[str, type[Advance] | type[Wake]] = {"advance-light": Advance, "advance-media": Advance, "wake": Wake}
_JOB = re.compile(r"projects/([^/]+)/jobs/([^/]+)")
_ID = re.compile(r"[0-9a-f]{32}")
_MOST = 1000


class NotReplayable(Exception):
    """It would only fail again. The text says why, in a sentence."""


def dead_letters(documents: Documents, *, from_topic: str | None = None, replayed: bool = False) -> list[DeadLetter]:
    """The dead letters, newest first; those that were sent again and have not come back only if asked for."""
    if from_topic:
        found = documents.query("dead_letters", [("topic", "==", from_topic)], limit=_MOST)
    else:
        found = documents.query("dead_letters", [], limit=_MOST)
    letters = [DeadLetter.model_validate(each.data) for each in found]
    letters.sort(key=lambda letter: letter.at, reverse=True)
    return [letter for letter in letters if replayed or letter.is_open]


def replay(documents: Documents, queues: Queues, now: Callable[[], datetime], letter_id: str) -> str:
    """Send one again, and mark it; gives what was done, in a sentence.

    Raises:
        NotReplayable: there is no such letter, or it would only fail again; it stays as it is.
    """
    data = documents.get(letter_path(letter_id)) if _ID.fullmatch(letter_id) else None
    if data is None:
        raise NotReplayable(f"There is no dead letter {letter_id}.")
    letter = DeadLetter.model_validate(data)
    done = _await_sweep(documents, letter) if letter.topic == "requests" else _send(documents, queues, letter)
    documents.commit([Update(letter_path(letter_id), {("replayed_at",): now()})])
    return done


def _send(documents: Documents, queues: Queues, letter: DeadLetter) -> str:
    """Publish what advances the job that the letter is about, if it can be read and has not ended."""
    project_id, job_id = _job_of(letter)
    data = documents.get(job_path(project_id, job_id))
    if data is None:
        raise NotReplayable(f"There is no job {job_id} of project {project_id} (any more).")
    try:
        job = Job.model_validate(data)
    except ValidationError as error:
        raise NotReplayable(f"The job's document still cannot be read. {reason_of(error)}") from error
    if job.state in life.TERMINAL:
        return f"Its job is {job.state}: nothing had to be sent."
    message = Advance(project_id=project_id, job_id=job_id)
    queues.publish(topic(job.size), message.model_dump())
    return f"Sent to {topic(job.size)}."


def _job_of(letter: DeadLetter) -> tuple[str, str]:
    if letter.topic == "jobs":
        path = _JOB.fullmatch(letter.message)
        if path is None:
            raise NotReplayable("It names no job.")
        return path[1], path[2]
    model = _MESSAGES.get(letter.topic)
    if model is None:
        raise NotReplayable(f"What comes from {letter.topic} cannot be sent again: {letter.reason}")
    content = letter.message.encode() if letter.encoding == "text" else base64.b64decode(letter.message)
    try:
        message = model.model_validate_json(content, strict=True)
    except ValidationError as error:
        raise NotReplayable(reason_of(error)) from error
    return message.project_id, message.job_id


def _await_sweep(documents: Documents, letter: DeadLetter) -> str:
    """A request has no topic: the sweep admits what is pending, once it can be read."""
    data = documents.get(letter.message)
    if data is None:
        raise NotReplayable("There is no such request (any more).")
    try:
        request = Request.model_validate(data)
    except ValidationError as error:
        raise NotReplayable(f"The request still cannot be read. {reason_of(error)}") from error
    if request.status != "pending":
        raise NotReplayable(f"It was answered: {request.status}. Its user has to send a new one.")
    return "It can be read now: the next sweep admits it."
