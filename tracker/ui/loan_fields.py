"""The fields of the loan form: in which step, for which ways of repaying, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import Method
from tracker.domain.rates import DayCount
from tracker.locale import _
from tracker.locale.loan import method_word
from tracker.ui.figures import day_count_word

CARD = (Method.REVOLVING,)
PAID_IN_PARTS = tuple(each for each in Method if each is not Method.REVOLVING)
STEPS = 3
AS_IT_WAS = "as_it_was"
"""Chosen among the kinds of loans, it puts back what stood in the form before the last choice."""

KEPT = ("lender", "note", "autopay_account", "autopay_card")
"""Fields where nothing typed means nothing; in all others a dash says that it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field; `reads` says how what is typed is understood, `methods` for which loans it is asked."""

    name: str
    label: str
    step: int
    reads: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    methods: tuple[Method, ...] = tuple(Method)
    only_edit: bool = False
    only_add: bool = False
    wide: bool = False

    @property
    def default(self) -> str:
        """What stands in the field before anything is typed."""
        return self.options[0][0] if self.options else ""


def form_fields(*, editing: bool) -> tuple[FormField, ...]:
    """All fields in the order of the form, worded in the language in use."""
    fields = (*_about(), *_terms(), *_fine_print(), *_reminders(), *_autopay())
    return tuple(each for each in fields if not (each.only_add if editing else each.only_edit))


def asked(field: FormField, method: str) -> bool:
    """Whether a field is asked for a way of repaying; before one is chosen, what any has is."""
    if not method:
        return field.methods != CARD and field.name != "fee_rate"
    return method in field.methods


def step_names() -> tuple[str, ...]:
    """What each step is about."""
    return (_("What it is"), _("Terms"), _("Alerts and account"))


def template_names() -> tuple[tuple[str, str], ...]:
    """The kinds of loans that fill in what usually holds, by their id."""
    return (
        ("card", _("Credit card")), ("huabei", _("Huabei 花呗")), ("jiebei", _("Jiebei 借呗")),
        ("mortgage", _("Mortgage")), ("car", _("Car loan")), ("family", _("Family or friends")),
        ("bnpl", _("Buy now, pay later")), ("student", _("Student loan")),
    )  # fmt: skip


def template_name(kind: str) -> str:
    """What a loan of a brand is called at first, in the person's language."""
    return {"huabei": _("Huabei"), "jiebei": _("Jiebei")}.get(kind, "")


def _about() -> tuple[FormField, ...]:
    methods = tuple((each.value, method_word(each)) for each in Method)
    return (
        FormField(
            name="method", label=_("Kind"), step=1,
            options=(("", _("not said: from the terms")), *methods),
        ),
        FormField(name="name", label=_("Name"), step=1, hint=_("what you call it"), wide=True),
        FormField(name="lender", label=_("Lender"), step=1, hint=_("who is owed"), wide=True),
        FormField(name="balance", label=_("Owed now"), step=1, reads="amount", hint=_("12000 or 12k")),
        FormField(name="as_of", label=_("As of"), step=1, reads="past", hint=_("today")),
        FormField(name="currency", label=_("Currency"), step=1, reads="currency", only_add=True),
        FormField(name="principal", label=_("Was lent"), step=1, reads="amount", hint=_("if you know")),
        FormField(name="opened", label=_("Lent on"), step=1, reads="past", hint=_("if you know")),
        FormField(
            name="stake", label=_("At stake"), step=1,
            options=(
                ("", _("not said")), ("none", _("nothing but its cost")), ("home", _("your home")),
                ("secured", _("goods you need")), ("legal", _("a court or tax matter")),
            ),
        ),
        FormField(name="note", label=_("Note"), step=1, wide=True),
    )  # fmt: skip


