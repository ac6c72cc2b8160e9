"""A case file proves on another machine what it proved here, and names what was flipped in it."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile

import pytest
from case_told import CHINESE, ENGLISH, tell
from lived import add

from tracker.domain.evidence.chain import Anchor
from tracker.services.evidence_files import verify_bundle
from tracker.services.paper.case_file import write_case_file
from tracker.services.paper.draft import PaperOptions
from tracker.services.talk.negotiations import new_talk


@pytest.fixture
def case(book, tmp_path):
    return tell(book, tmp_path, ENGLISH)


def rows(path, name):
    with zipfile.ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def flipped(path, target, name):
    """The zip with one bit of one member changed and the rest as it was."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == name:
                content = bytes([content[0] ^ 1]) + content[1:]
            new.writestr(info, content)
    return target


def test_it_holds_the_proof_the_log_and_the_brief(book, case, tmp_path):
    target = tmp_path / "case.zip"
    made, problems = write_case_file(book, target, loan_id=case.loan.id)
    assert problems == ()
    assert made.entries == 2
    assert dict(made.rows) == {"contacts": 5, "talks": 2, "stages": 1, "promises": 1, "offers": 1}
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        index = archive.read("index.html").decode()
        brief = archive.read("brief.md").decode()
    assert {"brief.md", "brief.html", "contacts.csv", "offers.csv", "CHECK.md", "SHA256SUMS"} <= names
    assert '<a href="contacts.csv">contacts.csv</a>' in index
    assert brief.startswith("# Situation of Jiebei")
    calls = rows(target, "contacts.csv")
    assert [each["number"] for each in calls] == ["13800138000", "95188", *["13800138000"] * 3]
    assert [each["state"] for each in rows(target, "talks.csv")] == ["draft", "agreed_orally"]
    (offer,) = rows(target, "offers.csv")
    assert (offer["payments"], offer["waived"]) == ("2026-12-09=2000.00", "penalty=32.10")


def test_another_copy_verifies_and_a_flipped_byte_is_named(book, case, tmp_path):
    here, away = tmp_path / "case.zip", tmp_path / "elsewhere" / "copy.zip"
    made, _problems = write_case_file(book, here, loan_id=case.loan.id)
    away.parent.mkdir()
    shutil.copy(here, away)
    found, problems = verify_bundle(away, made.anchor)
    assert problems == ()
    assert found.sound
    with zipfile.ZipFile(here) as archive:
        names = [each for each in archive.namelist() if each != "SHA256SUMS"]
    for number, name in enumerate(names):
        broken, _problems = verify_bundle(flipped(here, tmp_path / f"{number}.zip", name), made.anchor)
        assert not broken.sound, name
        assert name in {each.name for each in broken.wrong}, name


def test_a_negotiation_has_the_log_from_its_beginning(book, case, tmp_path):
    new_talk(book, case.loan, {"aim": "instalments", "on": "2026-11-21"})
    target = tmp_path / "talk.zip"
    made, _problems = write_case_file(book, target, talk_id=2)
    assert dict(made.rows) == {"talks": 1}
    assert made.entries == 2
    assert rows(target, "talks.csv")[0]["aim"] == "instalments"


def test_a_loan_without_evidence_has_its_log_all_the_same(book, tmp_path):
    loan = add(book, "Jiebei")
    made, problems = write_case_file(book, tmp_path / "case.zip", loan_id=loan.id)
    assert (problems, made.entries, made.anchor.number) == ((), 0, 0)
    found, _problems = verify_bundle(tmp_path / "case.zip")
    assert isinstance(found.anchor, Anchor)
    assert found.sound


def test_tables_and_brief_are_redacted_on_demand_and_the_evidence_never(book, tmp_path):
    case = tell(book, tmp_path, CHINESE)
    target = tmp_path / "case.zip"
    parts = PaperOptions(language="zh_CN", redact=frozenset({"numbers", "names"}))
    write_case_file(book, target, loan_id=case.loan.id, options=parts)
    assert {each["number"] for each in rows(target, "contacts.csv")} == {"95188", "…8000"}
    assert "王女士" not in str(rows(target, "contacts.csv"))
    with zipfile.ZipFile(target) as archive:
        assert "情况说明" in archive.read("brief.html").decode()
    assert verify_bundle(target)[0].sound


@pytest.mark.parametrize(("loan_id", "talk_id", "field"), [(99, None, "loan"), (None, 99, "negotiation")])
def test_what_is_not_there_is_said(book, tmp_path, loan_id, talk_id, field):
    found, problems = write_case_file(book, tmp_path / "x.zip", loan_id=loan_id, talk_id=talk_id)
    assert (found, problems[0].code, problems[0].field) == (None, "gone", field)


def test_what_stands_there_stays(book, case, tmp_path):
    target = tmp_path / "case.zip"
    target.write_text("mine")
    assert write_case_file(book, target, loan_id=case.loan.id)[1][0].code == "file_exists"
    assert target.read_text() == "mine"
    assert write_case_file(book, target, loan_id=case.loan.id, force=True)[0] is not None
