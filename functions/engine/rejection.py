"""A request that cannot be admitted: a code, a sentence, and what to do about it."""

from pydantic import ValidationError


class Rejected(Exception):
    """The request is answered with `rejected`; nothing has been changed."""

    def __init__(self, code: str, message: str, suggested_action: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.suggested_action = suggested_action


def from_validation(code: str, error: ValidationError) -> Rejected:
    """Say what is wrong with a document in one sentence a person understands."""
    problems = [
        f"{'.'.join(str(part) for part in problem['loc']) or 'the document'}: {problem['msg']}"
        for problem in error.errors(include_url=False, include_input=False)[:5]
    ]
    return Rejected(code, "; ".join(problems) + ".", "Correct the named fields and send a new request.")


def no_project() -> Rejected:
    """The project is not there, or not any more."""
    return Rejected("project_not_found", "There is no such project.", "Create the project first.")


def no_room() -> Rejected:
    """The project document would outgrow its limit."""
    return Rejected("project_too_large", "The project has no room for this.", "Shorten texts, or make two films.")
