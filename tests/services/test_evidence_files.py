"""A bundle proves on another machine what it proved here, and names what was changed in it."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile

import pytest
from lived import add

from tracker import locale
from tracker.domain.evidence.chain import Anchor, Break
from tracker.services.evidence import add_evidence, correct_evidence, list_evidence
from tracker.services.evidence_files import bundle_evidence, export_evidence, file_name, verify_bundle
from tracker.store.vault import place, vault_folder

NAMES = ("sms <b>.png", "../../letter.pdf", "call.m4a")


@pytest.fixture
def case(book, tmp_path):
    """Three files, the second about a loan and corrected; the bundle of all."""
    loan = add(book, "<i>Jiebei</i> 借呗")
    for number, name in enumerate(NAMES, 1):
        path = tmp_path / f"given{number}" / name.rpartition("/")[2]
        path.parent.mkdir()
        path.write_bytes(f"content {number}".encode())
        add_evidence(
            book, path, {"kind": "letter", "note": "[x](y) <script>"}, loan=loan if number == 2 else None
        )
    correct_evidence(book, 2, {"note": "=1+1"})
    target = tmp_path / "case.zip"
    (count, anchor), problems = bundle_evidence(book, target)
    assert (count, problems) == (4, ())
    return target, anchor, loan


def again(source, target, changed):
    """The bundle with some members exchanged or, for None, left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = changed.get(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
    return target


def member(path, prefix):
    with zipfile.ZipFile(path) as archive:
        name = next(each for each in archive.namelist() if each.startswith(prefix))
        return name, archive.read(name)


def test_a_bundle_is_sound_and_the_same_each_time(case, book, tmp_path):
    target, anchor, _ = case
    found, problems = verify_bundle(target, anchor)
    assert problems == ()
    assert (found.sound, found.entries, found.links, found.files, found.anchor) == (True, 4, 4, 3, anchor)
    bundle_evidence(book, tmp_path / "twice.zip")
    assert (tmp_path / "twice.zip").read_bytes() == target.read_bytes()


def test_it_is_checked_without_the_program(case, tmp_path):
    out = tmp_path / "out"
    with zipfile.ZipFile(case[0]) as archive:
        archive.extractall(out)
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=out, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout
    chain = (out / "chain.csv").read_text("utf-8-sig").splitlines()[1:]
    previous = "0" * 64
    for line in chain:
        number, before, said = line.split(",")
        assert before == previous
        assert hashlib.sha256((out / f"entries/{int(number):04d}.json").read_bytes()).hexdigest() == said
        previous = said


def test_text_from_outside_is_text_in_the_index(case):
    _, page = member(case[0], "index.html")
    assert b"<script>" not in page
    assert b"<i>" not in page
    assert b"&lt;script&gt;" in page
    _, text = member(case[0], "index.md")
    assert b"\\[x\\](y) \\<script\\>" in text
    assert b"'=1+1" in member(case[0], "evidence.csv")[1]


def test_the_way_to_check_is_told_in_both_languages(case):
    _, words = member(case[0], "CHECK.md")
    assert "How to check this bundle" in words.decode()
    assert locale.speaker("zh_CN")("How to check this bundle") in words.decode()


@pytest.mark.parametrize(
    ("prefix", "number"), [("files/0001", 1), ("entries/0002", 2), ("chain.csv", None), ("index.md", None)]
)
def test_a_flipped_byte_is_named(case, tmp_path, prefix, number):
    name, content = member(case[0], prefix)
    flipped = content[:-2] + bytes((content[-2] ^ 1,)) + content[-1:]
    found, _ = verify_bundle(again(case[0], tmp_path / "bad.zip", {name: flipped}))
    assert not found.sound
    assert [(each.name, each.number, each.how) for each in found.wrong] == [(name, number, "changed")]


def test_a_byte_flipped_in_the_zip_itself_is_named(case, tmp_path):
    with zipfile.ZipFile(case[0]) as archive:
        info = next(each for each in archive.infolist() if each.filename.startswith("files/0003"))
    raw = bytearray(case[0].read_bytes())
    raw[info.header_offset + 30 + 20 + len(info.filename) + 3] ^= 1  # 20: the field for large files
    bad = tmp_path / "bad.zip"
    bad.write_bytes(raw)
    found, _ = verify_bundle(bad)
    assert [(each.number, each.how) for each in found.wrong] == [(3, "changed")]


def test_who_mends_the_list_of_hashes_too_is_found_by_the_entries(case, tmp_path):
    name, content = member(case[0], "files/0001")
    _, sums = member(case[0], "SHA256SUMS")
    forged = sums.replace(
        hashlib.sha256(content).hexdigest().encode(), hashlib.sha256(b"forged").hexdigest().encode()
    )
    found, _ = verify_bundle(again(case[0], tmp_path / "bad.zip", {name: b"forged", "SHA256SUMS": forged}))
    assert [(each.number, each.name, each.how) for each in found.wrong] == [(1, name, "changed")]
    entry, said = member(case[0], "entries/0003")
    other = said.replace(b"call", b"cell")
    forged = sums.replace(
        hashlib.sha256(said).hexdigest().encode(), hashlib.sha256(other).hexdigest().encode()
    )
    found, _ = verify_bundle(again(case[0], tmp_path / "bad2.zip", {entry: other, "SHA256SUMS": forged}))
    assert (found.bad.number, found.bad.how) == (3, Break.CONTENT)


def test_what_is_missing_or_added_is_named(case, tmp_path):
    name, _ = member(case[0], "files/0002")
    found, _ = verify_bundle(again(case[0], tmp_path / "a.zip", {name: None}))
    assert [(each.number, each.how) for each in found.wrong] == [(2, "missing")]
    bad = tmp_path / "b.zip"
    bad.write_bytes(case[0].read_bytes())
    with zipfile.ZipFile(bad, "a") as archive:
        archive.writestr("../../evil", "x")
    found, _ = verify_bundle(bad)
    assert [(each.name, each.how) for each in found.wrong] == [("../../evil", "unlisted")]


def test_an_anchor_holds_a_bundle_too(case):
    found, _ = verify_bundle(case[0], Anchor(number=4, hash="a" * 64))
    assert (found.bad.number, found.bad.how) == (4, Break.ANCHOR)


def test_what_is_left_out_stands_with_its_hashes_only(case, book, tmp_path):
    _, anchor, loan = case
    target = tmp_path / "loan.zip"
    (count, _), _ = bundle_evidence(book, target, loan_ids=(loan.id,))
    assert count == 2  # the letter and its correction
    found, _ = verify_bundle(target, anchor)
    assert (found.sound, found.entries, found.links, found.files) == (True, 2, 4, 1)
    assert b"content 1" not in target.read_bytes()
    with zipfile.ZipFile(target) as archive:
        assert not any("0001" in each or "0003" in each for each in archive.namelist())
    (count, _), _ = bundle_evidence(book, tmp_path / "one.zip", numbers=(1,))
    assert count == 1


def codes(checked):
    assert checked[0] is None
    return [each.code for each in checked[1]]


def test_a_bundle_of_nothing_or_of_what_is_broken_is_refused(case, book, tmp_path):
    assert codes(bundle_evidence(book, tmp_path / "x.zip", numbers=(77,))) == ["nothing_kept"]
    assert codes(bundle_evidence(book, case[0])) == ["file_exists"]
    assert codes(bundle_evidence(book, tmp_path / "no" / "x.zip")) == ["folder_missing"]
    assert bundle_evidence(book, case[0], force=True)[1] == ()
    entry = list_evidence(book)[0].entry
    place(vault_folder(book.path), entry.sha256).write_bytes(b"x")
    assert codes(bundle_evidence(book, tmp_path / "x.zip")) == ["evidence_changed"]
    assert codes(export_evidence(book, entry.number, tmp_path)) == ["evidence_changed"]
    assert not (tmp_path / "x.zip").exists()


def test_what_is_no_bundle_is_refused(tmp_path, monkeypatch, case):
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x", "y")
    assert codes(verify_bundle(tmp_path / "a.zip")) == ["not_a_bundle"]
    assert codes(verify_bundle(tmp_path / "b.zip")) == ["not_a_bundle"]
    assert codes(verify_bundle(tmp_path / "none.zip")) == ["file_missing"]
    assert codes(verify_bundle(tmp_path)) == ["file_is_directory"]
    monkeypatch.setattr("tracker.formats.bundle.MOST_MEMBERS", 3)
    assert codes(verify_bundle(case[0])) == ["file_too_large"]


def test_a_file_is_copied_out_under_a_harmless_name(case, book, tmp_path):
    made, _ = export_evidence(book, 1, tmp_path)
    assert (made.name, made.read_bytes()) == ("0001-sms_b_.png", b"content 1")
    assert codes(export_evidence(book, 1, tmp_path)) == ["file_exists"]
    assert codes(export_evidence(book, 9, tmp_path)) == ["gone"]
    assert codes(export_evidence(book, 1, tmp_path / "no" / "x")) == ["folder_missing"]
    assert export_evidence(book, 2, tmp_path / "y")[0].read_bytes() == b"content 2"


@pytest.mark.parametrize("name", ["..", "", "a/b", "x" * 300, ".bashrc", "con", "号码.pdf", "a.b.c.tar.gz"])
def test_a_name_of_a_file_is_never_a_path(case, book, name):
    from dataclasses import replace

    made = file_name(replace(list_evidence(book)[0].entry, name=name))
    assert made.startswith("0001-")
    assert not set(made) & set('/\\:*?"<>|\0')
    assert len(made) < 80
