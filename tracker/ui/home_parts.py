"""The words and figures of Home, as pure functions of its view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from tracker.locale import _, ngettext
from tracker.locale.joining import listed
from tracker.locale.loan import due_word
from tracker.locale.reasons import reason_text
from tracker.locale.themes import theme_words
from tracker.ui.answers import PaymentDraft
from tracker.ui.commands import keys_of, with_keys
from tracker.ui.drafts import loan_draft
from tracker.ui.figures import MARKS, Figures, autopay_word, days_late
from tracker.ui.text import bar, fit, plain
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.cash.views import ShortfallView
    from tracker.services.views import DueRisk, DueRow, HomeView, LoanRow


_LEVELS = {"high": 0, "medium": 1, "low": 2}
_TILE_LINES = 3
_NAME = 12
_BAR = 10
_SUM = 14
_FROM = 17
_BARS = 60


def banner(
    view: HomeView, figures: Figures, short: ShortfallView | None = None, shorts: int = 0
) -> tuple[str, str, str]:
    """The worst risk in one line with how many more there are, its tone, and a shorter line.

    `short` is the first shortfall of cash and `shorts` how many accounts have one.
    """
    if not view.loans and not view.balances:
        return _("Nothing here yet. Your data stays in one file on this computer."), "", ""
    risks = sorted(view.risks, key=_worst_first)
    late = [row for row in view.next_due if row.status == "overdue"]
    if late:
        worst_late = min(late, key=lambda row: row.days)
        return _late(worst_late, late, risks, figures, (short, shorts))
    serious = [risk for risk in risks if risk.level != "low"]
    if short is not None:
        cash = _cash_text(short, figures)
        return cash + _more(len(serious) + shorts - 1), "attention", cash
    if serious:
        more = _more(len(serious) - 1)
        worst = serious[0]
        brief = _("! {loan} {date}: {reason}").format(
            loan=worst.due.loan, date=figures.day(worst.due.due_on), reason=_reason(worst)
        )
        return _risk_text(worst, figures) + more, "attention", brief + more
    if view.alerts_stale:
        words = _("! Alerts have not run for 36 hours. {alerts} {how} shows how to have them run.")
        return with_keys(words, alerts="go.alerts", how="alerts.copy"), "attention", ""
    missing = undated(view)
    if view.next_due:
        due = view.next_due[0]
        if missing:
            brief = _("next is {loan}, {amount} on {date}").format(
                loan=due.loan,
                amount=figures.money(due.amount_minor, due.currency, estimate=due.estimate),
                date=figures.day(due.due_on),
            )
            return f"{brief}  {undated_text(missing, f'2 {edit_key()}')}", "", brief
        return (
            _("ok: next is {loan}, {amount} on {date} ({days})").format(
                loan=due.loan,
                amount=figures.money(due.amount_minor, due.currency, estimate=due.estimate),
                date=figures.day(due.due_on),
                days=days_late(due.days),
            ),
            "",
            "",
        )
    if missing:
        return undated_text(missing, edit_key()), "attention", ""
    return _("ok: nothing is due"), "", ""


def cause(view: HomeView, short: ShortfallView | None) -> int | str | None:
    """What the banner is about: a loan, a screen, or nothing that could be opened."""
    late = [row for row in view.next_due if row.status == "overdue"]
    if late:
        return min(late, key=lambda row: row.days).loan_id
    if short is not None:
        return "cash"
    serious = [risk for risk in sorted(view.risks, key=_worst_first) if risk.level != "low"]
    if serious:
        return serious[0].due.loan_id
    if view.alerts_stale:
        return "alerts"
    missing = undated(view)
    return missing[0].loan_id if missing else None


def edit_key() -> str:
    """The key that edits a loan: of its routes the one that arrives whatever input method is on."""
    keys = keys_of("loan.edit")
    return keys.partition("(")[2].rstrip(")") or keys


def undated(view: HomeView) -> tuple[LoanRow, ...]:
    """The loans with a balance of which nobody said when anything is due."""
    known = {row.loan_id for row in view.next_due}
    return tuple(
        row
        for row in view.loans
        if row.balance_minor > 0 and row.next_due_on is None and row.loan_id not in known
    )


def undated_text(rows: tuple[LoanRow, ...], key: str) -> str:
    """Whose due day is missing, and the key that adds it."""
    names = [row.loan for row in rows]
    if len(names) == 1:
        return _("? {loan}: due day or amount not known. {key} adds it.").format(loan=names[0], key=key)
    words = ngettext(
        "? {n} loan: due day or amount not known ({loan} …). {key} adds it.",
        "? {n} loans: due day or amount not known ({loan} …). {key} adds them.",
        len(names),
    )
    return words.format(n=len(names), loan=names[0], key=key)


def _late(
    worst: DueRow,
    late: list[DueRow],
    risks: list[DueRisk],
    figures: Figures,
    cash: tuple[ShortfallView | None, int],
) -> tuple[str, str, str]:
    """What is overdue, then the worst of the other risks where there is room for it."""
    text = _("!! OVERDUE {days} d: {loan} {amount}").format(
        days=max(worst.days_past_due, -worst.days),
        loan=worst.loan,
        amount=figures.money(worst.amount_minor, worst.currency, estimate=worst.estimate),
    )
    # The rest of this loan's risks say the same thing again.
    others = [risk for risk in risks if risk.due.loan_id != worst.loan_id and risk.level != "low"]
    more = len({row.loan_id for row in late} - {worst.loan_id} | {risk.due.loan_id for risk in others})
    short, shorts = cash
    brief = text + _more(more + shorts)
    if short is not None:
        return f"{text}  {_cash_text(short, figures)}" + _more(more + shorts - 1), "overdue", brief
    soon = next((risk for risk in others if risk.due.status != "overdue"), None)
    if soon is None:
        return brief, "overdue", ""
    second = _("! {loan} {date}: {reason}").format(
        loan=soon.due.loan, date=figures.day(soon.due.due_on), reason=_reason(soon)
    )
    return f"{text}  {second}" + _more(more - 1), "overdue", brief


def _cash_text(short: ShortfallView, figures: Figures) -> str:
    return _("! Cash {amount} short on {date}").format(
        amount=figures.money(short.short_minor, short.currency), date=figures.day(short.on)
    )


def tiles(view: HomeView, figures: Figures) -> Iterator[tuple[str, str, Content, str]]:
    """The three tiles: id, title, content, and what stands in the lower frame."""
    count = len(view.loans)
    own_first = sorted(view.balances, key=lambda each: each[0] != figures.own)
    lines = [figures.money(minor, currency, symbol=True) for currency, minor in own_first]
    if len(lines) < _TILE_LINES:
        lines.append(ngettext("{n} loan", "{n} loans", count).format(n=count))
    yield "total", _("Total debt"), _lines(lines), ""
    yield "month", _("Due this month"), *_month(view, figures)
    yield "overdue", _("Overdue"), _overdue(view, figures), ""


def due_columns(lines: tuple[Line, ...]) -> tuple[Column, ...]:
    """The columns of the next dues; dates and amounts take the width of the longest."""
    dates = max((len(line.cells[1]) for line in lines), default=5)
    amounts = max((cell_len(line.cells[5]) for line in lines), default=0)
    return (
        Column(title="", width=2),
        Column(title=_("Date"), width=dates),
        Column(title=_("Days"), width=4, right=True),
        Column(title=_("Loan"), width=10, grow=True),
        Column(title=_("Kind"), width=10, least=72),
        Column(title=_("Amount"), width=min(16, max(10, amounts)), right=True),
        Column(title=_("Pay from"), width=_FROM, least=52),
    )


def due_lines(view: HomeView, figures: Figures) -> tuple[Line, ...]:
    """The rows of the next dues."""
    risky = {(risk.due.loan_id, risk.due.due_on) for risk in view.risks if risk.level != "low"}
    return tuple(_due_line(row, figures, risky=(row.loan_id, row.due_on) in risky) for row in view.next_due)


def balance_bars(view: HomeView, figures: Figures) -> Iterator[str]:
    """The loans by balance with bars; those of another currency than the largest follow without."""
    rows = sorted(view.loans, key=lambda row: -row.balance_minor)
    if not rows:
        yield _("Loans you add are listed here.")
        return
    currency = view.balances[0][0] if view.balances else rows[0].currency
    whole = max((row.balance_minor for row in rows if row.currency == currency), default=0)
    for row in rows[:_BARS]:
        drawn = (
            bar(row.balance_minor, whole, _BAR).replace("░", " ")
            if row.currency == currency
            else row.currency
        )
        amount = figures.money(row.balance_minor, row.currency)
        yield f"{fit(row.loan, _NAME)} {fit(drawn, _BAR)} {fit(amount, _SUM, right=True)}\n"


def draft_for(loan_id: int | None, view: HomeView) -> PaymentDraft | None:
    """A payment of what is open of a loan, from the account it is paid from."""
    row = next((each for each in view.loans if each.loan_id == loan_id), None)
    return None if row is None else loan_draft(row)


def welcome(keys: Mapping[str, str], language: str, theme: str) -> Iterator[str | tuple[str, str]]:
    """What to do with an empty book: each line is a key; only what works is listed."""
    rows = (
        (keys["loan.add"], _("Add your first loan"), _("about a minute")),
        (keys["welcome.import"], _("Import a file"), _("CSV of loans or payments")),
        (keys["welcome.demo"], _("Try it with demo data"), _("kept apart from yours")),
        (keys["welcome.restore"], _("Restore a backup"), _("choose among the copies")),
        ("", "", ""),
        (keys["welcome.language"], _("Language"), language),
        (keys["welcome.colours"], _("Colours"), theme_words(theme)),
        ("9", _("Setup"), _("currency, country, privacy, keys")),
        ("", "", ""),
    )
    for key, title, words in rows:
        yield fit(key, 4), "bold"
        yield f"{fit(title, 24)} {words}\n"
    for key, words in ((keys["app.help"], _("the keys of this screen")), ("^P", _("every command"))):
        yield fit(key, 4), "bold"
        yield words + "\n"
    yield "\n" + _("A calculator and a notebook. Not legal or financial advice.")


def _due_line(row: DueRow, figures: Figures, *, risky: bool) -> Line:
    tone = figures.due_tone(row, risky=risky)
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            figures.day(row.due_on),
            str(row.days),
            row.loan,
            due_word(row.kind),
            figures.money(row.amount_minor, row.currency, estimate=row.estimate),
            _pay_from(row, _FROM),
        ),
    )


def _pay_from(row: DueRow, width: int) -> str:
    """The account, then the state of autopay, which is never what is cut off."""
    state = autopay_word(row.autopay)
    if not state:
        return row.account
    room = width - cell_len(state) - 1
    return f"{fit(row.account, max(0, room)).rstrip()} {state}".strip()


def _month(view: HomeView, figures: Figures) -> tuple[Content, str]:
    """The month in one's own currency: total, what is left, how far; others below, in the frame."""
    months = sorted(view.month, key=lambda each: (each.currency != figures.own, -each.open_minor))
    if not months:
        return plain(_("not known") if undated(view) else _("nothing is due")), ""
    month, others = months[0], [each for each in months[1:] if each.open_minor]
    total = month.open_minor + month.paid_minor
    percent = round(100 * month.paid_minor / total) if total else 100
    rest = listed(figures.money(each.open_minor, each.currency, symbol=True) for each in others)
    return _lines(
        [
            figures.money(total, month.currency, symbol=True),
            _("left {amount}").format(amount=figures.money(month.open_minor, month.currency)),
            _("{bar} {percent}% paid").format(bar=bar(month.paid_minor, total, 10), percent=percent),
        ]
    ), _("and {amount} left").format(amount=rest) if rest else ""


