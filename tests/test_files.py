"""Files that a user names are read safely, and what is wrong with them is one sentence without control characters."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from diffusion_sim import files
from diffusion_sim.errors import DataError, InputError, did_you_mean, printable


def refusal(path: Path, reader: object = files.read_text) -> str:
    with pytest.raises(DataError) as caught:
        reader(path)  # type: ignore[operator]
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_text_loses_its_byte_order_mark_and_has_its_letters_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "A\u030arhus\r\n".encode())
    assert files.read_text(path) == "Århus\r\n"


def test_a_file_is_found_whether_its_name_is_written_with_composed_or_decomposed_letters(tmp_path: Path) -> None:
    for form, other in (("NFC", "NFD"), ("NFD", "NFC")):
        folder = tmp_path / form
        folder.mkdir()
        (folder / unicodedata.normalize(form, "Ærø å.txt")).write_text("x")
        asked = folder / unicodedata.normalize(other, "Ærø å.txt")
        assert files.is_file(asked)
        assert files.read_text(asked) == "x"


def test_what_is_no_regular_file_is_said_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        assert "is a named pipe; valid: a regular file" in refusal(tmp_path / "pipe")
        assert "is a socket" in refusal(tmp_path / "socket")
        assert "is a folder; name a file in it" in refusal(Path(__file__).parent)
        assert "is a device" in refusal(Path("/dev/zero"))
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert "cannot be read" in refusal(tmp_path / "round")


def test_a_path_that_no_system_takes_is_refused(tmp_path: Path) -> None:
    for name in ("a\0b", "x" * 5000, "\ud800"):
        assert not files.is_file(tmp_path / name)
        assert refusal(tmp_path / name)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    (tmp_path / "b.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    root = os.geteuid() == 0
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    if root:  # it may read anything: be nobody for a moment
        os.seteuid(65534)
    try:
        for path in (tmp_path / "b.txt", tmp_path / "locked" / "a.txt"):
            assert "cannot be read (Permission denied)" in refusal(path)
    finally:
        if root:
            os.seteuid(0)
        (tmp_path / "locked").chmod(0o700)


def test_what_is_missing_too_large_or_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "prize.toml").write_text("x")
    assert "there is no such file; did you mean prize.toml?" in refusal(tmp_path / "price.toml")
    assert "is larger than" in refusal(tmp_path / "prize.toml", lambda path: files.read_bytes(path, 0))
    for content, said in (
        ("a\nå".encode("latin-1"), "a.txt, line 2: is not UTF-8 (byte 0xe5); save the file as UTF-8"),
        ("a".encode("utf-16"), "is UTF-16 text; save the file as UTF-8"),
        (b"a\nb\0", "line 2: holds a zero byte"),
    ):
        (tmp_path / "a.txt").write_bytes(content)
        assert said in refusal(tmp_path / "a.txt")


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, "1" * 10_000, "{]"])
def test_json_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert "is not valid JSON" in refusal(tmp_path / "a.json", files.read_json)


def test_control_characters_of_an_input_do_not_reach_a_message() -> None:
    error = InputError("a\x1b[31m.toml", "found\nb\u202e", "valid: ø\xa0x")
    assert str(error) == "a\\x1b[31m.toml: found b\\u202e; valid: ø\xa0x"
    assert printable("👩\u200d🏫") == "👩\u200d🏫"
    assert printable("line\nline\x07") == "line\nline\\x07"


def test_a_message_is_short_however_long_the_input() -> None:
    assert len(str(InputError("x" * 10**6, "y" * 10**6, "z" * 10**6))) < 2000


def test_a_hint_is_found_among_many_names() -> None:
    assert did_you_mean("p299999x", [f"p{number}" for number in range(300_000)]).startswith("did you mean p299999")
