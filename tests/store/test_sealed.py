"""Encrypted copies: nothing in the clear on the disk, opened by their key alone, restored like others."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing

import pytest

pyrage = pytest.importorskip("pyrage")

from tracker.store import backup, check, errors, file, sealed, write  # noqa: E402 -- needs the extra
from tracker.store.sealed import Key  # noqa: E402

WORDS = Key(passphrase="correct horse")


def add(path, loan, at, slug):
    with closing(file.connect_writing(path)) as db, write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan(slug))


def slugs(path):
    with closing(sqlite3.connect(path)) as conn:
        return [slug for (slug,) in conn.execute("select slug from loan order by id")]


def test_a_passphrase_closes_and_opens_a_copy(path, loan, at, monkeypatch):
    add(path, loan, at, "secret-name")
    written = []
    monkeypatch.setattr(
        backup, "create_private", lambda name: (written.append(name), file.create_private(name))
    )
    copy = backup.create_backup(path, at=at, key=WORDS)
    assert copy.name == "book-20261121T050500Z-manual.db.age"
    assert len(written) == 1
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert b"secret-name" not in copy.read_bytes()
    assert [entry.name for entry in copy.parent.iterdir()] == [copy.name]
    assert (sealed.is_sealed(copy), sealed.wants(copy), sealed.is_sealed(path)) == (True, "passphrase", False)
    (record,) = backup.list_backups(path)
    assert (record.sealed, record.path) == (True, copy)
    assert backup.verify_backup(copy, WORDS) == file.SCHEMA_VERSION
    with pytest.raises(errors.SealedFileError):
        backup.verify_backup(copy)
    with pytest.raises(errors.BadKeyError):
        backup.verify_backup(copy, Key(passphrase="wrong"))
    assert check.check_file(path) == ()
    assert backup.newest_sound_backup(path) is None
    add(path, loan, at, "later")
    before = path.read_bytes()
    for key in (None, Key(passphrase="wrong")):
        with pytest.raises(errors.FileError):
            backup.restore(copy, path, at=at, key=key)
    assert path.read_bytes() == before
    aside = backup.restore(copy, path, at=at, key=WORDS)
    assert (slugs(path), slugs(aside / "book.db")) == (["secret-name"], ["secret-name", "later"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_recipient_closes_and_an_identity_opens(path, loan, at):
    add(path, loan, at, "a")
    identity = pyrage.x25519.Identity.generate()
    copy = backup.create_backup(path, at=at, key=Key(recipients=(str(identity.to_public()),)))
    assert sealed.wants(copy) == "identity"
    opened = Key(identities=(f"# created: today\n{identity}\n",))
    assert backup.verify_backup(copy, opened) == file.SCHEMA_VERSION
    for key, error in (
        (WORDS, errors.SealedFileError),
        (Key(identities=(str(pyrage.x25519.Identity.generate()),)), errors.BadKeyError),
        (Key(identities=("AGE-SECRET-KEY-NONE",)), errors.BadKeyError),
    ):
        with pytest.raises(error):
            backup.verify_backup(copy, key)
    with pytest.raises(errors.BadKeyError):
        backup.create_backup(path, at=at, key=Key(recipients=("age1nobody",)))
    assert len(list(copy.parent.iterdir())) == 1


def test_what_is_damaged_or_no_copy_is_refused(path, at):
    copy = backup.create_backup(path, at=at, key=WORDS)
    whole, before = copy.read_bytes(), path.read_bytes()
    head = whole.index(b"\n---")
    changed = bytearray(whole)
    changed[-100] ^= 1
    for data in (changed, whole[:-1000], whole[: len(whole) // 2], whole[: head + 55], whole[: head - 10],
                 whole[:30]):  # fmt: skip
        copy.write_bytes(data)
        with pytest.raises(errors.CutBackupError):
            backup.restore(copy, path, at=at, key=WORDS)
    copy.write_bytes(whole[:-1000])
    with pytest.raises(errors.BadKeyError):
        backup.restore(copy, path, at=at, key=Key(passphrase="wrong"))
    assert path.read_bytes() == before
    copy.write_bytes(pyrage.passphrase.encrypt(b"SQLite format 3\0 and no more", WORDS.passphrase))
    with pytest.raises(errors.BadBackupError):
        backup.restore(copy, path, at=at, key=WORDS)
    copy.write_bytes(b"never encrypted")
    assert [(each.code, each.where) for each in check.check_file(path)] == [("backup", str(copy))]


def test_encrypted_copies_push_no_plain_ones_out(path, at):
    plain = backup.create_backup(path, at=at)
    recipient = Key(recipients=(str(pyrage.x25519.Identity.generate().to_public()),))
    for _each in range(backup.TODAY_KEPT + 1):
        backup.create_backup(path, at=at, key=recipient)
    found = backup.list_backups(path)
    assert [each.path for each in found if not each.sealed] == [plain]
    assert sum(each.sealed for each in found) == backup.TODAY_KEPT


def test_without_the_package_it_says_so(path, at, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyrage", None)
    with pytest.raises(errors.CryptMissingError):
        backup.create_backup(path, at=at, key=WORDS)
    assert not any((path.parent / "backups").iterdir())


def test_no_key_tells_its_secret():
    assert "correct" not in repr(WORDS)
    assert "AGE-SECRET" not in repr(Key(identities=("AGE-SECRET-KEY-1",)))
