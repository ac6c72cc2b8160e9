"""A message held against what is known: what in it matches, what conflicts, what is new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.domain.recovery.channel import Channel, ChannelKind
from tracker.domain.text import narrow

_TEN_THOUSAND = 10_000


class Found(StrEnum):
    """What was found in a message."""

    AMOUNT = "amount"
    DATE = "date"
    PHONE = "phone"
    LINK = "link"
    EMAIL = "email"
    PAYEE = "payee"
    SECRET = "secret"  # noqa: S105 -- a kind of thing a message asks for


class Verdict(StrEnum):
    """How it compares with what is known."""

    MATCH = "match"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


ABOVE, UNREGISTERED, ASKED_FOR = "above", "unregistered", "asked_for"
"""Why something conflicts, or is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One thing in a message, as it stood there, and in the form that is compared."""

    kind: Found
    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A mention with its verdict; `what` names the figure, day or channel that it matches.

    Of a conflict it names what is not so: `above` all that is owed, `unregistered`, `asked_for`.
    """

    mention: Mention
    verdict: Verdict
    what: str = ""

    @property
    def stops(self) -> bool:
        """Whether it is a hard stop: an account to pay to that is not registered, or a secret asked for."""
        return self.mention.kind in (Found.PAYEE, Found.SECRET) and self.verdict is not Verdict.MATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a message is compared with: named sums in major units, named days, the registered channels."""

    amounts: tuple[tuple[str, Decimal], ...] = ()
    most: Decimal | None = None
    """What clears the loan: more than that is not owed."""
    days: tuple[tuple[str, date], ...] = ()
    channels: tuple[Channel, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything found; `stop` for an account to pay to that is not registered, or a secret asked for."""

    items: tuple[Item, ...]
    stop: bool

    def count(self, verdict: Verdict) -> int:
        """How many things have a verdict."""
        return sum(1 for each in self.items if each.verdict is verdict)


_LINK = re.compile(
    r"(?:https?://|www\.)[^\s，。；、）)】》\"'<>一-鿿]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|top|xyz|cc|vip|info|link|site|shop|app|io|co|uk|eu|de|ly|me)"
    r"(?![a-z0-9@-])(?:/[^\s，。；、）)】》\"'<>一-鿿]*)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]+(?:\.[0-9]{1,2})?"
_AMOUNT = re.compile(
    rf"(?:[¥$€£]|(?<![A-Za-z])(?:RMB|CNY|USD|EUR|GBP)|人民币)\s*(?P<after>{_NUMBER})\s*(?P<wan>万)?"
    rf"|(?<![0-9.,])(?P<before>{_NUMBER})\s*(?P<man>万)?\s*"
    r"(?:元|块|yuan\b|RMB\b|CNY\b|USD\b|EUR\b|GBP\b|dollars?\b|euros?\b|pounds?\b)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(
        r"(?<![0-9])(?P<y>20[0-9]{2})\s*[-/.年]\s*(?P<m>[01]?[0-9])\s*[-/.月]\s*(?P<d>[0-3]?[0-9])(?![0-9])\s*[日号]?"
    ),
    re.compile(r"(?<![0-9])(?P<m>[01]?[0-9])\s*月\s*(?P<d>[0-3]?[0-9])\s*[日号]"),
    re.compile(
        r"(?<![0-9])(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?\s+"
        + _MONTH.format("name")
        + r"(?:,?\s+(?P<y>20[0-9]{2}))?(?![0-9])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b"
        + _MONTH.format("name")
        + r"\s+(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,?\s+(?P<y>20[0-9]{2}))?(?![0-9])",
        re.IGNORECASE,
    ),
)
_ACCOUNT = re.compile(
    r"(?:账号|账户|帐号|帐户|卡号|收款[^0-9A-Za-z]{0,8}|account(?:\s+(?:no\.?|number))?|card(?:\s+(?:no\.?|number))?"
    r"|支付宝|微信|alipay|wechat|paypal|iban)[^0-9A-Za-z@]{0,4}"
    r"(?P<named>[A-Z]{2}[0-9]{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?"
    r"|[0-9](?:[ -]?[0-9]){7,29}|[A-Za-z0-9][A-Za-z0-9_.@-]{4,40})"
    r"|(?<![0-9])(?P<bare>[1-9](?:[ -]?[0-9]){14,18})(?![0-9])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![0-9])(?:\+[0-9]{1,3}[ -]?(?:[0-9][ -]?){6,12}[0-9]|1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}"
    r"|[48]00[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}|0[0-9]{2,3}[ -]?[0-9]{7,8}|\(?[0-9]{3}\)?[ -][0-9]{3}[ -][0-9]{4}"
    r"|(?:95|96|12)[0-9]{3,6})(?![0-9])"
)
_SECRET = re.compile(
    r"验证码|密码|校验码|CVV2?|verification code|one-time code|\bOTP\b|password|\bPIN\b", re.IGNORECASE
)
_NOT_ASKED = re.compile(
    r"(?:勿|不要|切勿|请勿|不会|never|do not|don't|not)[^。.!！;；\n]{0,24}$", re.IGNORECASE
)


