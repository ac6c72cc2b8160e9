from __future__ import annotations

from tracker import resources


def test_the_checkout_is_found():
    assert (resources.data_folder("db") / "migrations").is_dir()
    assert resources.data_folder("themes").parent == resources.data_folder("db").parent


def test_the_package_comes_first(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "tracker" / "resources.py"))
    assert resources.data_folder("db") == tmp_path / "db"
    (tmp_path / "tracker" / "_data" / "db").mkdir(parents=True)
    assert resources.data_folder("db") == tmp_path / "tracker" / "_data" / "db"
