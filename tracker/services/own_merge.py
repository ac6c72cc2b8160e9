"""Rows in our own format meet the book: what it lacks is added, what it has stays as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import Problem
from tracker.domain.text import clean
from tracker.domain.typed.amount import amount_minor
from tracker.formats.source import Source
from tracker.formats.tally import MOST_KEPT, Skip
from tracker.services.book import Book
from tracker.services.importing import ImportReport
from tracker.services.own_evidence import Arrivals, join_chain
from tracker.store.errors import ConstraintError
from tracker.store.exchange import (
    APPENDED,
    STAYING,
    Field,
    currency_of_offer,
    currency_of_payment,
    defaults,
    fields,
    lines_of_batch,
    loans_without_terms,
    names_of,
    read_kind,
    required_columns,
)
from tracker.store.valid import takes
from tracker.store.vault import vault_folder

if TYPE_CHECKING:
    from tracker.store.write import Writer

Values = dict[str, Any]

_IDENTITY = {
    "setting": ("key",), "account": ("name",), "loan": ("slug",), "terms": ("loan_id", "effective_on"),
    "custom_instalment": ("loan_id",), "payment": ("loan_id", "paid_on", "amount_minor"),
    "receipt": ("payment_id", "sha256"), "refund": ("payment_id",), "claim": ("loan_id", "claimed_on"),
    "charge": ("loan_id", "charged_on", "kind", "amount_minor"),
    "waiver": ("loan_id", "waived_on", "component", "amount_minor"), "statement": ("loan_id", "statement_on"),
    "autopay": ("loan_id",), "mark": ("loan_id", "description", "origin_on"),
    "dispute": ("mark_id", "sent_on"), "score": ("bureau", "model", "scored_on"),
    "alert_rule": ("rule",), "alert_hold": ("loan_id", "about_on", "about"),
    "cash_event": ("kind", "name", "account_id", "first_on"),
    "cash_occurrence": ("cash_event_id", "planned_on"),
    "cash_transfer": ("from_account_id", "to_account_id", "amount_minor", "left_on"),
    "arrears": ("loan_id",), "channel": ("loan_id", "kind", "value"),
    "contact": ("loan_id", "happened_at", "direction", "means"),
    "promise": ("loan_id", "promised_on", "side", "what"), "negotiation": ("loan_id", "opened_on", "aim"),
    "negotiation_step": ("negotiation_id", "state", "happened_on"),
    "offer": ("loan_id", "offered_on", "kind", "from_whom", "words"), "offer_payment": ("offer_id", "number"),
    "stage": ("loan_id", "kind", "happened_on"), "hardship": ("loan_id", "cause", "since_on"),
    "hardship_paper": ("hardship_id", "what"), "complaint": ("loan_id", "body", "opened_on"),
    "complaint_incident": ("complaint_id", "what", "happened_on", "rule", "contact_id"),
    "settlement": ("loan_id",), "message_check": ("loan_id", "sha256"), "adviser": ("name", "asked_on"),
    "report": ("bureau", "pulled_on"), "report_entry": ("report_id", "lender", "tail", "opened_on"),
    "enquiry": ("report_id", "who", "asked_on"), "dispute_round": ("dispute_id", "body", "sent_on"),
    "plan": ("name",), "plan_loan": ("plan_id", "loan_id"), "plan_payment": ("plan_id", "loan_id", "due_on"),
}  # fmt: skip
"""What tells that the book has a row already, though somebody may have changed the rest of it since."""

_GREW = frozenset({"account", "autopay", "charge", "dispute", "mark", "waiver"})
"""Kinds that got columns later, which older exports do not have."""

_NAMED = {"loan": "slug", "account": "name", "plan": "name", "setting": "key"}
_WHOLE = re.compile("-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of a file: its line, what other files call it, its cells as text by field."""

    line: int
    called: str
    cells: tuple[str, ...]


class UnusableError(Exception):
    """A row got past every check and was refused by the table: nothing of the import may stay."""


