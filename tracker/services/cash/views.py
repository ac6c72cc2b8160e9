"""Cash as screens ask for it: until payday, by month, the accounts, the events, the whole forecast."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tracker.domain.calendar import month_end
from tracker.domain.cash.facts import CashEvent, CashKind, Certainty
from tracker.domain.cash.forecast import AccountForecast, Forecast
from tracker.domain.cash.moves import Remedy
from tracker.domain.cash.walk import MovementKind, Outcome, Step, WhyCode
from tracker.services.book import Book
from tracker.services.cash.answers import (
    AccountView,
    AttemptView,
    CashPoint,
    CashUntilPayday,
    DayCash,
    EventView,
    ForecastView,
    MonthCash,
    MoveView,
    RowView,
    ShortfallView,
    TransferView,
)
from tracker.services.cash.forecasting import DAYS, cash_forecast
from tracker.store.cash import read_cash_accounts, read_events, read_occurrences, read_transfers
from tracker.store.due import read_kept

__all__ = [
    "AccountView", "AttemptView", "CashPoint", "CashUntilPayday", "DayCash", "EventView", "ForecastView",
    "MonthCash", "MoveView", "RowView", "ShortfallView", "TransferView", "cash_until_payday", "day_cash",
    "forecast_view", "list_account_views", "list_event_views", "list_transfer_views",
]  # fmt: skip

WITHOUT_PAYDAY = 30
"""Days that the curve shows where no income is known."""

_DAY = timedelta(days=1)


class NoDebitError(ValueError):
    """An event without a debit was taken for an attempt."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is no debit")


def forecast_view(book: Book, *, days: int = DAYS, include: Certainty = Certainty.SURE) -> ForecastView:
    """Where it will fail first: every event, attempt and shortfall to some days from today."""
    whole = cash_forecast(book, days=days, include=include)
    found = whole.forecast
    return ForecastView(
        today=found.today,
        until=found.until,
        include=include.value,
        rows=_rows(found),
        attempts=tuple(_attempt(account.name, account.currency, step) for account, step in found.attempts),
        shortfalls=tuple(map(_shortfall, found.remedies)),
        left_out=whole.left_out,
        unconfirmed=tuple(each for one in found.accounts for each in one.unconfirmed),
        unknown=_unknown(found),
        accounts=len(found.accounts),
    )


def cash_until_payday(book: Book) -> CashUntilPayday:
    """Cash in the book's own currency until the next sure income, and the first shortfall of any account."""
    whole = cash_forecast(book)
    found = whole.forecast
    ours = _of(found, book.currency)
    comes = min(
        (
            (step.movement.on, step.movement.name)
            for each in ours
            for step in each.steps
            if step.movement.kind is MovementKind.INCOME
            and step.movement.certainty is Certainty.SURE
            and step.movement.on > book.today
        ),
        default=None,
    )
    payday = comes[0] if comes else None
    points = _points(ours, book.today, payday or book.today + timedelta(days=WITHOUT_PAYDAY))
    return CashUntilPayday(
        currency=book.currency,
        points=points,
        payday=payday,
        payday_name=comes[1] if comes else "",
        low=min(points, key=lambda each: (each.low_minor, each.on), default=None),
        first=_shortfall(found.remedies[0]) if found.remedies else None,
        count=len(found.remedies),
        left_out=len(whole.left_out),
        costs=tuple(
            each
            for each in read_events(book.conn)
            if each.kind is CashKind.EXPENSE and each.every and each.certainty is Certainty.SURE
        ),
        unknown=_unknown(found),
    )


def day_cash(book: Book, month: date) -> MonthCash:
    """Income, outgoings and the lowest balance of each day of a month, in the book's own currency."""
    first, last = month.replace(day=1), month_end(month)
    days = max(0, (last - book.today).days)
    found = cash_forecast(book, days=days).forecast
    ours = _of(found, book.currency)
    start = max(first, book.today)
    points = _points(ours, start, last) if start <= last else ()
    shown = tuple(_day(ours, each) for each in points)
    past = sum(
        step.moved_minor
        for each in ours
        for step in each.replayed
        if step.movement.kind is MovementKind.INCOME and first <= step.movement.on <= last
    )
    return MonthCash(
        first=first,
        currency=book.currency,
        days=shown,
        income_minor=past + sum(each.income_minor for each in shown),
        low=min(points, key=lambda each: (each.low_minor, each.on), default=None),
        shortfalls=tuple(_shortfall(each) for each in found.remedies if first <= each.shortfall.on <= last),
    )


