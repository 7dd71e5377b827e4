"""The embedded narrator: what it writes, when each word sounds, and what it does with what it cannot say."""

import itertools
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from functions.media.captions import split_words
from functions.providers.studio.voice import VOICES, Speech, detect_language, speak
from functions.providers.studio.voice.reading import owners_of, paragraph_ends, sentences, spoken_words
from functions.providers.studio.voice.sound import audible_span, loudness, resample
from functions.providers.studio.voice.timing import even_words
from tests.kit.checks import aligned_starts

ALIGNED = [
    "Every morning the old keeper climbs the stairs and lights the lamp.",
    "After the storm, the children found a bottle on the beach.",
]
TRICKY = (
    'Dr. Smith paid $9.99 at 4:30 p.m., e-mail me! 😀 — "OK" 50% of 3–5 km at https://www.example.com/a-b?x=1 (NASA). '
    "On 12/25/2024 the $3.2 billion deal; Jan. 5th, SALE NOW, twenty-one 'quotes'…"
)


def samples_of(path: Path) -> NDArray[np.float64]:
    """The sound of a WAV file, -1 to 1; the format is asserted on the way."""
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767


def assert_in_order(speech: Speech, text: str) -> None:
    assert [word.text for word in speech.words] == list(split_words(text))
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start <= word.end <= speech.seconds + 0.001 for word in speech.words)


@pytest.mark.parametrize("voice", ["clear", "deep"])
def test_word_times_agree_with_an_independent_aligner(voice: str, tmp_path: Path):
    errors: list[float] = []
    for text in ALIGNED:
        speech = speak(text, voice, tmp_path / "said.wav")
        assert speech.timing == "voice_model"
        expected = aligned_starts(samples_of(tmp_path / "said.wav"), text)
        errors += [abs(word.start - start) for word, start in zip(speech.words, expected, strict=True)]
    assert np.median(errors) <= 0.1
    assert np.percentile(errors, 95) <= 0.2


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_is_level_trimmed_and_repeatable(voice: str, tmp_path: Path):
    text = "Hello, this is a short preview. It sounds quite natural."
    first, second = tmp_path / "first.wav", tmp_path / "second.wav"
    speech = speak(text, voice, first)
    assert speak(text, voice, second) == speech
    assert first.read_bytes() == second.read_bytes()
    sound = samples_of(first)
    begin, end = audible_span(sound, 48_000)
    assert speech.spoken
    assert speech.note is None
    assert len(sound) / 48_000 == pytest.approx(speech.seconds)
    assert begin / 48_000 <= 0.05
    assert speech.seconds - end / 48_000 <= 0.1
    assert loudness(sound, 48_000) == pytest.approx(-20, abs=0.5)
    assert np.abs(sound).max() <= 0.85
    assert abs(sound[0]) < 0.001 > abs(sound[-1])
    assert_in_order(speech, text)


def test_voices_differ_in_pitch_and_pace(tmp_path: Path):
    text = "We sail at dawn."
    seconds = {voice: speak(text, voice, tmp_path / f"{voice}.wav").seconds for voice in VOICES}
    assert seconds["deep"] > seconds["clear"] > seconds["bright"]

    def centre(voice: str) -> float:
        sound = samples_of(tmp_path / f"{voice}.wav")
        power = np.abs(np.fft.rfft(sound)) ** 2
        low = slice(int(80 * len(sound) / 48_000), int(400 * len(sound) / 48_000))
        return float((np.arange(len(power))[low] * power[low]).sum() / power[low].sum() / len(sound))

    assert centre("deep") < centre("warm") < centre("bright")


def test_an_unknown_voice_is_refused_by_name(tmp_path: Path):
    with pytest.raises(ValueError, match=r"'opera'.*clear, warm, deep, bright"):
        speak("Hello.", "opera", tmp_path / "never.wav")
    assert not (tmp_path / "never.wav").exists()


