"""In which order harm counts: the person's own, worst first."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from tracker.domain.plan.triage import HARMS, Harm
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow


class Concern(StrEnum):
    """A kind of harm that a person can put before another."""

    ESSENTIALS = "essentials"
    LEGAL = "legal"
    SECURED = "secured"
    ARRANGEMENT = "arrangement"
    BUFFER = "buffer"
    CREDIT = "credit"
    MONEY = "money"
    ACTS = "acts"


_PARTS: dict[Concern, tuple[str, ...]] = {
    Concern.ESSENTIALS: ("essentials", "essentials_late", "essentials_minor"),
    Concern.LEGAL: ("legal",),
    Concern.SECURED: ("secured", "secured_late"),
    Concern.ARRANGEMENT: ("arrangement",),
    Concern.BUFFER: ("kept",),
    Concern.CREDIT: ("days_90", "days_60", "days_30", "reported"),
    Concern.MONEY: ("money", "unpaid"),
    Concern.ACTS: ("acts",),
}
JOINABLE = (Concern.ESSENTIALS, Concern.LEGAL, Concern.SECURED, Concern.ARRANGEMENT)
"""Kinds that can be of one rank: each is a count of bills."""

Order = tuple[tuple[Concern, ...], ...]
"""Concerns from the worst to the least; those of one group count the same."""

DEFAULT: Order = (
    (Concern.ESSENTIALS,),
    (Concern.LEGAL, Concern.SECURED, Concern.ARRANGEMENT),
    (Concern.BUFFER,),
    (Concern.CREDIT,),
    (Concern.MONEY,),
    (Concern.ACTS,),
)


def order_text(order: Order) -> str:
    """An order as it is typed and kept."""
    return ",".join("+".join(group) for group in order)


def parse_order(text: str, *, field: str = "order") -> Checked[Order]:
    """An order from words such as `essentials,legal+secured,credit`; what is not named comes after."""
    groups: list[tuple[Concern, ...]] = []
    seen: set[Concern] = set()
    for part in narrow(text).replace(" ", "").casefold().split(","):
        group = []
        for word in part.split("+"):
            if word not in Concern._value2member_map_:
                params = {"accepted": ", ".join(Concern)}
                return None, (Problem(code="not_a_choice", field=field, value=word, params=params),)
            concern = Concern(word)
            if concern in seen:
                return None, (Problem(code="named_twice", field=field, value=word),)
            seen.add(concern)
            group.append(concern)
        if len(group) > 1 and not set(group) <= set(JOINABLE):
            params = {"accepted": ", ".join(JOINABLE)}
            return None, (Problem(code="not_comparable", field=field, value=part, params=params),)
        groups.append(tuple(group))
    rest = (tuple(each for each in group if each not in seen) for group in DEFAULT)
    groups.extend(group for group in rest if group)
    return tuple(groups), ()


class Scale:
    """Harm as one whole number that orders exactly as its parts do, the worst kind first.

    Each part has room for the most it can come to, so that no amount of a lesser harm ever outweighs
    a greater one: the number stands for the row, it measures nothing.
    """

    def __init__(self, order: Order, worst: Iterable[Harm], acts: int, kept: int = 0) -> None:
        most = dict.fromkeys(HARMS, 0)
        for each in worst:
            for name in HARMS:
                most[name] += getattr(each, name)
        most["acts"] += acts
        most["kept"] += kept
        columns: list[tuple[str, ...]] = []
        for group in order:
            parts = [_PARTS[concern] for concern in group]
            columns.append(tuple(each[0] for each in parts))
            columns += [(name,) for each in parts for name in each[1:]]
        self._weights: dict[str, int] = {}
        weight = 1
        for column in reversed(columns):
            for name in column:
                self._weights[name] = weight
            weight *= 1 + sum(most[name] for name in column)
        self.act, self.kept = self._weights["acts"], self._weights["kept"]
        self._above = self.act * (1 + most["acts"]) if columns[-1] == ("acts",) else 1

    def number(self, harm: Harm) -> int:
        """The number of a harm."""
        return sum(weight * getattr(harm, name) for name, weight in self._weights.items())

    def below(self, harm: Harm) -> int:
        """The number under which a harm is smaller in more than the acts, where those count last."""
        number = self.number(harm)
        return number - number % self._above