def mentions(text: str, today: date) -> tuple[Mention, ...]:
    """Everything that can be compared, in the order it stands; a day without a year is the nearest one."""
    plain = narrow(text).replace("￥", "¥")
    spans: list[tuple[int, int]] = []
    found: list[tuple[int, Mention]] = []

    def take(start: int, end: int, kind: Found, value: str) -> None:
        if value and all(end <= low or start >= high for low, high in spans):
            spans.append((start, end))
            found.append((start, Mention(kind=kind, text=plain[start:end].strip(), value=value)))

    for match in _LINK.finditer(plain):
        take(match.start(), match.end(), Found.LINK, host(match[0]))
    for match in _EMAIL.finditer(plain):
        if not _is_payee_of(plain, match.start()):
            take(match.start(), match.end(), Found.EMAIL, match[0].casefold())
    for start, end, value in _days(plain, today):
        take(start, end, Found.DATE, value)
    for match in _AMOUNT.finditer(plain):
        take(match.start(), match.end(), Found.AMOUNT, _sum(match))
    for match in _ACCOUNT.finditer(plain):
        name = "named" if match["named"] else "bare"
        if name == "bare" or any(char.isdigit() or char == "@" for char in match[name]):
            take(match.start(name), match.end(name), Found.PAYEE, account(match[name]))
    for match in _PHONE.finditer(plain):
        take(match.start(), match.end(), Found.PHONE, phone(match[0]))
    for match in _SECRET.finditer(plain):
        if not _NOT_ASKED.search(plain[: match.start()]):
            take(match.start(), match.end(), Found.SECRET, match[0].casefold())
    return tuple(mention for _start, mention in sorted(found, key=lambda each: each[0]))


def check(text: str, known: Known, today: date) -> Report:
    """Compare a message with what is known; an unregistered account stops, whatever else matches."""
    items = tuple(_judge(each, known) for each in mentions(text, today))
    return Report(items=items, stop=any(each.stops for each in items))


def phone(text: str) -> str:
    """A phone number as it is compared: digits, without the country code of China."""
    digits = re.sub(r"[^0-9]", "", narrow(text))
    return digits[2:] if digits.startswith("86") and len(digits) >= 12 else digits


def account(text: str) -> str:
    """An account as it is compared: without blanks and hyphens, case folded."""
    return re.sub(r"[\s-]", "", narrow(text)).casefold()


def host(text: str) -> str:
    """The host of a link, without scheme, user, port and `www.`."""
    bare = re.sub(r"^[a-z]+://", "", narrow(text).strip().casefold())
    bare = re.split(r"[/?#\\]", bare, maxsplit=1)[0].rsplit("@", 1)[-1].split(":", 1)[0]
    return bare.removeprefix("www.").rstrip(".")


_KINDS: dict[Found, tuple[ChannelKind, ...]] = {
    Found.PHONE: (ChannelKind.PHONE, ChannelKind.SMS),
    Found.LINK: (ChannelKind.SITE, ChannelKind.APP),
    Found.EMAIL: (ChannelKind.EMAIL,),
    Found.PAYEE: (ChannelKind.PAYEE,),
}


def _judge(mention: Mention, known: Known) -> Item:
    match mention.kind:
        case Found.AMOUNT:
            return _amount(mention, known)
        case Found.DATE:
            what = next((name for name, on in known.days if on.isoformat() == mention.value), "")
            return Item(mention=mention, verdict=Verdict.MATCH if what else Verdict.UNKNOWN, what=what)
        case Found.SECRET:
            return Item(mention=mention, verdict=Verdict.CONFLICT, what=ASKED_FOR)
        case _:
            return _channel(mention, known)


def _amount(mention: Mention, known: Known) -> Item:
    value = Decimal(mention.value)
    what = next((name for name, sum_ in known.amounts if sum_ == value), "")
    if what:
        return Item(mention=mention, verdict=Verdict.MATCH, what=what)
    above = known.most is not None and value > known.most
    if above:
        return Item(mention=mention, verdict=Verdict.CONFLICT, what=ABOVE)
    return Item(mention=mention, verdict=Verdict.UNKNOWN)


def _channel(mention: Mention, known: Known) -> Item:
    kinds = _KINDS[mention.kind]
    registered = [each for each in known.channels if each.kind in kinds]
    for each in registered:
        if _same(mention, each.value):
            return Item(mention=mention, verdict=Verdict.MATCH, what=each.value)
    verdict = Verdict.CONFLICT if registered else Verdict.UNKNOWN
    return Item(mention=mention, verdict=verdict, what=UNREGISTERED)


def _same(mention: Mention, value: str) -> bool:
    match mention.kind:
        case Found.PHONE:
            return phone(value) == mention.value
        case Found.LINK:
            own = host(value)
            return bool(own) and (mention.value == own or mention.value.endswith(f".{own}"))
        case Found.EMAIL:
            return narrow(value).strip().casefold() == mention.value
        case _:
            return account(value) == mention.value


def _sum(match: re.Match[str]) -> str:
    value = Decimal((match["after"] or match["before"]).replace(",", ""))
    return f"{value * _TEN_THOUSAND if match['wan'] or match['man'] else value:f}"


def _days(plain: str, today: date) -> Iterator[tuple[int, int, str]]:
    for pattern in _DATES:
        for match in pattern.finditer(plain):
            groups = match.groupdict()
            name = groups.get("name")
            month = _MONTHS.index(name.casefold()) + 1 if name else int(groups["m"])
            years = [int(groups["y"])] if groups.get("y") else [today.year - 1, today.year, today.year + 1]
            days = list(_existing(years, month, int(groups["d"])))
            if days:
                nearest = min(days, key=lambda on: abs((on - today).days))
                yield match.start(), match.end(), nearest.isoformat()


def _existing(years: Iterable[int], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _is_payee_of(plain: str, start: int) -> bool:
    """Whether an address names an account to pay to, as `Alipay: a@b.c` does."""
    return (
        re.search(r"(?:支付宝|微信|alipay|wechat|paypal)[^0-9A-Za-z@]{0,6}$", plain[:start], re.IGNORECASE)
        is not None
    )
