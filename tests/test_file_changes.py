from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from mlint.file_changes import Change, FixError, WholeFile, write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_mode_and_a_link_survive(tmp_path: Path) -> None:
    real = tmp_path / "real" / "Dockerfile"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o751)
    (tmp_path / ".git").mkdir()
    link = tmp_path / "Dockerfile"
    link.symlink_to(real)
    write([Change(str(link), b"old", b"new")])
    assert real.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o751
    assert os.listdir(real.parent) == ["Dockerfile"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_bytes(b"edited")
    with pytest.raises(FixError, match="changed while mlint was at work"):
        write([Change(str(file), b"old", b"new")])
    assert file.read_bytes() == b"edited"
    assert os.listdir(tmp_path) == ["Dockerfile"]


def test_a_new_file_that_somebody_else_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"theirs")
    with pytest.raises(FixError, match="cannot write the fix: a file is there now"):
        write([Change(str(file), None, b"mine")])
    assert file.read_bytes() == b"theirs"


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FixError, match="cannot write the fix"):
        write([Change(str(tmp_path / "gone"), b"old", b"new")])
    assert os.listdir(tmp_path) == []


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"old")
    (tmp_path / "project" / ".git").mkdir(parents=True)
    link = tmp_path / "project" / "Dockerfile"
    link.symlink_to(outside)
    with pytest.raises(FixError, match="a link to a file outside of the project"):
        write([Change(str(link), b"old", b"new")])
    assert outside.read_bytes() == b"old"


def test_a_link_within_the_repository_is_followed(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docker").mkdir()
    (tmp_path / "Dockerfile").write_bytes(b"old")
    link = tmp_path / "docker" / "Dockerfile"
    link.symlink_to("../Dockerfile")
    write([Change(str(link), b"old", b"new")])
    assert (tmp_path / "Dockerfile").read_bytes() == b"new"
    assert link.is_symlink()


def test_a_folder_that_was_named_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "Dockerfile").write_bytes(b"old")
    (tmp_path / "project" / ".git").mkdir(parents=True)
    (tmp_path / "project" / "link").symlink_to(tmp_path / "real")
    write([Change(str(tmp_path / "project" / "link" / "Dockerfile"), b"old", b"new")])
    assert (tmp_path / "real" / "Dockerfile").read_bytes() == b"new"


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(b"old")
    second.write_bytes(b"edited")
    with pytest.raises(FixError, match="second: changed while mlint was at work"):
        write([Change(str(first), b"old", b"new"), Change(str(second), b"old", b"new")])
    assert (first.read_bytes(), second.read_bytes()) == (b"old", b"edited")
    assert sorted(os.listdir(tmp_path)) == ["first", "second"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return  # for mypy, which knows what Windows lacks
    file = tmp_path / "Dockerfile"
    file.write_bytes(b"old")
    os.chown(file, 1234, 2345)
    file.chmod(0o640)
    write([Change(str(file), b"old", b"new")])
    status = file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 2345, 0o640)


def test_new_files_have_the_usual_mode(tmp_path: Path) -> None:
    made, ordinary = tmp_path / "made", tmp_path / "ordinary"
    write([Change(str(made), None, b"x")])
    ordinary.write_bytes(b"x")
    assert made.stat().st_mode == ordinary.stat().st_mode


def test_a_report_is_there_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    target.chmod(0o640)
    with WholeFile(str(target)) as report:
        report.write("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert os.name == "nt" or target.stat().st_mode & 0o777 == 0o640
    with suppress(KeyboardInterrupt), WholeFile(str(target)) as report:
        report.write("cut o")
        raise KeyboardInterrupt
    assert target.read_text() == "new"
    assert os.listdir(tmp_path) == ["report.json"]


@pytest.mark.skipif(os.name == "nt", reason="files have no such owners")
def test_a_report_of_somebody_else_is_written_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    monkeypatch.setattr(os, "geteuid", lambda: target.stat().st_uid + 1)
    with WholeFile(str(target)) as report:
        report.write("new")
        assert os.listdir(tmp_path) == ["report.json"]
    assert target.read_text() == "new"


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_a_report_for_a_device_is_written_at_once() -> None:
    with WholeFile("/dev/null") as report:
        report.write("gone")
    assert not os.path.isfile("/dev/null")
