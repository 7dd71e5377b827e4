"""Frame arithmetic: lengths add up and every cut falls on a forced keyframe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.media.frames import (
    HANDLE,
    MIN_BODY,
    TRANSITION,
    frames_of,
    handles,
    keyframes,
    scene_starts,
    seconds_of,
    segment_frames,
    timeline,
)

films = st.lists(st.integers(MIN_BODY, 3000), min_size=1, max_size=12).flatmap(
    lambda bodies: st.tuples(
        st.just(bodies), st.lists(st.booleans(), min_size=len(bodies) - 1, max_size=len(bodies) - 1)
    )
)


@given(films)
def test_a_film_lasts_the_sum_of_its_scenes_with_or_without_transitions(film: tuple[list[int], list[bool]]):
    bodies, transitions = film
    spans = timeline(bodies, transitions)
    assert sum(span.last - span.first for span in spans) == sum(bodies)
    assert sum(span.source == "transition" for span in spans) == sum(transitions)


@given(films)
def test_every_segment_span_begins_and_ends_at_a_forced_keyframe(film: tuple[list[int], list[bool]]):
    bodies, transitions = film
    for span in timeline(bodies, transitions):
        if span.source == "segment":
            assert span.first < span.last
            assert {span.first, span.last} <= set(keyframes(bodies[span.index]))
        else:
            assert (span.first, span.last) == (0, TRANSITION)


@given(films)
def test_no_frame_of_a_handle_stands_in_a_film_by_itself(film: tuple[list[int], list[bool]]):
    bodies, transitions = film
    for span in timeline(bodies, transitions):
        if span.source == "segment":
            (_, first), (last, _) = handles(bodies[span.index])
            assert first <= span.first < span.last <= last


@given(films)
def test_each_scene_is_centred_on_its_start_when_a_transition_leads_into_it(film: tuple[list[int], list[bool]]):
    bodies, transitions = film
    position, found = 0, {}
    for span in timeline(bodies, transitions):
        if span.source == "segment":
            found[span.index] = position - (span.first - HANDLE)
        position += span.last - span.first
    assert [seconds_of(found[index]) for index in range(len(bodies))] == list(scene_starts(bodies))


def test_a_segment_carries_a_handle_on_both_sides():
    assert segment_frames(150) == 170
    assert keyframes(150) == (0, 10, 20, 150, 160)


def test_half_frames_round_up():
    assert [frames_of(seconds) for seconds in (2.0, 2.016, 2.017, 0.05)] == [60, 60, 61, 2]


@pytest.mark.parametrize(("bodies", "transitions"), [([], []), ([60], [True]), ([60, 60], []), ([60, 20], [False])])
def test_what_does_not_fit_is_refused(bodies: list[int], transitions: list[bool]):
    with pytest.raises(ValueError):
        timeline(bodies, transitions)
