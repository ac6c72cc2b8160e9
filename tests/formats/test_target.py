import stat

import pytest

from tracker.formats.target import TargetExistsError, TargetWriteError, check_target, write_target


def test_a_file_is_written_whole_and_private(tmp_path):
    place = tmp_path / "out.csv"
    with write_target(place) as stream:
        stream.write("a\nb\n")
        assert not place.exists()
    assert place.read_bytes() == b"a\nb\n"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_nothing_is_left_when_the_work_fails(tmp_path):
    place = tmp_path / "out.csv"
    place.write_text("old")
    with pytest.raises(KeyError), write_target(place, force=True) as stream:
        stream.write("half")
        raise KeyError("stop")
    assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_an_existing_file_is_kept_unless_forced(tmp_path):
    place = tmp_path / "out.csv"
    place.write_text("old")
    with pytest.raises(TargetExistsError), write_target(place):
        raise AssertionError("the block must not run")
    assert place.read_text() == "old"
    with write_target(place, force=True) as stream:
        stream.write("new")
    assert place.read_text() == "new"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path):
    place = tmp_path / "out.csv"
    with pytest.raises(TargetExistsError), write_target(place) as stream:
        stream.write("ours")
        place.write_text("theirs")
    assert place.read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_full_disk_is_a_named_error(tmp_path):
    place = tmp_path / "out.csv"
    with pytest.raises(TargetWriteError, match="No space"), write_target(place):
        raise OSError(28, "No space left on device")
    assert [path.name for path in tmp_path.iterdir()] == []


def test_a_missing_folder_is_a_named_error(tmp_path):
    with pytest.raises(TargetWriteError), write_target(tmp_path / "gone" / "out.csv"):
        raise AssertionError("the block must not run")


def test_a_link_stays_and_what_it_names_is_replaced(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    with write_target(link, force=True) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_places_are_checked_before_the_work(tmp_path):
    place = tmp_path / "out.csv"
    assert check_target(place) == ()
    assert check_target(tmp_path)[0].code == "file_is_directory"
    assert check_target(tmp_path / "gone" / "x")[0].code == "folder_missing"
    assert check_target("/dev/null", force=True)[0].code == "file_not_regular"
    place.write_text("old")
    assert check_target(place)[0].code == "file_exists"
    assert check_target(place, force=True) == ()