def test_captions_keep_the_written_form(tmp_path: Path):
    speech = speak(TRICKY, "clear", tmp_path / "said.wav")
    assert_in_order(speech, TRICKY)
    times = {word.text: word for word in speech.words}
    # What is long to say takes long, however short it is to write.
    assert times["$9.99"].end - times["$9.99"].start > 1.0
    assert times["4:30"].end - times["4:30"].start > 0.35
    assert times["12/25/2024"].end - times["12/25/2024"].start > 1.2
    assert times["😀"].start == times["—"].start == times["me!"].start
    spoken = [word for word in speech.words if word.text not in {"😀", "—"}]
    assert all(before.start < after.start for before, after in itertools.pairwise(spoken))


def test_tags_are_not_spoken_but_kept(tmp_path: Path):
    plain = speak("This is very bold and a link in a text.", "clear", tmp_path / "plain.wav")
    text = 'This is <b>very bold</b> and <a href="http://x.y/z">a link</a> in a **text.**'
    tagged = speak(text, "clear", tmp_path / "tagged.wav")
    assert (tmp_path / "plain.wav").read_bytes() == (tmp_path / "tagged.wav").read_bytes()
    assert_in_order(tagged, text)
    assert tagged.seconds == plain.seconds


def test_sentences_are_parted_by_a_pause_and_paragraphs_by_a_longer_one(tmp_path: Path):
    gaps = []
    for text in ("One day we left. Then we came back.", "One day we left.\n\nThen we came back."):
        words = {word.text: word for word in speak(text, "clear", tmp_path / "said.wav").words}
        gaps.append(words["Then"].start - words["left."].end)
    assert 0.2 < gaps[0] < 0.7
    assert gaps[1] > gaps[0] + 0.2


def test_long_text_is_said_to_the_end(tmp_path: Path):
    text = ("word and another thing that goes on " * 20)[:700]
    speech = speak(text, "clear", tmp_path / "said.wav")
    assert_in_order(speech, text)
    assert 28 < speech.seconds < 60
    assert speech.words[-1].start > speech.seconds - 1.5


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Chaque matin, le vieux gardien monte à la lampe.", "fr", "French"),
        ("Jeden Morgen steigt der alte Wärter die Treppe hinauf.", "de", "German"),
        ("Cada mañana el viejo guardián sube las escaleras.", "es", "Spanish"),
        ("Ogni mattina il guardiano sale le scale.", "it", "Italian"),
        ("Todas as manhãs o guarda sobe as escadas.", "pt", "Portuguese"),
        ("灯塔的老守护人点亮灯光。", "zh", "Chinese"),
        ("灯台守は明かりを灯します。", "ja", "Japanese"),
        ("يضيء المصباح للقوارب.", "ar", "Arabic"),
        ("จุดตะเกียงให้เรือที่กลับบ้าน", "th", "Thai"),
    ],
)
def test_another_language_is_kept_as_captions_over_silence(text: str, language: str, name: str, tmp_path: Path):
    speech = speak(text, "clear", tmp_path / "said.wav")
    assert (speech.language, speech.spoken, speech.timing) == (language, False, "estimated")
    assert speech.note == (
        f"The embedded voice speaks English only; this narration is in {name} ({language}). "
        "Captions are kept; the sound is silent."
    )
    assert not samples_of(tmp_path / "said.wav").any()
    assert_in_order(speech, text)
    rate = 5 if language in {"zh", "ja", "th"} else 15
    assert speech.seconds == pytest.approx(len(text) / rate, rel=0.35)


@pytest.mark.parametrize("text", ["", "   ", "🎉🚀", "—", "… !! ?", "***"])
def test_nothing_to_say_is_silence_with_a_note(text: str, tmp_path: Path):
    speech = speak(text, "clear", tmp_path / "said.wav")
    assert not speech.spoken
    assert speech.note is not None
    assert speech.note.startswith("This narration has no words")
    assert 0 < speech.seconds < 3
    assert_in_order(speech, text)


