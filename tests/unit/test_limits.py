"""An operator's limits: what is named changes, what is not stays, and what makes no sense is told at once."""

import pytest

from functions.engine.engine import Limits
from functions.engine.limits import read_limits


def test_without_a_word_the_defaults_hold():
    assert read_limits(Limits(), {}) == Limits()
    assert read_limits(Limits(), {"REELWRIGHT_LIMITS": "  "}) == Limits()


def test_what_is_named_changes_and_the_rest_stays():
    text = '{"in_flight": {"media": 8}, "in_flight_per_provider": {"acme": 5}, "age_seconds_by_kind": {"video": 3600}}'
    limits = read_limits(Limits(), {"REELWRIGHT_LIMITS": text})
    assert limits.in_flight == {"light": 40, "media": 8}
    assert limits.in_flight_per_user == Limits().in_flight_per_user
    assert limits.in_flight_per_provider == {"acme": 5}
    assert (limits.patience("video"), limits.patience("image")) == (3600, 1800)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "REELWRIGHT_LIMITS: "),
        ("[1]", "must be a JSON object"),
        ('{"in_fligth": {}}', "there is no limit in_fligth; there are in_flight"),
        ('{"in_flight": {"huge": 3}}', "in_flight.huge"),
        ('{"in_flight": 3}', "in_flight"),
        ('{"attempts": "many"}', "attempts"),
        ('{"in_flight": {"media": 0}}', "in_flight.media must be more than 0"),
        ('{"age_seconds": -1}', "age_seconds must be more than 0"),
        ('{"age_seconds_by_kind": {"opera": 3}}', "age_seconds_by_kind.opera"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(text, says):
    with pytest.raises(ValueError, match="REELWRIGHT_LIMITS") as refused:
        read_limits(Limits(), {"REELWRIGHT_LIMITS": text})
    assert says in str(refused.value)