def _overdue(view: HomeView, figures: Figures) -> Content:
    if not view.overdue:
        return plain(("ok ", "$mark-ok bold"), _("nothing overdue"))
    amounts = [figures.money(total.amount_minor, total.currency, symbol=True) for total in view.overdue]
    count = sum(total.count for total in view.overdue)
    oldest = max(total.oldest_days for total in view.overdue)
    words = ngettext("{n} due, {days} d late", "{n} dues, oldest {days} d late", count)
    lines = [*amounts[:2], words.format(n=count, days=oldest)]
    charges = {row.currency: 0 for row in view.loans if row.overdue_minor and row.charges_open_minor}
    for row in view.loans:
        if row.overdue_minor and row.charges_open_minor:
            charges[row.currency] += row.charges_open_minor
    if charges and len(lines) < _TILE_LINES:
        sums = listed(figures.money(minor, currency) for currency, minor in charges.items())
        lines.append(_("+ charges {amount}").format(amount=sums))
    return plain(("!! ", "$mark-overdue bold"), "\n".join(lines))


def _lines(lines: list[str]) -> Content:
    if len(lines) > _TILE_LINES:
        hidden = len(lines) - _TILE_LINES + 1
        lines = [*lines[: _TILE_LINES - 1], _("+{n} more currencies").format(n=hidden)]
    return plain((lines[0], "bold"), "".join(f"\n{line}" for line in lines[1:]))


