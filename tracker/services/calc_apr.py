"""The true yearly rate of a file of dated sums, or of a loan as it is typed; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from tracker.domain.apr.facts import Apr, AprMethod, Flow, Interval, UnitPeriod
from tracker.domain.apr.finding import accurate, find_apr
from tracker.domain.apr.rhythm import Rhythm, paid_on, parse_rhythm
from tracker.domain.loan.reading import Reader
from tracker.domain.money import decimal_text
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import RatePer
from tracker.domain.typed.count import parse_periods
from tracker.domain.typed.rate import parse_rate
from tracker.formats.flow_list import read_flows
from tracker.formats.options import ReadOptions
from tracker.formats.options import read_options as read_options
from tracker.formats.source import Reader as Stream
from tracker.formats.source import open_source

COUNTED = {
    "week": UnitPeriod(Interval.WEEK),
    "month": UnitPeriod(Interval.MONTH),
    "year": UnitPeriod(Interval.MONTH, 12),
}
"""What European intervals can be counted in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AprAnswer:
    """A yearly rate, and what it was found from."""

    apr: Apr
    flows: int
    first_on: date
    last_on: date
    every: Rhythm
    assumed: bool = False
    """Whether no sum was given, so that only the rate means something."""
    skipped: int = 0
    """Rows of the file that are no sums: blank ones, totals, zeros."""


def apr_of_file(
    path: str | Path,
    read: ReadOptions,
    *,
    method: AprMethod | None = None,
    every: str = "",
    counted: UnitPeriod | None = None,
    stdin: Stream | None = None,
) -> Checked[AprAnswer]:
    """The rate of the dated sums of a file or standard input (`-`); without a method as spreadsheets do."""
    source, problems = open_source(path, stdin=stdin, encoding=read.encoding)
    if source is None:
        return None, problems
    reader = Reader({"every": every}, today=date.min, currency="")
    rhythm = reader.take("every", None, parse_rhythm) or Rhythm.MONTH
    found, problems = read_flows(source, read)
    if found is None or reader.problems:
        return None, (*problems, *reader.problems)
    return _answer(
        method or AprMethod.XIRR, found.flows, rhythm, counted=counted, skipped=found.tally.skipped_rows
    )


def apr_of_typed(
    fields: Mapping[str, str],
    *,
    today: date,
    currency: str,
    method: AprMethod | None = None,
    counted: UnitPeriod | None = None,
) -> Checked[AprAnswer]:
    """The rate of equal payments for what is received, or of a flat fee in percent of the original sum.

    Without a method it is that of equal periods, or by the dates where one was given.
    """
    reader = Reader(fields, today=today, currency=currency)
    every = reader.take("every", None, parse_rhythm) or Rhythm.MONTH
    periods = reader.take("periods", None, parse_periods)
    received, payment = reader.amount("received", None), reader.amount("payment", None)
    fee = reader.amount("fee", None) or 0
    flat = reader.take("flat_fee", None, _flat_percent)
    start = reader.on("start", None)
    first = reader.on("first_due", None)
    needed = ("periods",) if reader.given("flat_fee") else ("received", "payment", "periods")
    for name in needed:
        if not reader.given(name):
            reader.problems.append(Problem(code="required", field=name))
    for name, minor in (("received", received), ("payment", payment)):
        if minor == 0:
            reader.wrong("not_positive", name)
    if flat is not None and reader.given("payment"):
        reader.wrong("payment_and_flat_fee", "flat_fee")
    began = start or (paid_on(first, -1, every) if first else today)
    if first is not None and first < began:
        reader.wrong("not_in_order", "first_due")
    if reader.problems or periods is None:
        return None, tuple(reader.problems)

    def major(minor: int | None) -> Decimal:
        return Decimal(decimal_text(minor or 0, currency))

    # On a sum of 100 for each period a flat fee comes out exactly.
    lent = major(received) if received else Decimal(100 * periods)
    each = lent / periods + lent * flat / 100 if flat is not None else major(payment)
    flows = [Flow(began, lent - major(fee))]
    if fee and flows[0].amount <= 0:
        reader.wrong("fee_above_principal", "fee")
        return None, tuple(reader.problems)
    flows += [
        Flow(paid_on(first, number, every) if first else paid_on(began, number + 1, every), -each)
        for number in range(periods)
    ]
    if method is None:
        method = AprMethod.XIRR if start or first else AprMethod.IRR_NOMINAL
    return _answer(method, flows, every, counted=counted, assumed=not received)


def disclosed_is_accurate(answer: AprAnswer, disclosed: Decimal) -> bool:
    """Whether a disclosed rate in percent is within the tolerance of 12 CFR 1026.22(a) of the actual one."""
    return accurate(disclosed, answer.apr.rate * 100, regular=answer.apr.regular)


def _answer(
    method: AprMethod,
    flows: Sequence[Flow],
    every: Rhythm,
    *,
    counted: UnitPeriod | None = None,
    assumed: bool = False,
    skipped: int = 0,
) -> Checked[AprAnswer]:
    found, problems = find_apr(method, flows, every=every, unit=counted)
    if found is None:
        return None, problems
    return AprAnswer(
        apr=found,
        flows=len(flows),
        first_on=min(flow.on for flow in flows),
        last_on=max(flow.on for flow in flows),
        every=every,
        assumed=assumed,
        skipped=skipped,
    ), ()


def _flat_percent(text: str) -> Checked[Decimal]:
    """A share of the original sum for each period; a rate for a day is none."""
    read, problems = parse_rate(text, unit="percent", field="flat_fee")
    if read is None:
        return None, problems
    if read.percent < 0:
        return None, (Problem(code="negative", field="flat_fee", value=text[:200]),)
    if read.per is RatePer.DAY:
        params = {"found": RatePer.DAY.value, "expected": RatePer.MONTH.value}
        return None, (
            Problem(code="rate_period_conflict", field="flat_fee", value=text[:200], params=params),
        )
    return read.percent, ()
