"""The words and figures of the Cash screen, as pure functions of what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.locale import _, ngettext
from tracker.locale import cash as words
from tracker.locale.hiding import told
from tracker.locale.joining import listed
from tracker.ui.commands import key_of, with_keys
from tracker.ui.figures import MARKS, Figures
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.cash.answers import (
        AccountView,
        AttemptView,
        EventView,
        ForecastView,
        LeftOut,
        RowView,
        ShortfallView,
        TransferView,
    )
    from tracker.services.cash.page import CashPage

Styled = str | tuple[str, str]

_OUTCOMES = {"will_fail": "attention", "will_clear": "ok", "unknown": "attention"}


def banner(page: CashPage) -> tuple[str, ...]:
    """The tone, the first failure in words, then shorter ways to say it."""
    found = page.forecast
    if not page.accounts:
        return "", with_keys(
            _("Nothing is known of cash yet. {add} adds an account that payments come from."), add="cash.add"
        )
    if found.shortfalls:
        first = found.shortfalls[0]
        short = f"! {short_words(first)}"
        more = len(found.shortfalls) - 1
        rest = ngettext("{text} (+{n} more)", "{text} (+{n} more)", more).format(text=short, n=more)
        return "attention", *((rest, short) if more else (short,))
    if found.unknown:
        names = listed(found.unknown)
        return "attention", _("! Nobody knows what is in {names}: {edit} on the account enters it").format(
            names=names, edit=key_of("cash.edit")
        )
    if found.left_out:
        return "attention", f"! {words.uncounted_text(len(found.left_out))}"
    text = _("ok: nothing falls short until {on}, counting what is {certainty}")
    certainty = words.certainty_text(found.include)
    return "", text.format(on=found.until.isoformat(), certainty=certainty)


def short_words(each: ShortfallView) -> str:
    """Where it fails first, in one line."""
    return told(words.short_text(each.account, each.short_minor, each.currency, each.on, each.at, each.what))


def forecast_columns(figures: Figures, page: CashPage) -> tuple[Column, ...]:
    """The columns of the forecast."""
    sums = [(row.balance_minor, row.currency) for row in page.forecast.rows]
    sums += [(row.amount_minor, row.currency) for row in page.forecast.rows]
    wide = max((len(figures.money(minor, code)) for minor, code in sums), default=9)
    timed = any(row.at for row in page.forecast.rows)
    return (
        Column(title="", width=2),
        Column(title=_("Date"), width=16 if timed else 10),
        Column(title=_("Account"), width=10, least=46),
        Column(title=_("What happens"), width=10, grow=True),
        Column(title=_("Amount"), width=max(9, wide), right=True, least=56),
        Column(title=_("Balance"), width=max(9, wide), right=True),
    )


def forecast_line(row: RowView, attempt: AttemptView | None, figures: Figures) -> Line:
    """One event with the balance after it; `!` where the account cannot meet it, `?` where nobody knows.

    Of a debit that fails, the sum it wants is shown; the balance stays.
    """
    tone = _OUTCOMES.get(row.outcome or "", "")
    mark = "?" if row.outcome == "unknown" else MARKS.get(tone, "")
    amount = ""
    minor = row.amount_minor
    if row.outcome == "will_fail" and attempt is not None and attempt.amount_minor is not None:
        minor = -attempt.amount_minor
    if minor is not None:
        amount = figures.money(minor, row.currency, estimate=row.estimate)
    elif row.kind != "opening":
        amount = "?"
    return Line(
        tone=tone,
        cells=(
            mark, words.when_text(row.on, row.at), row.account, row_words(row), amount,
            figures.money(row.balance_minor, row.currency),
        ),
    )  # fmt: skip


def left_out_line(each: LeftOut, figures: Figures) -> Line:
    """A due that the forecast cannot count, among its events."""
    what = _("{loan}: {reason}").format(loan=each.loan, reason=words.left_out_text(each.reason))
    amount = figures.money(each.amount_minor, each.currency)
    return Line(tone="attention", cells=("?", each.due_on.isoformat(), "-", what, amount, "-"))


def merged(found: ForecastView) -> tuple[RowView | LeftOut, ...]:
    """The events of all accounts by date, the dues that are not counted among them."""
    rows: list[tuple[date, RowView | LeftOut]] = [(each.on, each) for each in found.rows]
    late = found.rows[0].on if found.rows else found.today
    rows += [(max(each.due_on, late), each) for each in found.left_out]
    return tuple(each for _on, each in sorted(rows, key=lambda one: one[0]))


def row_words(row: RowView) -> str:
    """What an event is, with how sure it is where it is not."""
    text = words.row_text(row.kind, row.event)
    return text if row.certainty == "sure" else f"{text} ({words.certainty_text(row.certainty)})"


def shortfall_columns() -> tuple[Column, ...]:
    """The columns of the shortfalls."""
    return (
        Column(title="", width=2),
        Column(title=_("Date"), width=10),
        Column(title=_("Account"), width=10, least=40),
        Column(title=_("What fails"), width=8, grow=True),
        Column(title=_("Missing"), width=10, right=True, least=70),
        Column(title=_("Top up"), width=10, right=True),
        Column(title=_("Last safe moment"), width=16, least=54),
    )


def shortfall_line(each: ShortfallView, figures: Figures) -> Line:
    """One account that falls short, with the sum that prevents it and until when."""
    by = words.when_text(each.by_on, each.by_at) if each.in_time else _("has passed")
    return Line(
        tone="attention",
        cells=(
            "!", each.on.isoformat(), each.account, each.what, figures.money(each.short_minor, each.currency),
            figures.money(each.top_up_minor, each.currency), by,
        ),
    )  # fmt: skip


def account_columns() -> tuple[Column, ...]:
    """The columns of the accounts."""
    return (
        Column(title="", width=2),
        Column(title=_("Account"), width=8, grow=True),
        Column(title=_("Today"), width=11, right=True),
        Column(title=_("Read on"), width=10, least=50),
        Column(title=_("Lowest"), width=11, right=True, least=44),
        Column(title=_("Lowest on"), width=10, least=62),
        Column(title=_("Buffer"), width=9, right=True, least=74),
    )


def account_line(each: AccountView, figures: Figures) -> Line:
    """One account with what it should hold today, and its lowest point ahead."""
    account = each.account
    tone = "attention" if each.short_on or each.stale or each.today_minor is None else ""
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""), account_name(each), figures.money(each.today_minor, account.currency),
            account.balance_on.isoformat() if account.balance_on else _("not yet"),
            figures.money(each.low_minor, account.currency), each.low_on.isoformat() if each.low_on else "",
            figures.money(account.buffer_minor, account.currency) if account.buffer_minor else "-",
        ),
    )  # fmt: skip


def account_name(each: AccountView) -> str:
    """The account with the end of its number, if the name does not bear it."""
    account = each.account
    return (
        f"{account.name} {account.tail}"
        if account.tail and account.tail not in account.name
        else account.name
    )


def event_columns() -> tuple[Column, ...]:
    """The columns of what comes and goes."""
    return (
        Column(title="", width=2),
        Column(title=_("Name"), width=8, grow=True),
        Column(title=_("Amount"), width=11, right=True),
        Column(title=_("How often"), width=15, least=52),
        Column(title=_("Next"), width=10),
        Column(title=_("Account"), width=10, least=74),
        Column(title=_("Counted on"), width=10, least=64),
    )


def event_line(each: EventView, figures: Figures) -> Line:
    """One income or expense; `!` where it should have come and nobody said so."""
    event = each.event
    tone = "attention" if each.unconfirmed_on else ""
    amount = figures.money(event.amount_minor, event.currency)
    if not figures.hidden:
        amount = f"{'+' if event.kind.value == 'income' else '-'}{amount}"
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""), event.name, amount, words.every_text(event.every and event.every.value),
            each.next_on.isoformat() if each.next_on else "-", each.account,
            words.certainty_text(event.certainty.value),
        ),
    )  # fmt: skip


def transfer_columns() -> tuple[Column, ...]:
    """The columns of the money moved."""
    return (
        Column(title=_("Left on"), width=10, least=40),
        Column(title=_("There on"), width=10),
        Column(title=_("From"), width=8, grow=True, least=44),
        Column(title=_("Into"), width=10),
        Column(title=_("Amount"), width=11, right=True),
    )


def transfer_line(each: TransferView, figures: Figures) -> Line:
    """One transfer."""
    moved = each.transfer
    return Line(
        cells=(
            moved.left_on.isoformat(), moved.arrives_on.isoformat(), each.source or _("elsewhere"),
            each.target, figures.money(moved.amount_minor, moved.currency),
        ),
    )  # fmt: skip


def forecast_note(found: ForecastView) -> str:
    """Which money is counted, and until when."""
    counted = {
        "sure": _("only sure"),
        "likely": _("sure and likely"),
        "hoped": _("hoped for too"),
    }[found.include]
    return _("{include}: {counted} · to {on}").format(
        include=key_of("cash.include"), counted=counted, on=found.until.isoformat()
    )


def not_counted() -> str:
    """What would count a due that no account pays."""
    words = _("It is not counted: the autopay of the loan (its page, {autopay}) says which account pays.")
    return with_keys(words, autopay="loan.autopay")


def row_about(row: RowView, attempt: AttemptView | None, page: CashPage) -> Iterator[Styled]:
    """What an event of the forecast is, and what becomes of a debit and why."""
    yield f"{row.account} · {words.when_text(row.on, row.at)}\n"
    yield row_words(row) + "\n", "bold"
    if attempt is not None:
        outcome, tone = words.outcome_text(attempt.outcome), _OUTCOMES.get(attempt.outcome, "")
        mark = "?" if attempt.outcome == "unknown" else MARKS.get(tone, "")
        why = words.why_text(attempt.why, attempt.takers, attempt.short_minor, attempt.currency)
        yield f"{mark} ", f"$mark-{tone} bold" if tone else ""
        yield _("{outcome}: {why}").format(outcome=outcome, why=told(why)) + "\n"
        if attempt.due_on != row.on:
            yield _("for the due of {on}").format(on=attempt.due_on.isoformat()) + "\n"
    first = next(
        (each for each in page.forecast.shortfalls if (each.account, each.on, each.what)
         == (row.account, row.on, row.event)), None,
    )  # fmt: skip
    if first is not None:
        yield told(_top_up(first)) + "\n"
    if row.event_id is not None:
        yield with_keys(
            _("{tell}: it came, comes on another day, or not. Enter: change it."), tell="cash.tell"
        )


def shortfall_about(each: ShortfallView) -> Iterator[Styled]:
    """All that is known of a shortfall: the top-up, the transfers, what follows, what waiting costs."""
    yield short_words(each) + "\n", "bold"
    yield told(words.why_text(each.why, each.takers, each.short_minor, each.currency)) + "\n"
    yield told(_top_up(each)) + "\n", "bold"
    yield from _parts(each)
    for move in each.moves:
        text = words.move_text(
            move.source, move.target, move.amount_minor, move.currency, move.by_on, move.by_at
        )
        yield told(text) + "\n"
    if each.missing_minor:
        yield told(words.missing_text(each.missing_minor, each.currency)) + "\n"
    if each.consequence is not None:
        yield told(words.consequence_text(each.consequence, each.currency)) + "\n"
        yield told(words.waiting_text(each.consequence, each.currency)) + "\n"
    yield with_keys(_("{top_up} records the money you moved."), top_up="cash.top_up")


def account_about(each: AccountView, page: CashPage, figures: Figures) -> Iterator[Styled]:
    """An account in full, and its first shortfall."""
    account = each.account
    yield account_name(each) + "\n", "bold"
    if account.balance_on is None:
        yield (
            with_keys(_("Nobody knows what is in it. Enter or {edit} enters the balance."), edit="cash.edit")
            + "\n"
        )
    elif each.stale:
        yield _("Its balance is {days} days old, too old to say anything.").format(days=each.age_days) + "\n"
    facts = [_("buffer {amount}").format(amount=figures.money(account.buffer_minor, account.currency))]
    facts.append(
        ngettext("money arrives after {n} day", "money arrives after {n} days", account.lead_days).format(
            n=account.lead_days
        )
        if account.lead_days
        else _("money arrives the same day")
    )
    if account.cut_off:
        facts.append(_("if sent before {time}").format(time=account.cut_off))
    yield " · ".join(facts) + "\n"
    if each.loans:
        yield _("pays {loans}").format(loans=listed(each.loans)) + "\n"
    first = next((short for short in page.forecast.shortfalls if short.account == account.name), None)
    if first is not None:
        yield "! ", "$mark-attention bold"
        yield short_words(first) + "\n"
        yield told(_top_up(first)) + "\n"
        yield from _parts(first)
    elif each.dips_on:
        yield _("It goes below its buffer on {on}.").format(on=each.dips_on.isoformat()) + "\n"
    if account.note:
        yield account.note


def event_about(each: EventView) -> Iterator[Styled]:
    """An income or expense in full."""
    event = each.event
    yield event.name + "\n", "bold"
    parts = [words.every_text(event.every and event.every.value), words.certainty_text(event.certainty.value)]
    if event.until_on:
        parts.append(_("until {on}").format(on=event.until_on.isoformat()))
    yield " · ".join((each.account, *parts)) + "\n"
    if each.unconfirmed_on is not None:
        yield "! ", "$mark-attention bold"
        text = _("It should have come on {on}, and is counted. Did it? {tell} says so.")
        yield text.format(on=each.unconfirmed_on.isoformat(), tell=key_of("cash.tell")) + "\n"
    yield (event.note + "\n") if event.note else ""
    yield with_keys(_("{tell}: it came, comes on another day, or not. Enter: change it."), tell="cash.tell")


def _parts(each: ShortfallView) -> Iterator[str]:
    text = words.top_up_parts_text(each.short_minor, each.top_up_minor, each.buffer_minor, each.currency)
    if text:
        yield told(text) + "\n"


def _top_up(each: ShortfallView) -> str:
    return words.top_up_text(each.top_up_minor, each.currency, each.by_on, each.by_at, in_time=each.in_time)


def no_account() -> str:
    """What stands where a list needs an account and there is none."""
    words = _("No account yet. {add} adds one: its name, what it holds, and since when.")
    return with_keys(words, add="cash.add")


def no_events() -> str:
    """What stands where nothing comes or goes."""
    return with_keys(_("Nothing comes or goes yet. {add} adds salary, rent, food."), add="cash.add")


def no_transfers() -> str:
    """What stands where nothing was moved."""
    words = _("Nothing was moved. {top_up} records money you put into an account.")
    return with_keys(words, top_up="cash.top_up")