def _worst_first(risk: DueRisk) -> tuple[int, int]:
    return (_LEVELS.get(risk.level, 3), risk.due.days)


def _risk_text(risk: DueRisk, figures: Figures) -> str:
    return _("! {loan} {amount} on {date}: {reason}").format(
        loan=risk.due.loan,
        amount=figures.money(risk.due.amount_minor, risk.due.currency, estimate=risk.due.estimate),
        date=figures.day(risk.due.due_on),
        reason=_reason(risk),
    )


def _reason(risk: DueRisk) -> str:
    return reason_text(risk.reasons[0].code, risk.reasons[0].params) if risk.reasons else _("needs attention")


def _more(count: int) -> str:
    return "  " + _("+{n} more").format(n=count) if count > 0 else ""


def plan_line(view: HomeView, figures: Figures) -> str:
    """How far the adopted plan was followed; the one of one's own currency where there are several."""
    if not view.plans:
        return ""
    from tracker.locale.plan import standing_text

    own = [each for each in view.plans if each.currency == view.default_currency]
    state = (own or list(view.plans))[0]
    amount = figures.money(abs(state.off_minor), state.currency)
    words = standing_text(state.standing.value, amount, state.months_kept, state.months_due)
    mark = "! " if state.standing.value == "behind" or state.misfits else ""
    return mark + _("plan: {standing}").format(standing=words)
