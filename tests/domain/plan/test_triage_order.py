from __future__ import annotations

import itertools

import pytest

from tracker.domain.plan.triage import HARMS, Harm
from tracker.domain.plan.triage_order import DEFAULT, Concern, Scale, order_text, parse_order


def test_an_order_is_read_as_it_is_written_and_completed():
    assert parse_order(order_text(DEFAULT)) == (DEFAULT, ())
    order, problems = parse_order(" Credit , essentials+secured")
    assert not problems
    assert order is not None
    assert order[:2] == ((Concern.CREDIT,), (Concern.ESSENTIALS, Concern.SECURED))
    assert {each for group in order for each in group} == set(Concern)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("essentials,fame", "not_a_choice"),
        ("legal,legal", "named_twice"),
        ("money+credit", "not_comparable"),
        ("", "not_a_choice"),
    ],
)
def test_what_is_no_order_is_told(text, code):
    order, problems = parse_order(text)
    assert order is None
    assert [each.code for each in problems] == [code]


def test_the_number_of_a_harm_orders_as_the_row_does():
    few = [Harm(**dict.fromkeys((name,), 1)) for name in HARMS] + [Harm(money=900), Harm(reported=3), Harm()]
    scale = Scale(DEFAULT, [Harm(**dict.fromkeys(HARMS, 1000))], 5)

    def row(harm: Harm) -> tuple[int, ...]:
        joined = harm.legal + harm.secured + harm.arrangement
        return (
            harm.essentials, harm.essentials_late, harm.essentials_minor, joined, harm.secured_late,
            harm.kept, harm.days_90, harm.days_60, harm.days_30, harm.reported, harm.money, harm.unpaid,
            harm.acts,
        )  # fmt: skip

    for one, other in itertools.product(few, few):
        assert (scale.number(one) < scale.number(other)) == (row(one) < row(other))


def test_fewer_acts_alone_are_no_smaller_harm():
    scale = Scale(DEFAULT, [Harm(money=10, acts=4)], 3)
    below = scale.below(Harm(money=5, acts=4))
    assert scale.number(Harm(money=5)) >= below > scale.number(Harm(money=4, acts=7))
