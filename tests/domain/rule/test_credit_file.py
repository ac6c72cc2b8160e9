from __future__ import annotations

from datetime import date

from tracker.domain.rule.credit_file import (
    answer_by,
    answer_due,
    free_reports,
    next_body,
    one_time_repair,
    removal_on,
    retention,
)
from tracker.domain.rule.facts import Area, Rule
from tracker.services.rule import packs


def test_a_mark_counted_from_its_origin_needs_the_origin() -> None:
    rule = packs().rule("uk-six-years")
    assert removal_on(rule, origin_on=None, settled_on=date(2024, 1, 1)) is None
    assert removal_on(rule, origin_on=date(2024, 2, 29), settled_on=None) == date(2030, 2, 28)


def test_more_time_only_where_the_rule_gives_it() -> None:
    sent = date(2026, 11, 1)
    assert answer_by(packs().rule("us-dispute-30"), sent, extended=True) == date(2026, 12, 16)
    assert answer_by(packs().rule("cn-objection-20-days"), sent, extended=True) == date(2026, 11, 21)


def test_an_item_still_unpaid_is_not_repaired() -> None:
    rule = packs().rule("cn-one-time-repair")
    found = one_time_repair(rule, overdue_on=date(2023, 1, 1), amount_minor=100, repaid_on=None)
    assert not found.eligible
    found = one_time_repair(
        rule, overdue_on=date(2023, 1, 1), amount_minor=1_000_001, repaid_on=date(2024, 1, 1)
    )
    assert not found.eligible


CN, US, UK = (tuple(packs().of(place, Area.CREDIT_FILE)) for place in ("CN", "US", "UK"))


def kept(rules: tuple[Rule, ...], kind: str = "late", **days: date) -> tuple[date | None, str]:
    given = {"origin_on": None, "settled_on": None} | days
    found = retention(rules, kind=kind, **given)
    return found.on, found.missing


def test_what_a_rule_lacks_is_said() -> None:
    assert kept(CN, settled_on=date(2026, 5, 2)) == (date(2031, 5, 2), "")
    assert kept(CN, origin_on=date(2026, 1, 1)) == (None, "settled_on")
    assert kept(CN, settled_on=date(2012, 1, 1)) == (None, "rule")
    assert kept(UK, settled_on=date(2026, 1, 1)) == (None, "origin_on")
    assert kept((), settled_on=date(2026, 1, 1)) == (None, "rule")


def test_the_kind_of_a_mark_decides_where_the_rule_says_so() -> None:
    began = date(2023, 1, 15)
    assert kept(US, "", origin_on=began) == (None, "kind")
    assert kept(US, "late", origin_on=began) == (date(2030, 1, 15), "")
    assert kept(US, "charge_off", origin_on=began) == (date(2030, 7, 14), "")
    assert kept(US, "bankruptcy", origin_on=began) == (date(2033, 1, 15), "")
    assert kept(CN, "bankruptcy", settled_on=began) == (date(2028, 1, 15), "")


def test_who_must_answer_until_when() -> None:
    sent = date(2026, 11, 1)

    def by(rules: tuple[Rule, ...], body: str, on: date = sent, **more: bool) -> str:
        due = answer_due(rules, body, on, **more)
        return "" if due is None else f"{due.on} {due.rule.number}"

    assert by(CN, "bureau") == by(CN, "lender") == "2026-11-21 CN-B4"
    assert by(CN, "regulator") == "2026-12-01 CN-B4"
    assert by(CN, "court") == by(CN, "bureau", date(2010, 1, 1)) == by((), "bureau") == ""
    assert by(US, "bureau", extended=True) == "2026-12-16 US-9"
    assert by(US, "lender") == ""


def test_who_comes_next() -> None:
    today = date(2026, 11, 21)
    body, rule = next_body(CN, "lender", today)
    assert (body, rule.number if rule else "") == ("regulator", "CN-B4")
    assert next_body(US, "bureau", today) == ("regulator", None)
    assert next_body(CN, "bureau", date(2010, 1, 1)) == ("regulator", None)
    assert next_body(CN, "regulator", today) == ("court", None)


def free(rules: tuple[Rule, ...], today: date, *pulls: date) -> tuple[int, date, list[str]]:
    found = free_reports(rules, pulls, today)
    assert found is not None
    return found.left, found.next_on, [rule.number for rule in found.rules]


def test_reports_of_a_year() -> None:
    today, spring = date(2026, 11, 21), date(2026, 3, 1)
    assert free(CN, today) == (2, today, ["CN-B2"])
    assert free(CN, today, spring) == (2, today, ["CN-B2", "CN-B2a"]), "the two of that spring come first"
    assert free(CN, today, spring, spring, spring, today) == (0, date(2027, 1, 1), ["CN-B2", "CN-B2a"])
    assert free(CN, spring) == (4, spring, ["CN-B2", "CN-B2a"])
    assert free(CN, spring, spring, today) == (3, spring, ["CN-B2", "CN-B2a"]), "what is to come is not used"
    assert free(CN, today, date(2025, 9, 9), today) == (1, today, ["CN-B2"])


def test_a_report_every_so_many_days() -> None:
    today = date(2026, 11, 21)
    assert free(US, today) == (1, today, ["US-10"])
    assert free(US, today, date(2026, 11, 18)) == (0, date(2026, 11, 25), ["US-10"])
    assert free(US, today, date(2026, 11, 14)) == (1, today, ["US-10"])


def test_where_no_rule_says_nothing_is_known() -> None:
    assert free_reports(UK, (), date(2026, 11, 21)) is None
    assert free_reports(CN, (), date(2010, 1, 1)) is None
    assert free_reports(US, (), date(2010, 1, 1)) is None