class _Held:
    """The rows of one kind that the book has: found whole, or by what identifies them."""

    def __init__(self, writer: Writer, kind: str, shape: tuple[Field, ...]) -> None:
        self.whole: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        self.part: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        columns = [field.column for field in shape]
        self.places = [columns.index(column) for column in _IDENTITY[kind]]
        self.shared = kind == "custom_instalment"
        """Whether one row stands for all of the same identity: a schedule is kept or taken whole."""
        for row_id, _code, values in read_kind(writer.conn, kind):
            self.whole[values].append(row_id)
            self.part[self.identity(values)].append(row_id)

    def identity(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(values[place] for place in self.places)

    def take(self, values: tuple[Any, ...]) -> int | None:
        """The row that is wholly the same, each but once."""
        if not self.whole.get(values):
            return None
        row_id = self.whole[values].pop(0)
        if not self.shared:
            self.part[self.identity(values)].remove(row_id)
        return row_id

    def take_changed(self, values: tuple[Any, ...]) -> int | None:
        """The row that is the same but for what was changed since."""
        found = self.part.get(self.identity(values))
        if not found:
            return None
        return found[0] if self.shared else found.pop(0)


class Merge:
    """Adds the rows of each kind that the book lacks, with references turned into its own ids."""

    def __init__(self, book: Book, writer: Writer, report: ImportReport, files: Path | None = None) -> None:
        self.arrivals = Arrivals(source=files, target=vault_folder(book.path))
        self.writer, self.report = writer, report
        self.home, self.today = book.currency, book.today.isoformat()
        self.ids: dict[str, dict[str, int | None]] = defaultdict(dict)
        """For each kind, what a file calls a row and the row's id here; None for a refused one."""
        self.currencies: dict[int, str] = {}
        self.came: set[str] = set()
        """Kinds whose rows all came in, so that what refers to another one was changed."""
        self.required: frozenset[str] = frozenset()
        self.defaults: dict[str, str | int] = {}

    def kind(self, kind: str, source: Source, incoming: list[Incoming]) -> None:
        """Merge one file."""
        conn = self.writer.conn
        shape = fields(conn, kind)
        self.required = required_columns(conn, kind)
        self.defaults = defaults(conn, kind) if kind in _GREW else {}
        self.currencies.update({row_id: code for row_id, code, _values in read_kind(conn, "loan")})
        for field in shape:
            if field.refers in ("loan", "account"):
                known = {name: row_id for row_id, name in names_of(conn, field.refers).items()}
                self.ids[field.refers] = {**known, **self.ids[field.refers]}
        if kind == "setting":
            incoming = self._without_staying(shape, incoming)
        read = [(row, self._values(kind, shape, row)) for row in incoming]
        if kind in APPENDED:
            join_chain(self.writer, self.report, [(row.line, values) for row, values in read], self.arrivals)
            return
        lacking = self._lacking(kind, shape, read)
        if kind == "payment":
            self._add_payments(source, shape, lacking)
        else:
            for row, values in lacking:
                self._add(kind, row, values)
        if not self.report.rejected_rows:
            self.came.add(kind)

    def _without_staying(self, shape: tuple[Field, ...], incoming: list[Incoming]) -> list[Incoming]:
        """Settings but for those that name rows of the file they are from."""
        place = [field.column for field in shape].index("key")
        stay = [row for row in incoming if row.cells[place] in STAYING]
        self.report.skipped_rows += len(stay)
        self.report.skipped += [Skip(row.line, "of_its_file") for row in stay]
        return [row for row in incoming if row not in stay]

    def _lacking(
        self, kind: str, shape: tuple[Field, ...], read: list[tuple[Incoming, Values | None]]
    ) -> list[tuple[Incoming, Values]]:
        """The rows that the book has not got, once those it has whole and those changed since are found."""
        held = _Held(self.writer, kind, shape)
        lacking = []
        for row, values in read:
            if values is None:
                self._known(kind, row, None, None)
                continue
            row_id = held.take(tuple(values[field.column] for field in shape))
            if row_id is None:
                lacking.append((row, values))
            else:
                self.report.duplicates += 1
                self._known(kind, row, values, row_id)
        if not held.part:
            return lacking
        new = []
        for row, values in lacking:
            row_id = held.take_changed(tuple(values[field.column] for field in shape))
            if row_id is None:
                new.append((row, values))
            elif kind == "loan" and self.currencies.get(row_id) != values["currency"]:
                self._refuse(row, "currency", values["currency"], "currency_mismatch")
                self._known(kind, row, values, None)
            else:
                self.report.skipped_rows += 1
                if len(self.report.skipped) < MOST_KEPT:
                    self.report.skipped.append(Skip(row.line, "changed_since"))
                self._known(kind, row, values, row_id)
        return new

    def _add(self, kind: str, row: Incoming, values: Values) -> None:
        extra = {"created_at": self.writer.at} if kind == "loan" else {}
        extra |= {"added_at": self.writer.at} if kind == "receipt" else {}
        row_id = None
        try:
            row_id = self.writer.insert(kind, {**values, **extra})
            self.report.imported += 1
        except ConstraintError as error:
            column = next((name for name in reversed(values) if name in error.detail), "")
            self._refuse(row, column, str(values.get(column, "")), "breaks_a_rule", detail=error.detail)
        self._known(kind, row, values, row_id)

    def _add_payments(
        self, source: Source, shape: tuple[Field, ...], lacking: list[tuple[Incoming, Values]]
    ) -> None:
        if not lacking:
            return
        batch = self.writer.insert(
            "batch",
            {
                "at": self.writer.at, "source_name": source.name, "sha256": source.sha256,
                "kind": "payments", "rows": len(lacking), "imported": len(lacking),
            },
        )  # fmt: skip
        columns = (*(field.column for field in shape), "line", "created_at")
        rows = ((*values.values(), row.line, self.writer.at) for row, values in _ordered(shape, lacking))
        try:
            self.writer.bulk_insert("payment", columns, rows, batch_id=batch)
        except ConstraintError as error:
            self.report.reject(
                Problem(code="breaks_a_rule", field="payment", params={"detail": error.detail})
            )
            raise UnusableError from error
        self.report.batch = batch
        self.report.imported += len(lacking)
        called = {row.line: row.called for row, _values in lacking}
        for line, row_id in lines_of_batch(self.writer.conn, batch):
            self.ids["payment"][called[line]] = row_id

    def _known(self, kind: str, row: Incoming, values: Values | None, row_id: int | None) -> None:
        """Remember what other files call the row."""
        column = _NAMED.get(kind)
        if column is None and row.called:
            self.ids[kind][row.called] = row_id
        elif column is not None and values is not None:
            self.ids[kind][str(values[column])] = row_id

    def refuse_loans_without_terms(self) -> None:
        """Nothing can be computed of a loan whose terms did not come with it."""
        names = {row_id: name for name, row_id in self.ids["loan"].items()}
        for row_id in sorted(loans_without_terms(self.writer.conn)):
            self.report.imported -= 1
            name = names.get(row_id, "")
            self.report.reject(Problem(code="terms_lacking", field="loan", value=name, column="loan"))
            self.ids["loan"][name] = None
            self.writer.trash("loan", row_id)

    def _values(self, kind: str, shape: tuple[Field, ...], row: Incoming) -> Values | None:
        """The row as the table holds it; a cell that cannot be refuses the row."""
        values: Values = {}
        currency = self.home
        for field, cell in zip(shape, row.cells, strict=True):
            if field.refers is not None:
                found = self.ids[field.refers].get(cell) if cell else None
                needed = cell or field.column in self.required
                if found is None and needed and not self._may_lack(kind, field.refers):
                    self._refuse(row, field.name, cell, "unknown_reference")
                    return None
                values[field.column] = found
                if field.refers == "loan" and found is not None:
                    currency = self.currencies.get(found, currency)
                elif field.refers == "payment" and found is not None:
                    currency = currency_of_payment(self.writer.conn, found)
                elif field.refers == "offer" and found is not None:
                    currency = currency_of_offer(self.writer.conn, found)
            elif field.column == "currency":
                if kind == "payment" and cell != currency:
                    params = {"expected": currency, "found": cell}
                    self._refuse(row, field.name, cell, "currency_mismatch", **params)
                    return None
                values["currency"], currency = cell, cell or currency
        for field, cell in zip(shape, row.cells, strict=True):
            if field.refers is not None:
                continue
            value: str | int | None
            if not cell and field.column in self.defaults:
                value = self.defaults[field.column]
            elif field.money and cell:
                value, _wrong = amount_minor(cell, currency, decimal_mark=".")
                if value is None:
                    self._refuse(row, field.name, cell, "amount_unreadable")
                    return None
            elif field.text:
                cell = clean(cell, lines=field.column in ("note", "words"))
                value = cell or ("" if field.column in self.required else None)
            elif cell and not _WHOLE.fullmatch(cell):
                self._refuse(row, field.name, cell, "not_a_number")
                return None
            else:
                value = int(cell) if cell else None
            if not takes(field.column, value, required=field.column in self.required, kind=kind):
                self._refuse(row, field.name, cell, "not_accepted_here")
                return None
            values[field.column] = value
        if values.get("state") == "posted" and max(values["paid_on"], values["posted_on"] or "") > self.today:
            self._refuse(row, "paid_on", values["paid_on"], "in_the_future")
            return None
        return values

    def _may_lack(self, kind: str, refers: str) -> bool:
        """Whether a row does without what it refers to: an entry of a chain stays when that did not come."""
        return kind in APPENDED and refers not in self.came

    def _refuse(self, row: Incoming, name: str, cell: str, code: str, **params: str) -> None:
        field = name.removesuffix("_minor")
        self.report.reject(
            Problem(code=code, field=field, value=cell, line=row.line, column=field or None, params=params)
        )


def _ordered(
    shape: tuple[Field, ...], rows: list[tuple[Incoming, Values]]
) -> list[tuple[Incoming, dict[str, Any]]]:
    return [(row, {field.column: values[field.column] for field in shape}) for row, values in rows]
