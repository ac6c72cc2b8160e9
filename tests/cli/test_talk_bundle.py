"""A case file is written, verified on another copy, and a flipped byte is named."""

from __future__ import annotations

import shutil
import zipfile


def test_a_bundle_is_verified_elsewhere_and_a_flipped_byte_is_named(debt, bare, tmp_path) -> None:
    assert debt("talk", "new", "jiebei", "extension by one month").code == 0
    target, copy = tmp_path / "case.zip", tmp_path / "copy.zip"
    done = debt("talk", "bundle", "1", "-o", str(target))
    assert done.code == 0, done.err
    assert "End of the log: debt-evidence:1:" in done.err
    shutil.copy(target, copy)
    assert bare("evidence", "verify", str(copy)).code == 0
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.startswith("files/"):
                content = bytes([content[0] ^ 1]) + content[1:]
                broken = info.filename
            new.writestr(info, content)
    found = bare("evidence", "verify", str(copy))
    assert found.code == 5
    assert broken in found.out
    assert bare("evidence", "verify", str(copy), "--bundle", str(copy)).code == 2


def test_a_loan_by_its_name_and_what_is_not_there(debt, tmp_path) -> None:
    assert debt("talk", "bundle", "jiebei", "-o", str(tmp_path / "a.zip")).code == 0
    assert debt("talk", "bundle", "99", "-o", str(tmp_path / "b.zip")).code not in (0, 1)
    assert debt("talk", "bundle", "nobody", "-o", str(tmp_path / "b.zip")).code not in (0, 1)
    assert debt("talk", "bundle", "jiebei", "-o", str(tmp_path / "a.zip")).code not in (0, 1)
    assert not (tmp_path / "b.zip").exists()
