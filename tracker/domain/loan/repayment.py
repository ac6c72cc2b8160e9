"""Whether a movement of money repays a loan, and which one, with every reason for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.text import normal

NEAR_DAYS = 10
"""So many days before or after a due a payment of its amount is taken for it."""

FAR_DAYS = 45
"""So many days away an equal amount still says something."""

_REPAYS = re.compile(
    "还款|还贷|归还|月供|按揭|贷款|借款|代扣|扣款|账单|分期|"
    r"(?<![a-z])(?:loans?|mortgage|mtg|re?payments?|pymt|pmt|autopay|auto ?pay|e-?payment|epay|instal+ments?|"
    r"emi|credit ?card|crd|finance|lending|rate|kreditrate|darlehensrate|kredit|darlehen|tilgung|"
    r"ratenzahlung|prêt|échéance|mensualité|préstamo|cuota|hypothek)(?![a-z])"
)
_SURELY = re.compile(
    "还款|还贷|月供|按揭|归还贷款|"
    r"(?<![a-z])(?:(?:student |car |home |auto )?loans?|mortgage|loan repayment|"
    r"credit ?card (?:auto ?pay|pymt|payment)|card payment|kreditrate|darlehensrate|tilgung)(?![a-z])"
)
_TO_CARD = re.compile(
    r"还款|入账|(?<![a-z])(?:payments?|pymt|pmt|autopay|thank you|paiement|zahlung|lastschrift|transfer)"
    r"(?![a-z])"
)
_NEVER = re.compile("退款|放款|放贷|提现|充值|理财|基金|红包|refund|reversal|cash ?back|disbursement")
_WEAK = frozenset(
    """
    loan loans card cards credit bank debt account auto car home house family student personal mortgage
    money the of and my main store visa mastercard payment 贷款 信用卡 借款 房贷 车贷 银行 卡 贷 债务 消费贷
    信用贷 网贷
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[a-z][a-z0-9&'-]{2,}|[\u4e00-\u9fff]{2,}")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{4,30}(?![0-9])")
_SORTS = {
    "card": ("信用卡", "credit card", "card", "crd"),
    "home": ("房贷", "按揭", "住房", "mortgage", "home loan", "mtg"),
    "car": ("车贷", "汽车", "car loan", "auto loan"),
    "student": ("助学", "student loan"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a movement is taken for a repayment of a loan: a code, and what it is about."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lender:
    """Names that mean one lender or product; of a `bank` the name alone says little."""

    names: tuple[str, ...]
    bank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A loan as payments are told by: its names, when how much is expected, numbers that mean it."""

    loan_id: int
    name: str
    currency: str
    is_card: bool
    lender: str = ""
    note: str = ""
    dues: tuple[tuple[date, int], ...] = ()
    payment_minor: int | None = None
    due_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Money that left an account, or reached the card that a statement is of."""

    on: date
    minor: int
    currency: str
    payee: str = ""
    text: str = ""
    tail: str = ""
    says_repayment: bool = False
    """The file itself calls it a repayment."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The loan that is repaid, if one is, and why; `rivals` fit as well, `likely` ones have no loan here."""

    loan_id: int | None = None
    reasons: tuple[Reason, ...] = ()
    rivals: tuple[int, ...] = ()
    likely: bool = False
    foreign: bool = False
    """A loan is named, but it is in another currency."""


@dataclass(frozen=True, slots=True)
class _Alias:
    loan_id: int
    text: str
    strength: int
    code: str
    pattern: re.Pattern[str] | None
    shown: str
    """As it was written."""

    def stands_in(self, text: str) -> bool:
        return bool(self.pattern.search(text)) if self.pattern is not None else self.text in text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the words of a movement say: loans by name and number with their weight, and what it is about."""

    names: dict[int, list[tuple[int, Reason]]]
    repays: bool
    surely: bool
    never: bool
    stranger: bool
    """A lender is named that none of the loans is of."""


_NAMED, _BANK, _WORDS = 3, 2, 1


def speaks_of_payment(text: str) -> bool:
    """Whether a text is what a card's statement says of a payment to the card."""
    return bool(_TO_CARD.search(normal(text)))


class Matcher:
    """Tells repayments of some loans from everything else."""

    def __init__(self, loans: Iterable[Owed], lenders: Iterable[Lender]) -> None:
        self.loans: Mapping[int, Owed] = {each.loan_id: each for each in loans}
        self._lenders = tuple(lenders)
        self._aliases = [alias for each in self.loans.values() for alias in self._aliases_of(each)]
        self._strangers = _any_of(self._known_names())
        self._ours = _any_of(each.text for each in self._aliases)
        self._numbers = {
            (each.loan_id, number)
            for each in self.loans.values()
            for number in _NUMBER.findall(f"{each.name} {each.lender} {each.note}")
        }
        self._expected: dict[tuple[int, str], list[tuple[int, date]]] = {}
        for each in self.loans.values():
            for on, minor in each.dues:
                self._expected.setdefault((minor, each.currency), []).append((each.loan_id, on))
        self._memo: dict[tuple[str, str], _Said] = {}

    def judge(self, move: Movement) -> Verdict:
        """Which loan a movement repays."""
        said = self._named(move)
        if said.never:
            return Verdict()
        found, repays = said.names, said.repays or move.says_repayment
        points: dict[int, int] = {}
        reasons: dict[int, list[Reason]] = {}
        dues = self._due(move)
        for loan_id in found.keys() | dues.keys():
            if self.loans[loan_id].currency != move.currency:
                continue
            evidence = found.get(loan_id, [])
            named = max((strength for strength, _reason in evidence), default=0)
            due = dues.get(loan_id)
            if not named and said.stranger:
                continue
            if not self._enough(named, due[0] if due else 0, repays):
                continue
            points[loan_id] = sum(strength for strength, _reason in evidence) + (due[0] if due else 0)
            reasons[loan_id] = [reason for _strength, reason in evidence] + ([due[1]] if due else [])
        if not points:
            named = any(self.loans[loan_id].currency != move.currency for loan_id in found)
            return Verdict(likely=move.says_repayment or said.surely, foreign=named and repays)
        most = max(points.values())
        best = [loan_id for loan_id, many in points.items() if many == most]
        if len(best) > 1:
            return Verdict(rivals=tuple(sorted(best)), likely=True)
        told = reasons[best[0]]
        if repays:
            told.append(Reason("says_repayment"))
        return Verdict(loan_id=best[0], reasons=tuple(told))

    def judge_card(self, move: Movement, cards: Iterable[int]) -> Verdict:
        """Whether money that reached a card is a payment to it, of all the cards the statement can be of."""
        text = normal(f"{move.payee} {move.text}")
        if not (move.says_repayment or _TO_CARD.search(text)) or _NEVER.search(text):
            return Verdict()
        fits = [each for each in cards if self.loans[each].currency == move.currency]
        if move.tail and (tailed := [each for each in fits if (each, move.tail) in self._numbers]):
            fits = tailed
        if len(fits) == 1:
            reasons = [Reason("of_this_card", {"loan": self.loans[fits[0]].name})]
            if (fits[0], move.tail) in self._numbers:
                reasons.append(Reason("number", {"number": move.tail}))
            if due := self._due(move).get(fits[0]):
                reasons.append(due[1])
            return Verdict(loan_id=fits[0], reasons=tuple(reasons))
        return Verdict(rivals=tuple(fits), likely=True)

    def cards_of(self, lenders: Iterable[str]) -> tuple[int, ...]:
        """The cards of a lender."""
        wanted = {normal(each) for each in lenders}
        groups = [each for each in self._lenders if wanted & {normal(name) for name in each.names}]
        names = wanted | {normal(name) for each in groups for name in each.names}
        patterns = [_pattern(name) or name for name in names]
        return tuple(
            each.loan_id
            for each in self.loans.values()
            if each.is_card and any(_stands(one, normal(f"{each.name} {each.lender}")) for one in patterns)
        )

    def has_number(self, loan_id: int, number: str) -> bool:
        """Whether a number stands in the name, the lender or the note of a loan."""
        return (loan_id, number) in self._numbers

    def named_by(self, text: str) -> tuple[int, ...]:
        """The loans whose own name a text is, as an account of a budget bears it."""
        plain = normal(text)
        return tuple(each.loan_id for each in self.loans.values() if plain and normal(each.name) == plain)

    def named_in(self, text: str) -> tuple[int, ...]:
        """The loans that a text names for certain: by a name or number of theirs, or by their lender."""
        found = self._named(Movement(on=date.min, minor=0, currency="", text=text)).names
        surest = max((strength for each in found.values() for strength, _reason in each), default=0)
        if surest < _BANK:
            return ()
        return tuple(
            sorted(
                loan_id
                for loan_id, each in found.items()
                if max(strength for strength, _reason in each) == surest
            )
        )

    # What the names say

    def _named(self, move: Movement) -> _Said:
        key = (move.payee, f"{move.text}\n{move.tail}")
        if (known := self._memo.get(key)) is not None:
            return known
        text = normal(f"{move.payee} {move.text}")
        found: dict[int, list[tuple[int, Reason]]] = {}
        for alias in self._aliases if self._ours.search(text) else ():
            if alias.stands_in(text):
                found.setdefault(alias.loan_id, []).append(
                    (alias.strength, Reason(alias.code, {"name": alias.shown}))
                )
        repays = bool(_REPAYS.search(text))
        # Most movements are about something else: what names them is not looked for among all lenders.
        stranger = bool(found or repays) and bool(self._strangers.search(text))
        for loan_id, each in list(found.items()):
            # The surest name says it; a longer one of the same kind says it better.
            best = max(each, key=lambda one: (one[0], len(one[1].params["name"])))
            if stranger and best[0] < _NAMED:
                del found[loan_id]
                continue
            sort = self._sort(self.loans[loan_id], text)
            found[loan_id] = [best, *([(1, sort)] if sort else [])]
        numbers = {*_NUMBER.findall(text), move.tail} - {""}
        for loan_id, number in self._numbers:
            if number in numbers:
                found.setdefault(loan_id, []).append((_NAMED, Reason("number", {"number": number})))
        surely = repays and bool(_SURELY.search(text))
        made = _Said(
            names=found,
            repays=repays,
            surely=surely or (stranger and repays),
            never=bool(_NEVER.search(text)) and not surely,
            stranger=stranger,
        )
        if len(self._memo) < 50_000:
            self._memo[key] = made
        return made

    @staticmethod
    def _enough(named: int, due: int, repays: bool) -> bool:
        if named >= _NAMED:
            return True
        if named:
            return repays or due >= 3
        # Without a name the amount and the day have to say it together with the words.
        return due >= 3 and repays

    def _due(self, move: Movement) -> dict[int, tuple[int, Reason]]:
        """The loans of which so much was expected about then."""
        found: dict[int, tuple[int, Reason]] = {}
        for loan_id, on in self._expected.get((move.minor, move.currency), ()):
            days = abs((move.on - on).days)
            if days <= FAR_DAYS and found.get(loan_id, (0,))[0] < 3:
                code = "due" if days <= NEAR_DAYS else "due_far"
                reason = Reason(code, {"on": on.isoformat(), "days": str(days)})
                found[loan_id] = (3 if days <= NEAR_DAYS else 1, reason)
        for each in self.loans.values():
            if each.payment_minor == move.minor and each.currency == move.currency and each.due_day:
                away = min(abs(move.on.day - each.due_day), 31 - abs(move.on.day - each.due_day))
                if away <= NEAR_DAYS and found.get(each.loan_id, (0,))[0] < 3:
                    found[each.loan_id] = (3, Reason("usual", {"day": str(each.due_day)}))
        return found

    @staticmethod
    def _sort(loan: Owed, text: str) -> Reason | None:
        own = normal(f"{loan.name} {loan.lender}")
        for sort, words in _SORTS.items():
            said = any(_stands(_pattern(word) or word, text) for word in words)
            if said and ((sort == "card" and loan.is_card) or any(word in own for word in words)):
                return Reason(f"sort_{sort}")
        return None

    def _aliases_of(self, loan: Owed) -> Iterable[_Alias]:
        own = normal(f"{loan.name} {loan.lender}")
        groups = [
            each for each in self._lenders
            if any(_stands(_pattern(normal(name)) or normal(name), own) for name in each.names)
        ]  # fmt: skip
        banks = {normal(name) for each in groups if each.bank for name in each.names}
        for written in dict.fromkeys((loan.name, loan.lender)):
            name = normal(written)
            words = [each for each in _WORD.findall(name) if each not in _WEAK]
            if not name or name in banks or name in _WEAK or not words:
                continue
            yield _alias(loan.loan_id, written, _NAMED, "name")
            for word in words:
                if word != name and word not in banks and not any(word in bank for bank in banks):
                    yield _alias(loan.loan_id, word, _WORDS, "word")
        for each in groups:
            for name in each.names:
                strength = _BANK if each.bank else _NAMED
                yield _alias(loan.loan_id, name, strength, "lender")

    def _known_names(self) -> Iterable[str]:
        """Names of lenders that none of the loans is of: what names one of them is no other's."""
        held = " ".join(normal(f"{each.name} {each.lender}") for each in self.loans.values())
        for each in self._lenders:
            if not any(_stands(_pattern(normal(name)) or normal(name), held) for name in each.names):
                yield from (normal(name) for name in each.names)


def _alias(loan_id: int, text: str, strength: int, code: str) -> _Alias:
    return _Alias(loan_id, normal(text), strength, code, _pattern(normal(text)), text.strip())


def _pattern(name: str) -> re.Pattern[str] | None:
    """A name in letters stands as words of its own; one in characters may stand anywhere."""
    if not name.isascii():
        return None
    return re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?:e?s)?(?![a-z0-9])")


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Finds whether any of many names stands in a text, at the cost of one."""
    words: set[str] = set()
    signs: set[str] = set()
    for name in names:
        (words if name.isascii() else signs).add(re.escape(name))
    parts = [rf"(?<![a-z0-9])(?:{'|'.join(sorted(words))})(?:e?s)?(?![a-z0-9])"] if words else []
    return re.compile("|".join([*parts, *sorted(signs)]) or r"(?!)")


def _stands(name: re.Pattern[str] | str, text: str) -> bool:
    return name in text if isinstance(name, str) else bool(name.search(text))
