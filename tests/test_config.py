"""One setting is written or taken out; comments, order and other spellings stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker import config

TEXT = """# mine
theme = "cvd-light" # at night cvd-dark

[keys]
# the left hand
"loan.add" = "n"

[keys.payment]
add = "b"
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    found = tmp_path / "config.toml"
    found.write_text(TEXT, "utf-8")
    return str(found)


def test_comments_and_order_are_kept(path: str) -> None:
    config.write(path, "theme", "cvd-dark")
    assert Path(path).read_text("utf-8") == TEXT.replace('"cvd-light"', '"cvd-dark"')


def test_a_key_is_changed_where_it_stands(path: str) -> None:
    config.write(path, "keys.payment.add", "m")
    config.write(path, "keys.loan.add", "w")
    assert Path(path).read_text("utf-8") == TEXT.replace('"b"', '"m"').replace('"n"', '"w"')
    assert config.read(path)["keys.payment.add"] == "m"


@pytest.mark.parametrize("key", ["theme", "keys.loan.add", "keys.payment.add"])
def test_one_setting_is_taken_out(path: str, key: str) -> None:
    before = config.read(path)
    assert config.unset(path, key)
    assert config.read(path) == {name: value for name, value in before.items() if name != key}
    assert "# the left hand" in Path(path).read_text("utf-8")
    assert not config.unset(path, key)


def test_nothing_is_taken_out_of_no_file(tmp_path: Path) -> None:
    assert not config.unset(str(tmp_path / "none.toml"), "theme")
    assert not (tmp_path / "none.toml").exists()
