"""What the Talks screen asks, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from tracker.ui.answers_deals import BookDeals, DealAnswers

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tracker.domain.evidence.chain import Anchor
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.evidence import EvidenceRow as EvidenceRow
    from tracker.services.evidence import Verification as Verification
    from tracker.services.evidence_files import BundleCheck as BundleCheck
    from tracker.services.talk.message import MessageView as MessageView
    from tracker.services.talk.page import TalkCase as TalkCase
    from tracker.services.talk.page import TalkRow as TalkRow
    from tracker.services.views import Done

    Fields = Mapping[str, str]

TABLES = (
    "negotiation", "contact", "offer", "promise", "stage", "channel", "hardship", "complaint", "adviser",
    "message_check",
)  # fmt: skip
"""What can be taken out of the trash."""


class TalkAnswers(DealAnswers, Protocol):
    """What is asked about talks with lenders and the proof of them."""

    def talk_rows(self) -> tuple[TalkRow, ...]:
        """The loans by what is to be done about them next."""

    def talk_case(self, loan_id: int) -> TalkCase | None:
        """All that was said and done about one loan, None once it is in the trash."""

    def talk_entry(self, table: str, number: int) -> Any:
        """An entry about talks, None if it is gone."""

    def save_talk(self, what: str, number: int, fields: Fields) -> Checked[Done]:
        """Keep a form: of a loan for what is new, of an entry for what changes one."""

    def remove_talk(self, table: str, number: int) -> Checked[Done]:
        """Move an entry to the trash."""

    def drop_step(self, talk_id: int) -> Checked[Done]:
        """Take back the last step of a negotiation."""

    def talk_trash(self) -> tuple[tuple[str, Any], ...]:
        """What about talks is in the trash, each with its table."""

    def restore_talk(self, table: str, number: int) -> Checked[Done]:
        """Bring an entry back from the trash."""

    def talk_warnings(self, act: str, on: str) -> tuple[str, ...]:
        """What a promise, a request or a part payment restarts, on a day as typed."""

    def complaint_bodies(self) -> tuple[str, ...]:
        """Who takes complaints here."""

    def check_message(self, loan_id: int, text: str) -> MessageView | None:
        """A message held against what is known of a loan."""

    def keep_message(self, loan_id: int, text: str, *, keep_text: bool) -> Checked[Done]:
        """Keep what was found in a message, its words only if asked for."""

    def keep_evidence(self, loan_id: int, fields: Fields) -> Checked[Done]:
        """Keep the file `file` as proof."""

    def correct_evidence(self, number: int, fields: Fields) -> Checked[Done]:
        """Correct an entry by a new one, or withdraw it."""

    def evidence_entry(self, number: int) -> EvidenceRow | None:
        """An entry of the log of evidence."""

    def verify_evidence(self, anchor: Anchor | None) -> Verification:
        """Whether the log and every file are as they were; called in a thread."""

    def verify_bundle(self, path: Path, anchor: Anchor | None) -> Checked[BundleCheck]:
        """Whether a bundle is what it was when it was made."""

    def export_evidence(self, number: int, path: Path) -> Checked[Path]:
        """Copy a file out of the vault."""

    def bundle_evidence(
        self, path: Path, *, loan_id: int | None, number: int | None, force: bool
    ) -> Checked[tuple[int, Anchor]]:
        """Write a zip for somebody else."""


class BookTalks(BookDeals):
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:
        _another: Callable[[], Book]

    def talk_rows(self) -> tuple[TalkRow, ...]:
        """The loans by what is to be done about them next."""
        from tracker.services.talk.page import talk_rows

        return talk_rows(self._book)

    def talk_case(self, loan_id: int) -> TalkCase | None:
        """All that was said and done about one loan, None once it is in the trash."""
        from tracker.services.talk.page import talk_case

        return talk_case(self._book, loan_id, self.local_now())

    def local_now(self) -> datetime:
        """The person's own time; with another today, its hours are those of the clock on the wall."""
        from datetime import datetime

        return datetime.combine(self._book.today, self._book.clock().astimezone().time())

    def talk_entry(self, table: str, number: int) -> Any:
        """An entry about talks, None if it is gone."""
        from tracker.services.talk.entry import find_entry

        return find_entry(self._book, table, number)

    def save_talk(self, what: str, number: int, fields: Fields) -> Checked[Done]:
        """Keep a form: of a loan for what is new, of an entry for what changes one."""
        from tracker.services.talk.forms import save_form

        return save_form(self._book, what, number, fields)

    def remove_talk(self, table: str, number: int) -> Checked[Done]:
        """Move an entry to the trash."""
        from tracker.services.talk.entry import remove_entry

        return remove_entry(self._book, table, number)

    def drop_step(self, talk_id: int) -> Checked[Done]:
        """Take back the last step of a negotiation."""
        from tracker.services.talk.negotiations import drop_step

        return drop_step(self._book, talk_id)

    def talk_trash(self) -> tuple[tuple[str, Any], ...]:
        """What about talks is in the trash, each with its table."""
        from tracker.services.talk.entry import trashed_entries

        return tuple((table, each) for table in TABLES for each in trashed_entries(self._book, table))

    def restore_talk(self, table: str, number: int) -> Checked[Done]:
        """Bring an entry back from the trash."""
        from tracker.services.talk.entry import restore_entry

        return restore_entry(self._book, table, number)

    def talk_warnings(self, act: str, on: str) -> tuple[str, ...]:
        """What a promise, a request or a part payment restarts, on a day as typed."""
        from tracker.services.talk.forms import warnings

        return warnings(self._book, act, on)

    def complaint_bodies(self) -> tuple[str, ...]:
        """Who takes complaints here."""
        from tracker.services.talk.complaints import bodies

        return tuple(each.name for each in bodies(self._book))

    def check_message(self, loan_id: int, text: str) -> MessageView | None:
        """A message held against what is known of a loan."""
        from tracker.services.loan.find import LoanNotFoundError, find_loan
        from tracker.services.talk.message import check_message

        try:
            loan = find_loan(self._book, str(loan_id))
        except LoanNotFoundError:
            return None
        return check_message(self._book, loan, text)

    def keep_message(self, loan_id: int, text: str, *, keep_text: bool) -> Checked[Done]:
        """Keep what was found in a message, its words only if asked for."""
        from tracker.services.talk.forms import keep_message

        return keep_message(self._book, loan_id, text, keep_text=keep_text)

    def keep_evidence(self, loan_id: int, fields: Fields) -> Checked[Done]:
        """Keep the file `file` as proof."""
        from tracker.services.talk.forms import keep_file

        return keep_file(self._book, loan_id, fields)

    def correct_evidence(self, number: int, fields: Fields) -> Checked[Done]:
        """Correct an entry by a new one, or withdraw it."""
        from tracker.services.talk.forms import correct_file

        return correct_file(self._book, number, fields)

    def evidence_entry(self, number: int) -> EvidenceRow | None:
        """An entry of the log of evidence."""
        from tracker.services.evidence import list_evidence

        return next((each for each in list_evidence(self._book) if each.entry.number == number), None)

    def verify_evidence(self, anchor: Anchor | None) -> Verification:
        """Whether the log and every file are as they were; called in a thread."""
        from tracker.services.evidence import verify_evidence

        with self._another() as book:
            return verify_evidence(book, anchor)

    def verify_bundle(self, path: Path, anchor: Anchor | None) -> Checked[BundleCheck]:
        """Whether a bundle is what it was when it was made."""
        from tracker.services.evidence_files import verify_bundle

        return verify_bundle(path, anchor)

    def export_evidence(self, number: int, path: Path) -> Checked[Path]:
        """Copy a file out of the vault."""
        from tracker.services.evidence_files import export_evidence

        return export_evidence(self._book, number, path)

    def bundle_evidence(
        self, path: Path, *, loan_id: int | None, number: int | None, force: bool
    ) -> Checked[tuple[int, Anchor]]:
        """Write a zip for somebody else."""
        from tracker.services.evidence_files import bundle_evidence

        loans = () if loan_id is None else (loan_id,)
        numbers = () if number is None else (number,)
        return bundle_evidence(self._book, path, loan_ids=loans, numbers=numbers, force=force)
