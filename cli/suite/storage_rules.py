"""Tells whether Storage rules let any client in."""

import re

_COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_ALLOW = re.compile(r"\ballow\b([^;{}]*)[;}]")
_DENY = re.compile(r"[\w\s,]+:\s*if\s+false\s*")


def denies_everything(rules: str) -> bool:
    """Whether no statement of the rules can ever allow anything: each `allow` says `if false`, or there is none.

    It errs on the side of "no": a condition that is false in a roundabout way counts as one that may allow.
    """
    statements = _ALLOW.findall(_COMMENTS.sub(" ", rules))
    return all(_DENY.fullmatch(statement) for statement in statements)
