import os
import stat
from pathlib import Path

import pytest

from tracker.private_file import make_private_folder, write_private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o177], ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_every_folder_that_is_made_is_the_owners_alone(tmp_path):
    make_private_folder(tmp_path / "a" / "b" / "c")
    assert {mode(tmp_path / each) for each in ("a", "a/b", "a/b/c")} == {0o700}
    make_private_folder(tmp_path / "a" / "b")


@pytest.mark.usefixtures("umask")
def test_a_file_and_its_folders_are_the_owners_alone(tmp_path):
    path = tmp_path / "config" / "debt" / "config.toml"
    write_private(str(path), "one\n")
    write_private(str(path), "two\n")
    assert path.read_text("utf-8") == "two\n"
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]


def test_a_folder_that_is_there_keeps_its_rights(tmp_path):
    (tmp_path / "shared").mkdir(mode=0o755)
    (tmp_path / "shared").chmod(0o755)
    make_private_folder(tmp_path / "shared" / "mine")
    assert mode(tmp_path / "shared") == 0o755
    assert mode(tmp_path / "shared" / "mine") == 0o700


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "notes").touch()
    with pytest.raises(NotADirectoryError, match="notes"):
        make_private_folder(tmp_path / "notes" / "mine")
