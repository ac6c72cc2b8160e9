"""Encrypted copies from a shell: no passphrase in what others can read, every refusal in a sentence."""

from __future__ import annotations

import sys

import pytest

pyrage = pytest.importorskip("pyrage")


@pytest.fixture
def key_file(tmp_path):
    file = tmp_path / "words.txt"
    file.write_text("correct horse\n", "utf-8")
    return file


def test_closed_listed_verified_and_restored(debt, book, key_file, monkeypatch):
    assert debt("loan", "add", "First", "--balance", "1").code == 0
    made = debt("backup", "create", "--passphrase-file", str(key_file))
    assert (made.code, ".db.age, encrypted." in made.err) == (0, True)
    assert debt("loan", "add", "Second", "--balance", "1").code == 0
    (row,) = debt("backup", "list", "--json").json["data"]
    assert row["encrypted"] is True
    assert "encrypted" in debt("backup", "list").out
    looked = debt("backup", "verify", "--json")
    assert (looked.code, looked.json["data"][0]["sound"]) == (0, None)
    monkeypatch.setenv("DEBT_BACKUP_PASSPHRASE", "correct horse")
    assert debt("backup", "verify", "--json").json["data"][0]["sound"] is True
    monkeypatch.delenv("DEBT_BACKUP_PASSPHRASE")
    closed = debt("backup", "restore", row["path"], "--yes", "--json")
    assert (closed.code, closed.error["code"]) == (6, "backup_sealed")
    key_file.write_text("another\n", "utf-8")
    wrong = debt("backup", "restore", row["path"], "--yes", "--passphrase-file", str(key_file), "--json")
    assert (wrong.code, wrong.error["code"]) == (4, "key_unfit")
    assert {"First", "Second"} <= {each["loan"] for each in debt("loan", "list", "--json").json["data"]}
    key_file.write_text("correct horse\r\nmore\n", "utf-8")
    back = debt("backup", "restore", row["path"], "--yes", "--passphrase-file", str(key_file))
    assert (back.code, "moved" in back.err or "replaced" in back.err) == (0, True)
    names = {each["loan"] for each in debt("loan", "list", "--json").json["data"]}
    assert ("First" in names, "Second" in names) == (True, False)


def test_a_cut_copy_is_not_blamed_on_the_passphrase(debt, book, key_file):
    debt("loan", "add", "First", "--balance", "1")
    debt("backup", "create", "--passphrase-file", str(key_file))
    (row,) = debt("backup", "list", "--json").json["data"]
    with open(row["path"], "r+b") as stream:
        stream.truncate(row["bytes"] - 500)
    closed = debt("backup", "restore", row["path"], "--yes", "--passphrase-file", str(key_file))
    assert "is cut or damaged" in closed.err
    assert "does not fit" not in closed.err
    (looked,) = debt("backup", "verify", "--passphrase-file", str(key_file), "--json").json["data"]
    assert looked["sound"] is False
    (looked,) = debt("backup", "verify", "--json").json["data"]
    assert looked["sound"] is None


def test_for_the_owner_of_a_key(debt, book, tmp_path):
    identity = pyrage.x25519.Identity.generate()
    mine = tmp_path / "age.key"
    mine.write_text(f"# public key: {identity.to_public()}\n{identity}\n", "utf-8")
    debt("loan", "add", "First", "--balance", "1")
    made = debt("backup", "create", "--recipient", str(identity.to_public()))
    assert (made.code, "not opened again" in made.err) == (0, True)
    assert debt("backup", "verify", "--identity", str(mine), "--json").json["data"][0]["sound"] is True
    assert debt("backup", "create", "--recipient", "age1nobody").code == 4
    (row,) = debt("backup", "list", "--json").json["data"]
    closed = debt("backup", "restore", row["path"], "--yes")
    assert (closed.code, "--identity FILE" in closed.err) == (6, True)
    assert debt("backup", "restore", row["path"], "--yes", "--identity", str(mine)).code == 0
    assert debt("backup", "restore", row["path"], "--yes", "--identity", str(tmp_path / "none")).code == 3


def test_what_is_in_the_way_is_one_sentence(debt, book, key_file, monkeypatch):
    debt("loan", "add", "First", "--balance", "1")
    asked = debt("backup", "create", "--encrypt", "--json")
    assert (asked.code, asked.error["code"]) == (6, "no_passphrase")
    assert "--passphrase-file" in asked.error["hint"]
    key_file.write_text("\nsecond line\n", "utf-8")
    assert debt("backup", "create", "--passphrase-file", str(key_file)).code == 4
    key_file.write_text("words\n", "utf-8")
    monkeypatch.setitem(sys.modules, "pyrage", None)
    lacking = debt("backup", "create", "--passphrase-file", str(key_file), "--json")
    assert (lacking.code, lacking.error["code"]) == (4, "crypt_missing")
    assert "pip install 'debt-tracker[crypt]'" in lacking.error["message"]
    assert debt("backup", "list", "--json").json["data"] == []


def test_asked_twice_until_both_are_the_same(debt, book, monkeypatch, tmp_path):
    import click

    from tracker.cli.session import Session

    typed = iter(["one", "two", "three", "three"])
    shown = []
    monkeypatch.setattr(Session, "can_ask", property(lambda _self: True))
    monkeypatch.setattr(
        click, "prompt", lambda *_args, **options: (shown.append(options["hide_input"]), next(typed))[1]
    )
    debt("loan", "add", "First", "--balance", "1")
    assert debt("backup", "create", "--encrypt").code == 0
    assert shown == [True] * 4
    typed = iter(["three"])
    assert debt("backup", "verify", "--json").json["data"][0]["sound"] is True


def test_a_program_is_told_where_the_copy_is(debt, book):
    told = debt("backup", "create", "--json").json["data"]["path"]
    assert told in {each["path"] for each in debt("backup", "list", "--json").json["data"]}
    assert debt("backup", "create", "--json", "--dry-run").json["data"]["path"] is None
