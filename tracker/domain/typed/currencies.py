"""Currencies as people write them: ISO codes, symbols, Chinese names."""

from __future__ import annotations

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow

CODES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD
    XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905  150 quoted strings would hide what stands there
)
"""ISO 4217 codes of the currencies in use."""

_DOLLARS = ("USD", "CAD", "AUD", "HKD", "SGD", "NZD", "TWD", "MXN", "CLP", "COP", "ARS", "BND", "FJD", "JMD")
_KRONER = ("SEK", "NOK", "DKK", "ISK")

SIGNS: dict[str, tuple[str, ...]] = {
    "US$": ("USD",),
    "HK$": ("HKD",),
    "NT$": ("TWD",),
    "NZ$": ("NZD",),
    "CA$": ("CAD",),
    "AU$": ("AUD",),
    "MX$": ("MXN",),
    "A$": ("AUD",),
    "C$": ("CAD",),
    "S$": ("SGD",),
    "R$": ("BRL",),
    "CN¥": ("CNY",),
    "JP¥": ("JPY",),
    "RMB": ("CNY",),
    "人民币元": ("CNY",),
    "人民币": ("CNY",),
    "美元": ("USD",),
    "欧元": ("EUR",),
    "英镑": ("GBP",),
    "日元": ("JPY",),
    "港币": ("HKD",),
    "港元": ("HKD",),
    "新台币": ("TWD",),
    "韩元": ("KRW",),
    "加元": ("CAD",),
    "澳元": ("AUD",),
    "$": _DOLLARS,
    "¥": ("CNY", "JPY"),
    "元": ("CNY",),
    "圆": ("CNY", "JPY"),
    "块": ("CNY",),
    "块钱": ("CNY",),
    "円": ("JPY",),
    "€": ("EUR",),
    "£": ("GBP", "EGP", "GIP", "FKP", "SHP"),
    "₹": ("INR", "NPR", "PKR", "LKR"),
    "₩": ("KRW",),
    "₽": ("RUB",),
    "₫": ("VND",),
    "฿": ("THB",),
    "₱": ("PHP",),
    "₺": ("TRY",),
    "₴": ("UAH",),
    "₦": ("NGN",),
    "₪": ("ILS",),
    "zł": ("PLN",),
    "kr": _KRONER,
}
"""What a sign can stand for, the usual meaning first."""

_BY_LENGTH = sorted(SIGNS, key=len, reverse=True)
_NAMES = {sign.casefold(): codes[0] for sign, codes in SIGNS.items() if len(codes) == 1}


def take_currency(text: str) -> tuple[str, tuple[str, ...] | None]:
    """The text without one leading or trailing currency, and what that can stand for (None: no sign)."""
    for sign in _BY_LENGTH:
        if text.startswith(sign):
            return text[len(sign) :].lstrip(), SIGNS[sign]
        if text.endswith(sign):
            return text[: -len(sign)].rstrip(), SIGNS[sign]
    if (code := text[:3]) in CODES and not text[3:4].isalpha():
        return text[3:].lstrip(), (code,)
    if (code := text[-3:]) in CODES and not text[-4:-3].isalpha():
        return text[:-3].rstrip(), (code,)
    return text, None


def parse_currency(text: str, *, field: str = "currency") -> Checked[str]:
    """The ISO code a person or a file names: `cny`, `RMB`, `人民币`, `€`."""
    name = narrow(text).strip()
    if not name:
        return None, (Problem(code="required", field=field),)
    if (code := name.upper()) in CODES:
        return code, ()
    if named := _NAMES.get(name.casefold()):
        return named, ()
    if meanings := SIGNS.get(name):
        choices = ", ".join(meanings)
        return None, (
            Problem(
                code="currency_ambiguous",
                field=field,
                value=text[:200],
                ask=True,
                params={"choices": choices},
            ),
        )
    return None, (Problem(code="currency_unknown", field=field, value=text[:200]),)
