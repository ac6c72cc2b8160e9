"""Copies that nobody reads without a passphrase or an identity: the age format, by pyrage."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, Literal

from tracker.store import errors
from tracker.store.connection import StrPath

Wants = Literal["passphrase", "identity"]

_MAGIC = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")
_HEAD = 16 * 1024
_END_OF_HEAD = b"\n---"
_UNFIT = ("Decryption failed", "No matching keys", "Excessive work")
"""What pyrage says of a key that does not fit; of anything else the file is to blame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What closes a copy and opens it again: a passphrase, or recipients and their identities."""

    passphrase: str = field(default="", repr=False)
    recipients: tuple[str, ...] = ()
    identities: tuple[str, ...] = field(default=(), repr=False)

    @property
    def opens(self) -> bool:
        """Whether a copy can be opened with it."""
        return bool(self.passphrase or self.identities)


def is_sealed(path: StrPath) -> bool:
    """Whether a file is closed, by what it begins with."""
    return _head(path).startswith(_MAGIC)


def wants(path: StrPath) -> Wants:
    """What opens a closed file."""
    return "passphrase" if b"\n-> scrypt " in _head(path) else "identity"


def seal(data: bytes, key: Key, path: StrPath) -> bytes:
    """Close what is to be kept at a path; raises BadKeyError for a recipient that is none."""
    age = _age(path)
    try:
        if key.recipients:
            return bytes(age.encrypt(data, [_recipient(age, each) for each in key.recipients]))
        return bytes(age.passphrase.encrypt(data, key.passphrase))
    except (age.RecipientError, age.EncryptError, ValueError) as error:
        raise errors.BadKeyError(os.fspath(path), str(error)) from error


def unseal(path: StrPath, key: Key) -> bytes:
    """What a closed file holds.

    Raises BadKeyError where the key does not open it, CutBackupError where the file itself is to blame.
    """
    name = os.fspath(path)
    head = _head(path)
    if head.startswith(_MAGIC[0]) and len(head) < _HEAD and _END_OF_HEAD not in head:
        raise errors.CutBackupError(name)
    wanted = wants(path)
    if not (key.passphrase if wanted == "passphrase" else key.identities):
        raise errors.SealedFileError(name, wanted)
    age = _age(path)
    try:
        with open(path, "rb") as stream:
            data = stream.read()
        if wanted == "passphrase":
            return bytes(age.passphrase.decrypt(data, key.passphrase))
        return bytes(age.decrypt(data, [each for text in key.identities for each in _identities(age, text)]))
    except age.DecryptError as error:
        if str(error).startswith(_UNFIT):
            raise errors.BadKeyError(name, str(error)) from error
        raise errors.CutBackupError(name) from error
    except (age.IdentityError, ValueError) as error:
        raise errors.BadKeyError(name, str(error)) from error
    except OSError as error:
        raise errors.from_system(error, name) from error


def _head(path: StrPath) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise errors.from_system(error, os.fspath(path)) from error


def _age(path: StrPath) -> Any:
    try:
        import pyrage
    except ImportError as error:
        raise errors.CryptMissingError(os.fspath(path)) from error
    return pyrage


def _recipient(age: Any, text: str) -> Any:
    kind = age.ssh if text.startswith("ssh-") else age.x25519
    return kind.Recipient.from_str(text)


def _identities(age: Any, text: str) -> list[Any]:
    """The identities in a file as `age-keygen` writes it, or a private key of ssh."""
    if text.lstrip().startswith("-----BEGIN"):
        return [age.ssh.Identity.from_buffer(text.encode())]
    lines = (line.strip() for line in text.splitlines())
    return [age.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
