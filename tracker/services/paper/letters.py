"""Letters about a debt: help with repayments, confirmation in writing, an objection to a credit report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tracker.domain.credit.facts import Dispute, Mark
from tracker.domain.evidence.entry import Entry, EvidenceKind
from tracker.domain.loan.facts import Loan, Method
from tracker.domain.recovery.channel import ChannelKind
from tracker.domain.recovery.promise import Fate, Side
from tracker.domain.rule.facts import Rule
from tracker.formats.paper import Document, Items, Lines, Paragraph, Part
from tracker.locale import _, language
from tracker.locale.joining import aside
from tracker.locale.papers import rule_line
from tracker.locale.talks import means_text
from tracker.services.paper.brief import attachments, fair_part
from tracker.services.paper.draft import Draft, rules_for
from tracker.services.paper.figures import DebtFigures, debt_figures, household_means
from tracker.services.paper.proposal import gap, hardship_papers, offer_lines, reason, sentence
from tracker.services.talk.channels import list_channels
from tracker.services.talk.promises import list_promises
from tracker.store.credit import read_marks
from tracker.store.credit_report import read_reports
from tracker.store.loan import read_loan
from tracker.store.talk import read_contacts

CARD_PLAN = "cn-card-plan-60"
OTHER_PLAN = ("cn-extension-and-prepayment", "uk-forbearance")
DISPUTE = ("cn-objection-20-days", "us-dispute-30")
"""Rules that speak of what a letter asks for; each is cited only where and while it is in force."""


_SHOWS_PAYMENT = (
    EvidenceKind.RECEIPT,
    EvidenceKind.STATEMENT,
    EvidenceKind.LETTER,
    EvidenceKind.SETTLEMENT_LETTER,
    EvidenceKind.REPORT,
)


def hardship_letter(draft: Draft) -> Document:
    """Asks for payments that can be kept: what happened, what can be paid, what is asked for."""
    loan = _loan(draft)
    found = debt_figures(draft.book, loan)
    parts: list[Part] = [_sender(draft), _lender(draft), Paragraph(text=_hello())]
    parts.append(
        Paragraph(
            text=_("I am writing about {loan}, contract number {contract}. I cannot make the payments as"
                   " agreed at present, and I would like to agree on payments that I can keep.").format(
                loan=draft.named, contract=draft.fill("contract")
            )
        )
    )  # fmt: skip
    parts.append(Paragraph(text=_stand(draft, found)))
    parts.append(Paragraph(text=_("The reason: {cause}").format(cause=reason(draft, found))))
    parts.append(Paragraph(text=_can_pay(draft)))
    parts.append(Paragraph(text=_("I ask you to:")))
    parts.append(Items(items=_asks(draft, found), counted=True))
    if found.offer is not None:
        parts.append(Paragraph(text=_("In detail:")))
        parts.append(Items(items=tuple(offer_lines(draft, found.offer))))
    named = (CARD_PLAN,) if _is_card(found) else OTHER_PLAN
    parts += _cited(rules_for(draft.book, named, draft.book.today))
    parts.append(Paragraph(text=_("I can send further documents if you tell me which you need.")))
    parts += [*_attached(draft, found, _of_the_debt), *_signed(draft)]
    return _letter(_("Request for help with repayments: {loan}").format(loan=draft.named), parts)


def confirm_letter(draft: Draft) -> Document:
    """Asks that what was said stands in writing, naming what was understood."""
    loan = _loan(draft)
    found = debt_figures(draft.book, loan)
    parts: list[Part] = [_sender(draft), _lender(draft), Paragraph(text=_hello())]
    parts.append(
        Paragraph(
            text=_("Thank you for the conversation {when} about {loan}, contract number {contract}. This is"
                   " what I understood was agreed:").format(
                when=_talked(draft, found), loan=draft.named, contract=draft.fill("contract")
            )
        )
    )  # fmt: skip
    parts.append(Items(items=_agreed(draft, found)))
    parts.append(Paragraph(text=_("Please confirm it in writing, and state:")))
    parts.append(
        Items(
            items=(
                _("each sum and the day it is due;"),
                _("whether interest, fees and penalty go on, are reduced or stop;"),
                _("what follows if a payment comes late;"),
                _("how the account is reported to credit bureaus meanwhile;"),
                _("the account to pay to."),
            ),
            counted=True,
        )
    )
    parts.append(
        Paragraph(
            text=_("Until I have it in writing I take it that the present schedule stands. If you understood"
                   " anything otherwise, please tell me.")
        )
    )  # fmt: skip
    if _is_card(found):
        parts += _cited(rules_for(draft.book, (CARD_PLAN,), draft.book.today))
    parts += _signed(draft)
    return _letter(_("Please confirm in writing: {loan}").format(loan=draft.named), parts)


def dispute_letter(draft: Draft, dispute: Dispute) -> Document:
    """Objects to an entry of a credit report: which one, why it is wrong, what shows it."""
    mark = next((each for each in read_marks(draft.book.conn) if each.id == dispute.mark_id), None)
    at = draft.said(dispute.bureau or (mark.bureau if mark else ""))
    parts: list[Part] = [_sender(draft), Lines(lines=(draft.fill("bureau", at),)), Paragraph(text=_hello())]
    parts.append(
        Paragraph(
            text=_("My credit report of {on} has an entry that I believe is wrong. Please check it and"
                   " correct it.").format(on=draft.fill("report_on", _pulled(draft, mark, at)))
        )
    )  # fmt: skip
    parts.append(Items(items=tuple(_entry(draft, mark))))
    ground = sentence(draft.said(dispute.ground)) if dispute.ground else draft.fill("ground")
    parts.append(Paragraph(text=_("Why I believe it is wrong: {ground}").format(ground=ground)))
    if dispute.sent_on < draft.book.today:
        words = _("I first raised this on {on}.")
        if dispute.overdue_days(draft.book.today):
            words = _("I first raised this on {on}; an answer was due by {by}, and I have not received one.")
        by = draft.day(dispute.due_by) if dispute.due_by else ""
        parts.append(Paragraph(text=words.format(on=draft.day(dispute.sent_on), by=by)))
    parts.append(Paragraph(text=_("Please tell me in writing what you found, and who reported the entry.")))
    parts += _cited(rules_for(draft.book, DISPUTE, draft.book.today))
    loan = read_loan(draft.book.conn, mark.loan_id) if mark and mark.loan_id else None
    if loan is not None:
        found = debt_figures(draft.book, loan)
        own = any(each.dispute_id == dispute.id for each in found.evidence)
        found = replace(found, hardship=None)
        parts += _attached(
            draft, found, lambda each: each.dispute_id == dispute.id if own else each.kind in _SHOWS_PAYMENT
        )
    parts += _signed(draft)
    return _letter(_("Objection to an entry in my credit report"), parts)


def _letter(title: str, parts: list[Part]) -> Document:
    return Document(title=title, language=language(), parts=tuple(parts))


def _loan(draft: Draft) -> Loan:
    assert draft.loan is not None  # noqa: S101 -- such a letter is asked for by its loan
    return draft.loan


def _sender(draft: Draft) -> Lines:
    """Who writes, and when."""
    sender = (draft.fill("name"), draft.fill("address"), draft.fill("phone"))
    return Lines(lines=(*sender, draft.day(draft.book.today)), right=True)


def _hello() -> str:
    return _("Dear Sir or Madam,")


def _lender(draft: Draft) -> Lines:
    """The lender with its registered address."""
    channels = list_channels(draft.book, _loan(draft).id)
    place = next((each.value for each in channels if each.kind is ChannelKind.ADDRESS), "")
    return Lines(lines=(draft.lender, draft.fill("lender_address", draft.said(place))))


def _stand(draft: Draft, found: DebtFigures) -> str:
    """Where the debt stands, in a sentence or two."""
    arrears = found.view.arrears
    balance = draft.money(found.balance.minor)
    if found.balance.source == "lender":
        words = _("By your figure of {on} I owe {balance}.")
        sentence = words.format(on=draft.day(found.balance.on), balance=balance)
    else:
        sentence = _("By my records I owe {balance}.").format(balance=balance)
    if arrears.oldest_due_on is None:
        return sentence + gap() + _("Nothing is overdue yet.")
    whole = draft.money(arrears.total_minor, estimate=any(each.estimate for each in arrears.shares))
    words = _("Payments have been overdue since {on}; {amount} is in arrears.")
    return sentence + gap() + words.format(on=draft.day(arrears.oldest_due_on), amount=whole)


def _can_pay(draft: Draft) -> str:
    means = household_means(draft.book)
    if not means.income and draft.options.offer_minor is None:
        return _("What I can pay each month: {monthly}.").format(monthly=draft.fill("monthly"))
    if fair := fair_part(draft):
        left = _("After essential costs, {amount} a month is left for all my debts.")
        amount = draft.money(means.left_minor, means.currency, estimate=means.estimate)
        return (left.format(amount=amount) + gap() if means.income else "") + fair
    return _("At present my essential costs take all of my income.")


def _asks(draft: Draft, found: DebtFigures) -> tuple[str, ...]:
    talk = found.talk
    aim = draft.said(talk.aim) if talk is not None and talk.is_open else ""
    return (
        _("agree to this: {aim};").format(aim=aim or draft.fill("ask")),
        _("say whether interest, fees and penalty can be reduced or stopped for that time;"),
        _("confirm in writing what we agree, before the schedule changes."),
    )


def _agreed(draft: Draft, found: DebtFigures) -> tuple[str, ...]:
    """What was said: the aim, the offer, open promises of both sides."""
    lines: list[str] = []
    if found.talk is not None and found.talk.is_open:
        lines.append(draft.said(found.talk.aim))
    if found.offer is not None:
        lines += offer_lines(draft, found.offer)
    for each in list_promises(draft.book, _loan(draft).id, only_open=True):
        if each.fate is not Fate.OPEN:
            continue
        who = _("You: {what}") if each.side is Side.LENDER else _("I: {what}")
        text = who.format(what=draft.said(each.what))
        if each.amount_minor is not None:
            text += aside(draft.money(each.amount_minor, each.currency))
        if each.due_on is not None:
            text += _(", by {on}").format(on=each.due_on.isoformat())
        lines.append(text)
    return tuple(lines) or (draft.fill("agreed"),)


def _talked(draft: Draft, found: DebtFigures) -> str:
    """When and with whom it was agreed: the day of the spoken yes, else whoever was named last."""
    spoken = [each for each in read_contacts(draft.book.conn, _loan(draft).id) if each.two_way]
    if not spoken:
        return _("on {on}").format(on=draft.fill("talked_on"))
    last = max(spoken, key=lambda each: (each.on == found.oral_on, bool(each.who or each.position), each.at))
    told = (means_text(last.means.value), draft.person(last.who), draft.said(last.position))
    how = _(", ").join(part for part in told if part)
    return _("on {on} ({how})").format(on=draft.day(last.on), how=how)


def _pulled(draft: Draft, mark: Mark | None, bureau: str) -> str:
    """The day of the last report of the bureau that was kept, if any was."""
    wanted = {each.casefold() for each in (bureau, mark.bureau if mark else "") if each}
    days = [each.pulled_on for each in read_reports(draft.book.conn) if each.bureau.casefold() in wanted]
    return draft.day(max(days)) if days else ""


def _entry(draft: Draft, mark: Mark | None) -> list[str]:
    if mark is None:
        return [_("Entry: {what}").format(what=draft.fill("entry"))]
    lines = [_("Entry: {what}").format(what=draft.said(mark.description))]
    loan = read_loan(draft.book.conn, mark.loan_id) if mark.loan_id else None
    if loan is not None:
        lines.append(_("Reported by: {lender}").format(lender=draft.said(loan.lender or loan.name)))
    if mark.origin_on:
        lines.append(_("Dated: {on}").format(on=mark.origin_on.isoformat()))
    return lines


def _is_card(found: DebtFigures) -> bool:
    """Whether it is a card, by what was said of its kind or else by how it is repaid."""
    product = found.view.told.product if found.view.told else ""
    return product == "card" if product else found.loan.method is Method.REVOLVING


def _cited(rules: tuple[Rule, ...]) -> list[Part]:
    """The rules that speak of it, as facts."""
    if not rules:
        return []
    return [
        Paragraph(text=_("For reference:"), small=True),
        Items(items=tuple(rule_line(rule) for rule in rules)),
    ]


def _attached(draft: Draft, found: DebtFigures, wanted: Callable[[Entry], bool]) -> list[Part]:
    """What goes with the letter, if anything does."""
    if not any(map(wanted, found.evidence)) and not hardship_papers(draft, found.hardship):
        return []
    return [Paragraph(text=_("Attached:")), *attachments(draft, found, wanted)]


def _of_the_debt(entry: Entry) -> bool:
    """Whether it shows the debt, rather than how somebody made contact."""
    return entry.kind not in (EvidenceKind.SMS, EvidenceKind.CALL_RECORDING)


def _signed(draft: Draft) -> list[Part]:
    return [
        Paragraph(text=_("I would be grateful for your answer in writing.")),
        Lines(lines=(_("Yours faithfully,"), draft.fill("name"))),
    ]
