"""Published and derived examples of rate caps, conduct, retention, limitation and other dated rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from tracker.domain.money import decimal_text, round_minor
from tracker.domain.rule.caps import (
    early_repayment_compensation,
    fixed_cap,
    index_cap,
    interest_allowed,
    late_fee_allowed,
    price_cap,
    protected_overdue,
)
from tracker.domain.rule.conduct import Call, incidents
from tracker.domain.rule.credit_file import answer_by, one_time_repair, removal_on
from tracker.domain.rule.facts import Evidence
from tracker.domain.rule.limitation import days_after, limitation_ends, moratorium
from tracker.domain.yields import effective, irr, nominal
from tracker.services.rule import packs

STANDARDS = {
    "GB/T 45251-2025": ("cn-collection-standard", "online_loan"),
    "银行业协会指引 2026-01": ("cn-bank-collection-guideline", "card"),
}


def day(text):
    return date.fromisoformat(text) if text else None


def minor(text: str) -> int:
    return int(Decimal(text) * 100)


def money(amount: int) -> str:
    return decimal_text(amount, "CNY")


def test_cn_private_loan_rate_cap(record, close):
    book = packs()
    cap = index_cap(
        book.rule("cn-private-lending-cap"), book.index("LPR_1Y"), day(record["inputs"]["contract_date"])
    )
    assert cap is not None
    close("lpr_pct", cap.observation.percent)
    close("cap_pct", cap.percent)


def test_cn_private_loan_overdue_cap(record, close):
    given = record["inputs"]
    cap = index_cap(
        packs().rule("cn-private-overdue-cap"), packs().index("LPR_1Y"), day(given["contract_date"])
    )
    found = protected_overdue(
        cap.percent,
        overdue_rate=Decimal(given["overdue_rate_pct"]),
        penalties_and_fees=Decimal(given["penalty_and_fees_pct"]),
    )
    close("protected_overdue_rate_pct", found.rate)
    close("protected_total_pct", found.total)


def test_cn_comprehensive_cost_check(record, close):
    given = record["inputs"]
    paid = Decimal(given["payment"]) + Decimal(given["guarantee_fee_per_period"])
    monthly = irr([Decimal(given["principal"]), *[-paid] * given["periods"]]).rate
    percent = nominal(monthly) * 100
    close("nominal_apr_pct", percent)
    cap = fixed_cap(packs().rule("cn-micro-loan-24"))
    assert cap.percent == Decimal(given["cap_pct"])
    assert (percent > cap.percent) is record["expected"]["over_cap"]


def test_cn_true_apr_with_upfront_fee(record, close):
    given = record["inputs"]
    received = Decimal(given["nominal_principal"]) - Decimal(given["deducted_upfront"])
    close("recognised_principal", received)
    monthly = irr([received, *[-Decimal(given["payment"])] * given["periods"]]).rate
    close("irr_month_pct", monthly * 100)
    close("nominal_apr_pct", nominal(monthly) * 100)
    close("effective_apr_pct", effective(monthly) * 100)


def test_cn_judgment_delay_interest(record, close):
    given = record["inputs"]
    percent = packs().rule("cn-judgment-interest").decimal("daily_pct")
    assert percent / 100 == Decimal(given["daily_rate"])
    close(
        "double_part", money(round_minor(Decimal(minor(given["money_debt"])) * percent / 100 * given["days"]))
    )


def test_interest_cap(record, close):
    given = record["inputs"]
    allowed = interest_allowed(
        principal_minor=minor(given["principal"]),
        so_far_minor=minor(given["interest_so_far"]),
        new_minor=minor(given["new_interest"]),
        total_percent=Decimal(given["total_cap_pct_of_principal"]),
    )
    close("interest_allowed", money(allowed))


def test_price_cap(record, close):
    given = record["inputs"]
    rule = replace(packs().rule("uk-hcstc"), evidence=Evidence.READ)
    assert rule.decimal("daily_pct") == Decimal(given["cap_daily_pct"])
    cap = price_cap(rule, principal_minor=minor(given["principal"]), days=given["days"])
    close("max_interest", money(cap.interest_minor))
    close("max_total_if_paid_on_time", money(cap.total_on_time_minor))
    close("max_total_ever", money(cap.total_ever_minor))


def test_early_repayment_compensation_cap(record, close):
    given = record["inputs"]
    found = early_repayment_compensation(
        packs().rule("eu-early-repayment"),
        amount_minor=minor(given["amount_repaid_early"]),
        months_left=given["months_remaining"],
        forgone_minor=minor(given["interest_forgone"]),
    )
    close("max_compensation", money(found))


def test_us_late_fee(record, close):
    given = record["inputs"]
    found = late_fee_allowed(
        first_minor=minor(given["safe_harbor_first"]),
        repeat_minor=minor(given["safe_harbor_repeat"]),
        minimum_due_minor=minor(given["minimum_payment_due"]),
        missed=given["event"] == "minimum not received by due date",
        again=given["same_type_violation_in_previous_6_cycles"],
    )
    close("max_late_fee", money(found))


def test_limitation_period(record):
    given = record["inputs"]
    found = limitation_ends(
        due_on=day(given.get("last_instalment_due") or given["due_date"]),
        years=given["years"],
        restarts=[day(each) for each in given.get("interruptions", [])],
    )
    assert found.isoformat() == record["expected"]["expires"]


def test_adverse_record_retention(record):
    given, expected = record["inputs"], record["expected"]
    if record["jurisdiction"] == "US":
        found = removal_on(
            packs().rule("us-adverse-7-years"), origin_on=day(given["first_delinquency"]), settled_on=None
        )
        assert found.isoformat() == expected["obsolete_on"]
    else:
        rule = packs().rule("cn-adverse-5-years")
        assert rule.whole("years") == given["years"]
        assert removal_on(rule, origin_on=None, settled_on=day(given["settled_on"])) == day(
            expected["retained_until"]
        )


def test_dispute_deadline(record):
    given, expected = record["inputs"], record["expected"]
    if "objection_received" in given:
        found = answer_by(packs().rule("cn-objection-20-days"), day(given["objection_received"]))
        assert found.isoformat() == expected["deadline"]
    else:
        days = packs().rule("us-validation-30").whole("days")
        found = days_after(day(given["validation_notice_received"]), days)
        assert found.isoformat() == expected["dispute_until"]


def test_cn_one_time_credit_repair(record):
    given, expected = record["inputs"], record["expected"]
    found = one_time_repair(
        packs().rule("cn-one-time-repair"),
        overdue_on=day(given["overdue_record_date"]),
        amount_minor=minor(given["single_overdue_amount"]),
        repaid_on=day(given["fully_repaid_on"]),
    )
    assert found.eligible is expected["eligible"]
    assert found.hidden_by == day(expected["hidden_by"])


def test_moratorium_end(record):
    given, expected = record["inputs"], record["expected"]
    first, last = moratorium(day(given["register_entry"]), packs().rule("uk-breathing-space").whole("days"))
    assert (first.isoformat(), last.isoformat()) == (expected["starts"], expected["ends"])


def test_payment_window(record):
    given = record["inputs"]
    found = days_after(day(given["statement_sent"]), packs().rule("us-card-21-days").whole("days"))
    assert found.isoformat() == record["expected"]["earliest_late_date"]


def test_withdrawal_deadline(record):
    given = record["inputs"]
    found = days_after(day(given["agreement_date"]), packs().rule("eu-withdrawal").whole("days"))
    assert found.isoformat() == record["expected"]["last_day"]


def test_contact_rule_check(record):
    given, expected = record["inputs"], record["expected"]
    if "standard" in given:
        name, product = STANDARDS[given["standard"]]
        at = datetime.fromisoformat(given["local_time"])
        if "nth_call_that_day" in given:
            count, answered = given["nth_call_that_day"], True
        else:
            count, answered = given["unanswered_dials_same_number_same_day"], False
        earlier = datetime.combine(at.date(), datetime.min.time()).replace(hour=9)
        calls = [
            Call(at=earlier + timedelta(minutes=i), answered=answered, id=i) for i in range(count - 1)
        ] + [Call(at=at, answered=answered, consent=given.get("debtor_consent", False), id=count)]
        found = incidents(packs().rule(name), calls, product)
        assert (not found) is expected["compliant"]
    elif "calls" in given:
        talks = [given["conversation"]] if given["conversation"] else []
        calls = [
            Call(at=datetime.fromisoformat(f"{on}T12:00"), answered=on in talks, id=i)
            for i, on in enumerate([*talks, *given["calls"]])
        ]
        found = incidents(packs().rule("us-calls-7-in-7"), calls, "collector")
        assert bool(found) is (expected["presumption"] == "violation")
    else:
        call = Call(at=datetime.fromisoformat(given["local_time"]), id=1)
        found = incidents(packs().rule("us-inconvenient-times"), [call], "collector")
        assert (not found) is expected["convenient_time"]
