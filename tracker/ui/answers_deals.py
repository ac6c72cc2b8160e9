"""What the Talks screen asks about offers, and the papers it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tracker.domain.problems import Checked
    from tracker.domain.recovery.offer import Offer as Offer
    from tracker.services.book import Book
    from tracker.services.paper.draft import PaperOptions
    from tracker.services.paper.papers import PaperText as PaperText
    from tracker.services.talk.compare import CompareView as CompareView
    from tracker.services.views import Done

    Fields = Mapping[str, str]

_PLACES = ("name", "address", "phone", "contract", "body")


class DealAnswers(Protocol):
    """What is asked about offers and papers."""

    def compared(self, loan_id: int) -> tuple[CompareView | None, tuple[Offer, ...]]:
        """The open offers beside carrying on as now, None if there are none; and those that are decided."""

    def talk_paper(self, kind: str, loan_id: int, fields: Fields) -> Checked[PaperText]:
        """A paper from what the book holds now."""

    def dispute_paper(self, dispute_id: int, fields: Fields) -> Checked[PaperText]:
        """The letter of a dispute from what the book holds now."""

    def write_paper(self, paper: PaperText, path: Path, form: str) -> Checked[Path]:
        """Write a paper to a new file."""

    def write_case_file(self, loan_id: int, path: Path, fields: Fields) -> Checked[Done]:
        """Write evidence, log, offers and the brief of a loan as one zip."""


class BookDeals:
    """The answers of an open book."""

    _book: Book
    if TYPE_CHECKING:

        def local_now(self) -> datetime: ...

    def compared(self, loan_id: int) -> tuple[CompareView | None, tuple[Offer, ...]]:
        """The open offers beside carrying on as now, None if there are none; and those that are decided."""
        from tracker.services.talk.compare import compare_views
        from tracker.services.talk.offers import list_offers

        found = list_offers(self._book, loan_id, every=True)
        decided = tuple(each for each in reversed(found) if each.standing.value not in ("open", "agreed"))
        view = compare_views(self._book, loan_id) if len(decided) < len(found) else None
        return view, decided

    def talk_paper(self, kind: str, loan_id: int, fields: Fields) -> Checked[PaperText]:
        """A paper from what the book holds now."""
        from tracker.services.paper.papers import paper_texts

        options, problems = self._options(fields)
        if options is None:
            return None, problems
        return paper_texts(self._book, kind, loan_id, options=options, now=self.local_now())

    def dispute_paper(self, dispute_id: int, fields: Fields) -> Checked[PaperText]:
        """The letter of a dispute from what the book holds now."""
        from tracker.services.paper.papers import paper_texts

        options, problems = self._options(fields)
        if options is None:
            return None, problems
        return paper_texts(self._book, "dispute", dispute_id=dispute_id, options=options)

    def write_paper(self, paper: PaperText, path: Path, form: str) -> Checked[Path]:
        """Write a paper to a new file."""
        from tracker.services.paper.papers import write_paper

        return write_paper(self._book, paper, path, form=form)

    def write_case_file(self, loan_id: int, path: Path, fields: Fields) -> Checked[Done]:
        """Write evidence, log, offers and the brief of a loan as one zip."""
        from tracker.locale import _, ngettext
        from tracker.services.paper.case_file import write_case_file
        from tracker.services.views import Done

        options, problems = self._options(fields)
        if options is None:
            return None, problems
        force = fields.get("exists") == "replace"
        made, problems = write_case_file(self._book, path, loan_id=loan_id, options=options, force=force)
        if made is None:
            return None, problems
        words = ngettext("Wrote {count} entry to {path}", "Wrote {count} entries to {path}", made.entries)
        end = _("End of the log: {anchor}").format(anchor=made.anchor)
        return Done(title=words.format(count=made.entries, path=path), notes=(end,)), ()

    def _options(self, fields: Fields) -> Checked[PaperOptions]:
        from tracker.services.paper.draft import PaperOptions
        from tracker.services.paper.papers import read_redaction
        from tracker.services.paper.statement import read_offer

        redact, problems = read_redaction((fields.get("redact", "numbers"),))
        if redact is None:
            return None, problems
        minor = None
        if fields.get("offer", "").strip():
            minor, problems = read_offer(self._book, {"amount": fields["offer"]})
            if minor is None:
                return None, problems
        return PaperOptions(
            language=fields.get("language", ""),
            redact=redact,
            given={name: fields[name].strip() for name in _PLACES if fields.get(name, "").strip()},
            show_lenders=fields.get("show_lenders") == "yes",
            offer_minor=minor,
        ), ()