def _terms() -> tuple[FormField, ...]:
    frequencies = tuple((each.value, every_word(each)) for each in Frequency)
    return (
        FormField(name="rate", label=_("Rate"), step=2, reads="rate", hint=_("18%, 0.05%/day")),
        FormField(
            name="fee_rate", label=_("Fee rate"), step=2, hint=_("0.6%"),
            methods=(Method.FLAT_FEE,),
        ),
        FormField(
            name="periods", label=_("Instalments"), step=2, reads="count", methods=PAID_IN_PARTS,
            hint=_("how many"),
        ),
        FormField(
            name="every", label=_("Every"), step=2, methods=PAID_IN_PARTS,
            options=tuple(sorted(frequencies, key=lambda each: each[0] != "month")),
        ),
        FormField(name="payment", label=_("Instalment"), step=2, reads="amount", hint=_("each time")),
        FormField(
            name="first_due", label=_("First due"), step=2, reads="date", methods=PAID_IN_PARTS,
            hint=_("or its day below"),
        ),
        FormField(
            name="due_day", label=_("Due day"), step=2, reads="day", hint=_("1 to 31, 31 is the last"),
        ),
        FormField(
            name="past_dues", label=_("Past dues"), step=2, only_add=True,
            options=(("open", _("leave them open")), ("paid", _("were paid on time"))),
        ),
        FormField(
            name="statement_day", label=_("Statement"), step=2, reads="day", methods=CARD,
            hint=_("its day"),
        ),
        FormField(
            name="minimum_percent", label=_("Minimum"), step=2, methods=CARD, hint=_("10% of the balance"),
        ),
        FormField(name="minimum_floor", label=_("at least"), step=2, reads="amount", methods=CARD),
        FormField(name="limit", label=_("Limit"), step=2, reads="amount", methods=CARD),
        FormField(name="promo_until", label=_("Free until"), step=2, reads="date", methods=CARD),
    )  # fmt: skip


def _fine_print() -> tuple[FormField, ...]:
    day_counts = tuple((each.value, day_count_word(each)) for each in DayCount)
    rounding = (("half_up", _("half up")), ("down", _("down")), ("up", _("up")))
    excess = (("principal", _("principal")), ("advance", _("coming instalments")))
    return (
        FormField(name="upfront_fee", label=_("Upfront fee"), step=2, reads="amount", methods=PAID_IN_PARTS),
        FormField(name="late_fee", label=_("Late fee"), step=2, hint=_("a sum or 5%")),
        FormField(name="late_fee_floor", label=_("at least"), step=2, reads="amount"),
        FormField(name="late_fee_cap", label=_("at most"), step=2, reads="amount"),
        FormField(name="penalty_rate", label=_("Late rate"), step=2, reads="rate", hint=_("0.05%/day, +50%")),
        FormField(name="prepay_fee", label=_("Prepay fee"), step=2, hint=_("1%"), methods=PAID_IN_PARTS),
        FormField(
            name="prepay_fee_until", label=_("until"), step=2, reads="date", methods=PAID_IN_PARTS,
        ),
        FormField(
            name="grace_days", label=_("Grace"), step=2, hint=_("days after"),
        ),
        FormField(
            name="day_count", label=_("Day count"), step=2, options=(("", _("as usual")), *day_counts),
        ),
        FormField(name="rounding", label=_("Rounding"), step=2, options=rounding),
        FormField(name="excess", label=_("Extra pays"), step=2, options=excess, methods=PAID_IN_PARTS),
        FormField(
            name="effective_on", label=_("Terms from"), step=2, reads="date", only_edit=True,
            hint=_("empty: from now on"),
        ),
    )  # fmt: skip


def _reminders() -> tuple[FormField, ...]:
    return (
        FormField(name="lead_days", label=_("Pay before"), step=3, hint=_("days ahead")),
    )  # fmt: skip


def _autopay() -> tuple[FormField, ...]:
    return (
        FormField(
            name="autopay_on", label=_("Autopay"), step=3,
            options=(("", _("not said")), ("on", _("on")), ("off", _("off"))),
        ),
        FormField(name="autopay_account", label=_("Pays from"), step=3, hint=_("account"), wide=True),
        FormField(
            name="autopay_mode", label=_("Takes"), step=3,
            options=(
                ("full", _("everything due")), ("minimum", _("the minimum")), ("fixed", _("a fixed sum")),
            ),
        ),
        FormField(name="autopay_fixed", label=_("Fixed sum"), step=3, reads="amount"),
        FormField(name="autopay_card", label=_("Card"), step=3, hint=_("last four digits")),
        FormField(name="autopay_expires", label=_("Expires"), step=3, hint="08/27"),
    )  # fmt: skip


def every_word(every: str) -> str:
    """How often an instalment is due."""
    return {
        "week": _("week"), "two_weeks": _("two weeks"), "month": _("month"), "quarter": _("quarter"),
        "half_year": _("half a year"), "year": _("year"),
    }.get(every, every)  # fmt: skip


def changed_words(now: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The words that are another than before; one that was taken away is a dash where that means unknown."""
    found = {}
    for name, text in now.items():
        old = before.get(name, "")
        if text.strip() != old.strip():
            found[name] = text if text.strip() or name in KEPT else "-"
    if "as_of" in found and now.get("balance", "").strip():
        # Another day makes the same sum another statement: what was owed then.
        found["balance"] = now["balance"]
    return found