@pytest.mark.parametrize(
    "text",
    [
        "The sea was calm.", "Meet Zoë, Renée and José at La Scala.", "Los Angeles is a city in California.",
        "Dr. Müller und Sohn makes the best Bratwurst in Ohio.", "BUY NOW! ONLY TODAY!", "Introducing Zyntha.",
        "Kubernetes, Terraform, Grafana.", "Voilà! Your croissants are ready.", "The word 灯台 means lighthouse.",
    ],
)  # fmt: skip
def test_foreign_names_leave_a_text_english(text: str):
    assert detect_language(text) == "en"


def test_addresses_and_markup_are_read_as_people_say_them():
    written = ["Mail", "me@site.co.uk", "or", "see", "https://www.example.com/a-b?x=1.", "12345678901234567"]
    assert " ".join(word.text for word in spoken_words(written)) == (
        "Mail me at site dot co dot uk or see example dot com slash a b. 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7"
    )
    assert [word.text for word in spoken_words(["5", "<", "6", "&amp;", "a<br/>b", "[text](/url/)"])] == [
        "5", "<", "6", "&", "a", "b", "[text",
    ]  # fmt: skip


def test_sentences_end_where_a_reader_would_stop():
    text = "Dr. J. Smith said no. Then, on Jan. 5th, he left... and came back!\nYes"
    found = sentences(split_words(text), paragraph_ends(text))
    assert [sentence.words[-1].text for sentence in found] == ["no.", "back!", "Yes"]
    assert [sentence.ends_paragraph for sentence in found] == [False, True, True]


def test_rewritten_words_find_their_way_back():
    spoken = spoken_words(["It", "is", "4:30", "p.m.", "on", "5", "March"])
    said = ["It", "is", "four", "thirty", "P.M.", "on", "the", "fifth", "of", "March"]
    assert owners_of(said, spoken, [1, 1, 2, 1, 1, 1, 1]) == [0, 1, 2, 2, 3, 4, 5, 5, 5, 6]


def test_silent_words_are_timed_by_their_length():
    words = even_words(split_words("un extraordinaire été"))
    lengths = [word.end - word.start for word in words]
    assert lengths[1] > lengths[2] > lengths[0] * 0.99
    assert all(before.end == after.start for before, after in itertools.pairwise(words))


def test_loudness_is_that_of_the_standard():
    rate = 48_000
    tone = np.sin(2 * np.pi * 997 * np.arange(rate * 5) / rate)
    # BS.1770-5: a full-scale 997 Hz sine in one front channel reads -3.01 LKFS.
    assert loudness(tone, rate) == pytest.approx(-3.01, abs=0.02)
    assert loudness(tone * 0.1, rate) == pytest.approx(-23.01, abs=0.02)
    assert loudness(np.zeros(rate), rate) == float("-inf")


def test_resampling_keeps_the_tone():
    tone = np.sin(2 * np.pi * 440 * np.arange(24_000) / 24_000)
    doubled = resample(tone, 48_000)
    assert len(doubled) == 48_000
    assert np.abs(doubled - np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)).max() < 1e-6


AWKWARD = (
    "<b> </b> ]( [x](/y/) ' ’ '' $ $1 €5.5 50% 1e9 1,2,3 -5 – #tag @me ½ x² ٣ ①ß İ C++ a.b.c http:// www.x e-mail ... "
    "__ 😀 ﬁ ß I NASA 1,000,000,000,000,000,000,000,000,000,000,000,000,000 99:99 Chapter XIV 1.234.5 hello"
)
awkward = st.one_of(
    st.sampled_from(AWKWARD.split()), st.text(st.characters(max_codepoint=0x2FF), min_size=1, max_size=12)
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(awkward, max_size=6))
def test_anything_typed_can_be_narrated(tmp_path: Path, words: list[str]):
    text = " ".join(["Now", *words])
    assert_in_order(speak(text, "clear", tmp_path / "said.wav"), text)
