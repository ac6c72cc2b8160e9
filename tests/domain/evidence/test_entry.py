"""What an entry says, the text of it that is hashed, and which entries count."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from tracker.domain.evidence.entry import (
    GENESIS,
    Consent,
    Entry,
    EvidenceKind,
    canonical,
    digest,
    in_force,
    last_word,
    sealed,
)

LETTER = Entry(
    number=0, kind=EvidenceKind.LETTER, name="信.pdf", sha256="a" * 64, bytes=12,
    entered_at="2026-11-21T05:05:00Z", about=(("loan", "借呗"),),
)  # fmt: skip


def test_the_hashed_text_is_sorted_without_blanks_and_without_what_is_empty():
    entry = sealed(LETTER, None)
    assert canonical(entry) == (
        '{"about":{"loan":"借呗"},"bytes":12,"entered_at":"2026-11-21T05:05:00Z","format":"debt-evidence-1",'
        f'"kind":"letter","name":"信.pdf","number":1,"previous":"{GENESIS}","sha256":"{"a" * 64}"}}'
    )
    assert entry.hash == hashlib.sha256(canonical(entry).encode()).hexdigest()


def test_an_empty_file_would_still_say_its_size():
    assert json.loads(canonical(replace(LETTER, bytes=0)))["bytes"] == 0


@pytest.mark.parametrize(
    "change",
    [
        {"number": 2}, {"kind": EvidenceKind.SMS}, {"name": "x"}, {"sha256": "b" * 64}, {"bytes": 13},
        {"entered_at": "2026-11-21T05:05:01Z"}, {"happened_at": "2026-11-20"}, {"captured_at": "2026-11-20"},
        {"source": "post"}, {"consent": Consent.ONLY_ME}, {"note": "n"}, {"about": ()}, {"corrects": 1},
        {"corrects": 0}, {"withdrawn": True}, {"previous": "c" * 64},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_everything_an_entry_says_is_hashed(change):
    assert digest(replace(LETTER, **change)) != digest(LETTER)


@pytest.mark.parametrize("own", ["loan_id", "payment_id", "dispute_id"])
def test_the_numbers_of_rows_are_not_hashed_as_another_book_has_others(own):
    assert digest(replace(LETTER, **{own: 7})) == digest(LETTER)


def test_a_next_entry_names_the_one_before():
    first = sealed(LETTER, None)
    second = sealed(LETTER, first)
    assert (first.number, first.previous) == (1, GENESIS)
    assert (second.number, second.previous) == (2, first.hash)


def test_what_an_entry_is_about_is_found_by_its_kind():
    assert (LETTER.of("loan"), LETTER.of("payment")) == ("借呗", "")


def test_a_correction_takes_the_place_of_what_it_corrects():
    first = sealed(LETTER, None)
    other = sealed(replace(LETTER, name="other"), first)
    better = sealed(replace(LETTER, name="better", corrects=1), other)
    best = sealed(replace(LETTER, name="best", corrects=3), better)
    gone = sealed(replace(other, corrects=2, withdrawn=True), best)
    log = (first, other, better, best)
    assert in_force(log) == (best, other)
    assert in_force((*log, gone)) == (best,)
    assert [last_word(log, number) for number in (1, 2, 3, 4, 5)] == [best, other, best, best, None]
    assert last_word((*log, gone), 2) == gone


def test_a_correction_of_what_is_not_there_stands_for_itself():
    lost = sealed(replace(LETTER, corrects=9), None)
    assert in_force((lost,)) == (lost,)
    assert last_word((lost,), 1) == lost