def list_account_views(book: Book) -> tuple[AccountView, ...]:
    """Every account with what it should hold today, its low point ahead, and the loans it pays."""
    found = cash_forecast(book).forecast
    paid: dict[str, list[str]] = {}
    for loan in read_kept(book.conn, book.today):
        if loan.autopay is not None and loan.autopay.account:
            paid.setdefault(loan.autopay.account, []).append(loan.name)
    views = []
    for each in found.accounts:
        account, low = each.account, each.low
        age = (book.today - account.balance_on).days if account.balance_on else None
        views.append(
            AccountView(
                account=account,
                today_minor=each.opening_minor,
                age_days=age,
                stale=age is not None and not account.knows_balance(book.today),
                low_on=low[0] if low else None,
                low_minor=low[1] if low else None,
                dips_on=each.dips_on(),
                short_on=each.shortfall.on if each.shortfall else None,
                loans=tuple(paid.get(account.name, ())),
            )
        )
    return tuple(views)


def list_event_views(book: Book, kind: CashKind | None = None) -> tuple[EventView, ...]:
    """Income and expenses, or one of the two, with the day each comes next."""
    names = {each.id: each.name for each in read_cash_accounts(book.conn, book.currency)}
    told: dict[int, dict[date, date | None]] = {}
    for each in read_occurrences(book.conn):
        told.setdefault(each.event_id, {})[each.planned_on] = each.actual_on
    return tuple(
        EventView(
            event=event,
            account=names.get(event.account_id, ""),
            next_on=_next_on(book, event, told.get(event.id, {})),
            unconfirmed_on=_unconfirmed_on(book, event, told.get(event.id, {})),
        )
        for event in read_events(book.conn)
        if kind in (None, event.kind)
    )


def list_transfer_views(book: Book) -> tuple[TransferView, ...]:
    """Money moved between accounts, the newest first."""
    names = {each.id: each.name for each in read_cash_accounts(book.conn, book.currency)}
    return tuple(
        TransferView(transfer=each, source=names.get(each.from_id or 0, ""), target=names.get(each.to_id, ""))
        for each in reversed(read_transfers(book.conn))
    )


def _of(found: Forecast, currency: str) -> tuple[AccountForecast, ...]:
    """The accounts of a currency whose balance is known."""
    return tuple(
        each
        for each in found.accounts
        if each.account.currency == currency and each.account.knows_balance(found.today)
    )


def _unknown(found: Forecast) -> tuple[str, ...]:
    return tuple(each.account.name for each in found.accounts if not each.account.knows_balance(found.today))


def _points(accounts: tuple[AccountForecast, ...], first: date, last: date) -> tuple[CashPoint, ...]:
    """The lowest of each day, each account at its own lowest."""
    if not accounts:
        return ()
    sums = [0] * ((last - first).days + 1)
    for each in accounts:
        steps, place, balance = each.steps, 0, each.opening_minor or 0
        for number in range(len(sums)):
            on, low = first + number * _DAY, balance
            while place < len(steps) and steps[place].movement.on <= on:
                if steps[place].movement.on < on:
                    low = steps[place].after_minor or 0
                balance = steps[place].after_minor or 0
                low = min(low, balance)
                place += 1
            sums[number] += low
    return tuple(CashPoint(on=first + number * _DAY, low_minor=low) for number, low in enumerate(sums))


def _day(accounts: tuple[AccountForecast, ...], point: CashPoint) -> DayCash:
    steps = [
        (each.account.name, step) for each in accounts for step in each.steps if step.movement.on == point.on
    ]
    return DayCash(
        on=point.on,
        low_minor=point.low_minor,
        income_minor=sum(
            step.moved_minor for _name, step in steps if step.movement.kind is MovementKind.INCOME
        ),
        out_minor=-sum(
            step.moved_minor
            for _name, step in steps
            if step.moved_minor < 0 and step.movement.kind is not MovementKind.TRANSFER_OUT
        ),
        short=tuple(dict.fromkeys(name for name, step in steps if step.short_minor)),
    )


