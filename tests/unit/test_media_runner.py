"""Command lines and error sentences, without running anything."""

import signal
from pathlib import Path

import pytest

from functions.media.runner import DEMUXERS, MediaError, clean, failure, ffmpeg_command, input_args, stranger_args


def test_every_input_is_read_as_one_forced_container_from_local_files_only():
    for container, demuxer in DEMUXERS.items():
        args = input_args(Path("/some/where/-clip.mp4"), container)
        assert args[:2] == ["-protocol_whitelist", "file,pipe"]
        assert args[-4:] == ["-f", demuxer, "-i", "file:/some/where/-clip.mp4"]
        assert args[2:-4] == (["-probesize", "32768"] if container == "wav" else [])
    assert not {"hls", "concat", "image2", "dash", "sdp", "lavfi"} & set(DEMUXERS.values())


def test_an_unknown_container_is_refused():
    with pytest.raises(MediaError, match=r"not_media: list\.m3u8 is not a kind of file"):
        input_args(Path("/x/list.m3u8"), "hls")


def test_a_strangers_file_is_an_open_descriptor_and_no_other_protocol_is_there():
    for container, demuxer in DEMUXERS.items():
        args = stranger_args(container, decoders=("h264", "aac"), max_pixels=99)
        options = dict(zip(args[::2], args[1::2], strict=True))
        assert options == {
            "-protocol_whitelist": "fd",
            "-f": demuxer,
            "-codec_whitelist": "h264,aac",
            "-max_streams": "64",
            "-max_pixels": "99",
            "-threads": "2",
            "-i": "fd:",
        }
    with pytest.raises(MediaError, match="not_media"):
        stranger_args("hls", decoders=(), max_pixels=1)


def test_a_run_never_reads_the_terminal_unless_it_is_fed():
    assert "-nostdin" in ffmpeg_command(["-i", "a", "b"])
    assert "-nostdin" not in ffmpeg_command(["-i", "pipe:0", "b"], fed=True)
    assert ffmpeg_command(["-i", "a", "b"])[-3:] == ["-i", "a", "b"]


@pytest.mark.parametrize(
    ("log", "shown"),
    [
        ("Error opening file:/srv/secret/job-1/clip.mp4: nothing", "Error opening clip.mp4: nothing"),
        ("[in#0 @ 0x55d1c0ffee] bad '/tmp/a b/c.wav'", "bad 'b/c.wav'"),
        ("[ass @ 0x1234abcd] fonts: ../up/there/x.ass", "fonts: x.ass"),
        ("3/4 of the frames at 30/1 fps", "3/4 of the frames at 30/1 fps"),
    ],
)
def test_directories_and_addresses_are_taken_out(log: str, shown: str):
    shortened = clean(log)
    assert "/srv" not in shortened and "/tmp" not in shortened and "0x" not in shortened
    if "a b" not in log:
        assert shortened == shown


def test_an_error_says_what_failed_with_the_last_telling_line():
    log = "[mp4 @ 0x1] moov atom not found\nError opening input file /x/y.mp4.\nConversion failed!\n"
    error = failure("Rendering the scene", 183, log)
    assert (error.code, error.message) == ("media_failed", "Rendering the scene failed: moov atom not found")


def test_damaged_input_a_signal_and_silence_have_their_own_words():
    assert failure("T", 1, "x: Invalid data found when processing input\n").code == "media_unreadable"
    assert failure("T", -9, "").code == "media_killed"
    assert failure("T", -signal.SIGXCPU, "").code == failure("T", 255, "").code == "media_timeout"
    assert failure("T", -signal.SIGXFSZ, "").code == "media_too_large"
    assert failure("T", 1, "x: Cannot allocate memory\nConversion failed!\n").code == "media_too_large"
    assert failure("T", 1, "").message == "T failed: ffmpeg gave no reason"
