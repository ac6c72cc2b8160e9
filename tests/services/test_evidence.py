"""Proof from the first file to the check of a bundle elsewhere; whole or nothing at every step."""

from __future__ import annotations

import pytest
from lived import TODAY, add, pay

from tracker.domain.evidence.chain import Break
from tracker.domain.evidence.entry import Consent, EvidenceKind
from tracker.services import keeping
from tracker.services.credit import add_dispute
from tracker.services.evidence import add_evidence, correct_evidence, list_evidence, verify_evidence
from tracker.services.exporting import export_all
from tracker.services.history import undo
from tracker.services.importing import ImportOptions, import_path
from tracker.services.payment import record_payment
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.negotiations import new_talk
from tracker.store.vault import place, vault_folder


@pytest.fixture
def given_file(tmp_path):
    """A file of a name and some bytes."""

    def make(name="sms.png", content=b"22:30 we will visit you"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def kept(book, path, loan=None, **fields):
    done, problems = add_evidence(book, path, fields, loan=loan)
    assert problems == ()
    return done


def codes(checked):
    found, problems = checked
    assert found is None
    return [(each.code, each.field) for each in problems]


def test_a_file_is_kept_with_all_that_is_said_of_it(book, given_file):
    loan = add(book)
    done = kept(
        book, given_file(), loan, kind="call-recording", happened="2026-01-02 22:30", captured="2026-01-03",
        source="95188", consent="only me", note="rude",
    )  # fmt: skip
    assert (done.title, done.ids, done.notes, done.action_id) == ("Kept sms.png as #1", (1,), (), None)
    (row,) = list_evidence(book)
    entry = row.entry
    assert (entry.kind, entry.consent) == (EvidenceKind.CALL_RECORDING, Consent.ONLY_ME)
    assert (entry.happened_at, entry.captured_at) == ("2026-01-02T22:30", "2026-01-03")
    assert (entry.source, entry.note, entry.loan_id, entry.of("loan")) == ("95188", "rude", loan.id, "Jiebei")
    assert place(vault_folder(book.path), entry.sha256).read_bytes() == b"22:30 we will visit you"
    assert verify_evidence(book).sound


def test_what_is_worth_saying_is_asked_for(book, given_file):
    assert len(kept(book, given_file(), kind="call_recording").notes) == 2


def test_the_same_file_about_the_same_is_kept_once(book, given_file):
    loan = add(book)
    path = given_file()
    kept(book, path)
    assert kept(book, path).title == "sms.png is kept already as #1"
    assert kept(book, path, loan).ids == (2,)
    assert verify_evidence(book).files == 1


def test_undo_leaves_evidence_where_it_is(book, given_file):
    loan = add(book)
    kept(book, given_file(), loan)
    undo(book)
    assert [row.entry.of("loan") for row in list_evidence(book)] == ["Jiebei"]
    assert verify_evidence(book).sound


def test_a_payment_and_a_dispute_are_named_in_words(book, given_file):
    loan = add(book)
    payment = pay(book, loan, 500)
    add_dispute(book, {"bureau": "PBOC"})
    kept(book, given_file(), payment=str(payment), dispute="1")
    (row,) = list_evidence(book, loan_id=loan.id)
    assert row.entry.of("payment").startswith(TODAY.isoformat())
    assert row.entry.of("dispute") == f"{TODAY.isoformat()} PBOC"
    assert (row.entry.payment_id, row.entry.dispute_id) == (payment, 1)


def test_a_contact_and_talks_are_named_in_words_and_bring_their_loan(book, given_file):
    loan, other = add(book), add(book, "Car")
    called = {"on": "2026-11-20", "time": "22:30", "means": "phone", "number": "95188"}
    assert log_contact(book, loan, called)[0]
    assert new_talk(book, loan, {"aim": "extension", "on": "2026-11-20"})[0]
    kept(book, given_file(), contact="1", talk="1")
    (row,) = list_evidence(book, loan_id=loan.id)
    assert row.entry.of("contact") == "2026-11-20 22:30 phone 95188"
    assert row.entry.of("talk") == "2026-11-20 extension"
    assert (row.entry.contact_id, row.entry.negotiation_id) == (1, 1)
    assert codes(add_evidence(book, given_file("b"), {"contact": "1", "talk": "9"}, loan=other)) == [
        ("gone", "contact"), ("gone", "talk"),
    ]  # fmt: skip
    assert verify_evidence(book).sound


def test_what_cannot_be_is_refused_and_nothing_is_kept(book, given_file, tmp_path):
    loan, other = add(book), add(book, "Car")
    payment = pay(book, loan, 500)
    path = given_file()
    fields = {"kind": "rumour", "consent": "maybe", "happened": "2199-01-01", "payment": "99", "dispute": "7"}
    assert codes(add_evidence(book, path, fields)) == [
        ("not_a_choice", "consent"), ("not_a_choice", "kind"), ("in_the_future", "happened"),
        ("gone", "payment"), ("gone", "dispute"),
    ]  # fmt: skip
    assert codes(add_evidence(book, path, {"payment": str(payment)}, loan=other)) == [("gone", "payment")]
    assert codes(add_evidence(book, tmp_path / "no", {})) == [("file_missing", "file")]
    assert list_evidence(book) == ()
    assert not vault_folder(book.path).exists()


def test_a_dry_run_keeps_nothing(opened, given_file):
    book = opened(dry_run=True)
    assert kept(book, given_file()).title == "Kept sms.png as #1"
    assert not vault_folder(book.path).exists()
    assert list_evidence(book) == ()


def test_a_failure_half_way_leaves_no_entry(book, given_file, monkeypatch):
    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr("tracker.services.evidence.entry_to_row", fail)
    with pytest.raises(RuntimeError):
        add_evidence(book, given_file(), {})
    assert list_evidence(book) == ()


def test_a_correction_is_an_entry_of_its_own(book, given_file):
    loan = add(book)
    kept(book, given_file(), happened="2026-01-02", note="first")
    done, _ = correct_evidence(book, 1, {"happened": "2026-01-01", "consent": "everybody"}, loan=loan)
    assert done.title == "Corrected #1 by #2"
    (row,) = list_evidence(book)
    assert (row.entry.number, row.entry.corrects, row.entry.note) == (2, 1, "first")
    assert (row.entry.happened_at, row.entry.of("loan")) == ("2026-01-01", "Jiebei")
    correct_evidence(book, 1, {"loan": "none", "consent": "unknown", "happened": "none"})
    (row,) = list_evidence(book)
    assert (row.entry.corrects, row.entry.about, row.entry.loan_id) == (2, (), None)
    assert (row.entry.consent, row.entry.happened_at) == (Consent.UNKNOWN, "")
    correct_evidence(book, 2, {}, path=given_file("better.png", b"better"))
    assert [row.entry.name for row in list_evidence(book, kind="other")] == ["better.png"]
    done, _ = correct_evidence(book, 1, {"note": "the wrong file"}, withdraw=True)
    assert done.title == "Withdrew #4 by #5"
    assert list_evidence(book) == ()
    assert [row.corrected_by for row in list_evidence(book, everything=True)] == [2, 3, 4, 5, None]
    assert verify_evidence(book).sound


def test_a_correction_of_nothing_is_refused(book, given_file, tmp_path):
    kept(book, given_file(), note="x")
    assert codes(correct_evidence(book, 9, {"note": "y"})) == [("gone", "evidence")]
    assert codes(correct_evidence(book, 1, {"note": "x"})) == [("nothing_corrected", "evidence")]
    assert codes(correct_evidence(book, 1, {"kind": "x"})) == [("not_a_choice", "kind")]
    assert codes(correct_evidence(book, 1, {}, path=tmp_path / "no")) == [("file_missing", "file")]


def test_a_receipt_of_a_payment_is_evidence(book, given_file):
    loan = add(book)
    done, _ = record_payment(book, loan, 500, paid_on=TODAY, receipt=given_file("slip.jpg"))
    (row,) = list_evidence(book)
    assert (row.entry.kind, row.entry.payment_id) == (EvidenceKind.RECEIPT, done.ids[0])
    assert row.entry.name == "slip.jpg"
    undo(book)
    assert verify_evidence(book).sound


def test_a_changed_file_and_a_changed_entry_are_named(book, given_file):
    kept(book, given_file())
    kept(book, given_file("letter.pdf", b"letter"))
    anchor = verify_evidence(book).anchor
    entry = list_evidence(book)[1].entry
    place(vault_folder(book.path), entry.sha256).write_bytes(b"lettre")
    found = verify_evidence(book, anchor)
    assert not found.sound
    assert [(each.number, fault.how) for each, fault in found.faults] == [(2, "changed")]
    assert found.bad is None
    place(vault_folder(book.path), entry.sha256).unlink()
    assert [row.fault for row in list_evidence(book)] == ["", "missing"]
    assert [(each.code, each.where) for each in keeping.check_book(book.path)] == [
        ("evidence_file", "#2 letter.pdf")
    ]


def test_a_cut_tail_is_found_by_the_anchor_only(book, given_file):
    kept(book, given_file())
    anchor = verify_evidence(book).anchor
    other = verify_evidence(book, type(anchor)(number=2, hash="a" * 64))
    assert (other.bad.number, other.bad.how) == (2, Break.CUT)
    assert verify_evidence(book, anchor).sound


def test_evidence_leaves_with_an_export_and_comes_back(fresh, given_file, tmp_path):
    with fresh() as book, fresh() as other:
        loan = add(book)
        payment = pay(book, loan, 500)
        kept(book, given_file(), payment=str(payment), note='=cmd "quoted", 号\nline')
        kept(book, given_file("b.txt", b"b"))
        export_all(book, tmp_path / "out")
        report, _ = import_path(other, tmp_path / "out", ImportOptions())
        assert (report.rejected, report.notes) == ([], [])
        assert [row.entry.hash for row in list_evidence(other)] == [
            row.entry.hash for row in list_evidence(book)
        ]
        assert verify_evidence(other, verify_evidence(book).anchor).sound
        assert import_path(other, tmp_path / "out", ImportOptions())[0].imported == 0
        kept(book, given_file("c.txt", b"c"))
        export_all(book, tmp_path / "more")
        assert import_path(other, tmp_path / "more", ImportOptions())[0].imported == 1
        assert verify_evidence(other, verify_evidence(book).anchor).sound


def test_two_logs_are_never_mixed_and_a_changed_row_is_refused(fresh, given_file, tmp_path):
    with fresh() as book, fresh() as other, fresh() as third:
        kept(book, given_file())
        kept(other, given_file("b.txt", b"b"))
        export_all(book, tmp_path / "out")
        report, _ = import_path(other, tmp_path / "out", ImportOptions())
        assert [each.code for each in report.rejected] == ["chain_differs"]
        table = tmp_path / "out" / "evidence.csv"
        table.write_text(table.read_text().replace("sms.png", "sms.jpg"))
        report, _ = import_path(third, tmp_path / "out", ImportOptions())
        assert [each.code for each in report.rejected] == ["entry_changed"]
        assert list_evidence(third) == ()


def test_a_file_that_did_not_come_is_named(fresh, given_file, tmp_path):
    with fresh() as book, fresh() as other:
        kept(book, given_file())
        kept(book, given_file("b.txt", b"b"))
        export_all(book, tmp_path / "out")
        (first, second) = (row.entry.sha256 for row in list_evidence(book))
        place(tmp_path / "out" / "evidence", first).unlink()
        place(tmp_path / "out" / "evidence", second).write_bytes(b"x")
        report, _ = import_path(other, tmp_path / "out", ImportOptions())
        (note,) = report.notes
        assert (note.code, note.params) == ("evidence_missing", {"files": "#1 sms.png, #2 b.txt"})
        assert [fault.how for _, fault in verify_evidence(other).faults] == ["missing", "missing"]


def test_the_check_of_the_file_names_a_broken_log(book, given_file):
    assert keeping.evidence_kept(book)[0] == 0
    kept(book, given_file())
    assert keeping.evidence_kept(book)[:2] == (1, 23)
    (vault_folder(book.path) / "x.partial").touch()
    assert [each.code for each in keeping.check_book(book.path)] == ["leftover"]