def _rows(found: Forecast) -> tuple[RowView, ...]:
    rows: list[tuple[tuple[date, int, int], RowView]] = []
    for each in found.accounts:
        account = each.account
        opening = RowView(
            on=found.today, at="", account=account.name, currency=account.currency,
            balance_minor=each.opening_minor, amount_minor=None, kind="opening", event="",
        )  # fmt: skip
        rows.append(((found.today, account.id, -1), opening))
        for number, step in enumerate(each.steps):
            movement = step.movement
            row = RowView(
                on=movement.on, at=movement.at, account=account.name, currency=account.currency,
                balance_minor=step.after_minor,
                amount_minor=step.moved_minor if movement.amount_minor is not None else None,
                kind=movement.kind.value, event=movement.name, loan_id=movement.loan_id,
                event_id=movement.event_id, planned_on=movement.planned_on,
                certainty=movement.certainty.value, estimate=movement.estimate,
                outcome=step.outcome.value if step.outcome else None,
            )  # fmt: skip
            rows.append(((movement.on, account.id, number), row))
    return tuple(row for _place, row in sorted(rows, key=lambda one: one[0]))


def _attempt(account: str, currency: str, step: Step) -> AttemptView:
    movement = step.movement
    debit = movement.debit
    if debit is None:
        raise NoDebitError(movement.name)
    wanted = debit.amount_minor
    if step.short_minor:
        wanted = step.short_minor + (step.before_minor or 0)
    elif step.moved_minor:
        wanted = -step.moved_minor
    return AttemptView(
        account=account,
        currency=currency,
        loan_id=debit.loan_id,
        loan=debit.loan,
        due_on=debit.due_on,
        on=movement.on,
        at=movement.at,
        amount_minor=wanted,
        short_minor=step.short_minor,
        kind=debit.kind.value,
        outcome=(step.outcome or Outcome.UNKNOWN).value,
        why=(step.why or WhyCode.ENOUGH).value,
        takers=step.takers,
        estimate=debit.estimate,
        left_minor=max(0, debit.open_minor - (debit.amount_minor or 0)) if debit.amount_minor else 0,
    )


def _shortfall(remedy: Remedy) -> ShortfallView:
    each = remedy.shortfall
    step, account = each.step, each.account
    return ShortfallView(
        account=account.name,
        currency=account.currency,
        on=each.on,
        at=step.movement.at,
        what=step.movement.name,
        loan_id=each.loan_id,
        short_minor=each.short_minor,
        top_up_minor=each.top_up_minor,
        buffer_minor=account.buffer_minor,
        by_on=each.by.on,
        by_at=each.by.at,
        in_time=each.in_time,
        outcome=(step.outcome or Outcome.WILL_FAIL).value,
        why=(step.why or WhyCode.SHORT).value,
        takers=step.takers,
        consequence=each.consequence,
        moves=tuple(
            MoveView(
                source=move.from_account.name, target=move.to_account.name, amount_minor=move.amount_minor,
                currency=account.currency, by_on=move.by.on, by_at=move.by.at,
            )
            for move in remedy.moves
        ),
        missing_minor=remedy.missing_minor,
    )  # fmt: skip


def _next_on(book: Book, event: CashEvent, told: dict[date, date | None]) -> date | None:
    """The next day it comes on, corrections heeded, within two years."""
    last = book.today + timedelta(days=731)
    planned = (on for on in event.planned(min(event.first_on, book.today), last))
    days: Iterable[date | None] = (told.get(on, on) for on in planned)
    return min((on for on in days if on is not None and on >= book.today), default=None)


def _unconfirmed_on(book: Book, event: CashEvent, told: dict[date, date | None]) -> date | None:
    if event.kind is not CashKind.INCOME:
        return None
    first = book.today - timedelta(days=31)
    past = [on for on in event.planned(first, book.today - _DAY) if on not in told]
    return past[-1] if past else None
