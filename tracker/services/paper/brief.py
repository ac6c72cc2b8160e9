"""The situation brief: one debt for its lender, on a page, with the source of every figure."""

from __future__ import annotations

from collections.abc import Callable

from tracker.domain.cash.monthly import Means
from tracker.domain.evidence.entry import Entry
from tracker.formats.paper import Document, Grid, Heading, Items, Lines, Paragraph, Part
from tracker.locale import _, language, ngettext
from tracker.locale.evidence import kind_text, moment_text
from tracker.locale.papers import source_text
from tracker.locale.talks import flag_text, share_text, state_text
from tracker.services.paper.draft import Draft
from tracker.services.paper.figures import OWN, DebtFigures, creditors, debt_figures, household_means
from tracker.services.paper.proposal import hardship_papers, offer_lines, reason

Rows = list[tuple[str, str, str]]


def brief(draft: Draft) -> Document:
    """What a lender needs to decide: the debt, what happened, what there is to live on, the proposal."""
    loan = draft.loan
    assert loan is not None  # noqa: S101 -- a brief is asked for by its loan
    found = debt_figures(draft.book, loan)
    parts: list[Part] = [
        Lines(
            lines=(
                _("For: {lender}").format(lender=draft.lender),
                _("From: {name}, {phone}").format(name=draft.fill("name"), phone=draft.fill("phone")),
                _("As of {on}.").format(on=draft.day(draft.book.today)),
            )
        ),
        Heading(text=_("The debt")),
        Grid(titles=("", _("Figure"), _("Source")), rows=tuple(_debt(draft, found))),
        Heading(text=_("What happened")),
        Paragraph(text=reason(draft, found)),
        Heading(text=_("Income and essential costs a month")),
        *means_parts(draft, household_means(draft.book)),
        Heading(text=_("Other debts")),
        *_others(draft),
        Heading(text=_("Proposal")),
        *_proposal(draft, found),
        Heading(text=_("Attachments")),
        *attachments(draft, found),
        Paragraph(
            text=_(
                "Sums marked ~ are estimates of mine; your own figure takes their place once you state it."
            ),
            small=True,
        ),
    ]
    title = _("Situation of {loan}").format(loan=draft.named)
    return Document(title=title, language=language(), parts=tuple(parts))


def _debt(draft: Draft, found: DebtFigures) -> Rows:
    own = source_text(OWN)
    loan, view = found.loan, found.view
    rows: Rows = [(_("Loan"), draft.named, own), (_("Contract number"), draft.fill("contract"), "")]
    if len(view.holders) > 1:
        last = view.holders[-1]
        words = _("{holder}, since {on}")
        rows.append(
            (_("Held by"), words.format(holder=draft.said(last.holder), on=last.since.isoformat()), own)
        )
    if loan.opened_on:
        rows.append((_("Opened on"), loan.opened_on.isoformat(), own))
    if loan.principal_minor:
        rows.append((_("Borrowed"), draft.money(loan.principal_minor), own))
    if found.kept is not None:
        rows.append((_("Balance"), draft.money(found.kept.balance_minor), own))
    if found.claim is not None:
        said = source_text("lender", found.claim.claimed_on.isoformat())
        rows.append((_("Balance you stated"), draft.money(found.claim.amount_minor), said))
    rows += _arrears(draft, found)
    if found.last_payment is not None:
        words = _("{amount} on {on}")
        paid = found.last_payment
        shown = words.format(amount=draft.money(paid.amount_minor), on=paid.paid_on.isoformat())
        rows.append((_("Last payment"), shown, own))
    if found.kept is not None and found.kept.next_due_on and found.kept.next_minor:
        amount = draft.money(found.kept.next_minor, estimate=found.kept.next_estimate)
        shown = _("{amount} on {on}").format(amount=amount, on=found.kept.next_due_on.isoformat())
        rows.append((_("Next due"), shown, source_text("estimate") if found.kept.next_estimate else own))
    return rows


def _arrears(draft: Draft, found: DebtFigures) -> Rows:
    own, estimated = source_text(OWN), source_text("estimate")
    view = found.view
    rows: Rows = []
    arrears, told = view.arrears, view.told
    if arrears.oldest_due_on is not None:
        words = ngettext("{days} day, since {on}", "{days} days, since {on}", arrears.days_past_due)
        since = words.format(days=arrears.days_past_due, on=arrears.oldest_due_on.isoformat())
        rows.append((_("Overdue"), since, own))
        lender = source_text("lender", told.told_on.isoformat()) if told and told.told_on else ""
        for each in arrears.shares:
            if each.minor or not each.estimate:
                source = estimated if each.estimate else lender
                amount = draft.money(each.minor, estimate=each.estimate)
                rows.append(
                    (_("– {part} in arrears").format(part=share_text(each.component)), amount, source)
                )
        whole = draft.money(arrears.total_minor, estimate=any(each.estimate for each in arrears.shares))
        rows.append((_("In arrears together"), whole, ""))
    if told and told.confirmed_on:
        by = draft.person(told.confirmed_with)
        rows.append(
            (
                _("Overdue confirmed"),
                told.confirmed_on.isoformat(),
                _("you, {who}").format(who=by) if by else _("you"),
            )
        )
    rows += [(flag_text(name), on.isoformat(), own) for name, on in (told.flags if told else ())]
    return rows


def means_parts(draft: Draft, means: Means) -> list[Part]:
    """Income and costs by name, what is left, and how they were counted."""
    if not means.income and not means.costs:
        return [Paragraph(text=draft.fill("income"))]

    def money(minor: int, *, estimate: bool) -> str:
        return draft.money(minor, means.currency, estimate=estimate)

    rows = [(draft.said(each.event.name), money(each.minor, estimate=each.estimate)) for each in means.income]
    rows.append(
        (
            _("Income together"),
            money(means.income_minor, estimate=any(each.estimate for each in means.income)),
        )
    )
    rows += [(draft.said(each.event.name), money(each.minor, estimate=each.estimate)) for each in means.costs]
    rows.append(
        (
            _("Essential costs together"),
            money(means.costs_minor, estimate=any(each.estimate for each in means.costs)),
        )
    )
    rows.append((_("Left for all debts"), money(means.left_minor, estimate=means.estimate)))
    parts: list[Part] = [Grid(titles=("", f">{_('A month')}"), rows=tuple(rows), totals=1)]
    if means.estimate:
        parts.append(
            Paragraph(
                text=_("Sums marked ~ do not come every month and are averaged over the year."), small=True
            )
        )
    if not means.income:
        parts.append(Paragraph(text=_("No income that is certain is known at present."), small=True))
    return parts


def _others(draft: Draft) -> list[Part]:
    """All other debts as a total for each currency; who they are owed to only if that is asked for."""
    parts: list[Part] = []
    for group in creditors(draft.book, draft.options.offer_minor):
        rows = [each for each in group.rows if draft.loan is None or each.loan_id != draft.loan.id]
        if not rows:
            continue
        whole = draft.money(sum(each.balance.minor for each in rows), group.currency)
        words = ngettext(
            "{count} other debt, {amount} in all.", "{count} other debts, {amount} in all.", len(rows)
        )
        parts.append(Paragraph(text=words.format(count=len(rows), amount=whole)))
        if draft.options.show_lenders:
            shown = tuple(
                (draft.said(each.lender or each.name), draft.money(each.balance.minor, group.currency))
                for each in rows
            )
            parts.append(Grid(titles=(_("Creditor"), f">{_('Balance')}"), rows=shown))
    return parts or [Paragraph(text=_("None."))]


def _proposal(draft: Draft, found: DebtFigures) -> list[Part]:
    lines: list[str] = []
    if found.offer is not None:
        lines += offer_lines(draft, found.offer)
    if found.talk is not None and found.talk.is_open:
        aim = _("What I ask for: {aim}").format(aim=draft.said(found.talk.aim))
        state = _("Where that stands: {state}, since {on}").format(
            state=state_text(found.talk.state.value), on=found.talk.since.isoformat()
        )
        lines += [aim, state]
    elif found.offer is None:
        lines.append(_("What I ask for: {aim}").format(aim=draft.fill("ask")))
    if fair := fair_part(draft):
        lines.append(fair)
    lines.append(_("Whatever we agree, please confirm it in writing before the schedule changes."))
    return [Items(items=tuple(lines))]


def fair_part(draft: Draft) -> str:
    """What this creditor gets a month where all are treated alike; empty where that is not known."""
    for group in creditors(draft.book, draft.options.offer_minor):
        own = group.of(draft.loan.id) if draft.loan else None
        if own is None or not group.offered_minor:
            continue
        words = _(
            "In proportion to what I owe each creditor, {amount} of {whole} a month is yours ({percent} %)."
        )
        return words.format(
            amount=draft.money(own.part_minor, group.currency),
            whole=draft.money(group.given_minor, group.currency),
            percent=percent_text(own.permille),
        )
    return ""


def percent_text(permille: int) -> str:
    """Tenths of a percent as a percentage."""
    return f"{permille // 10}.{permille % 10}"


def attachments(
    draft: Draft, found: DebtFigures, wanted: Callable[[Entry], bool] = lambda _entry: True
) -> list[Part]:
    """The evidence of this loan that counts and is wanted, by number, with the start of each hash."""
    rows = [
        (
            f"#{each.number}", kind_text(each.kind), draft.said(each.name), moment_text(each.happened_at),
            each.sha256[:12],
        )
        for each in found.evidence
        if wanted(each)
    ]  # fmt: skip
    parts: list[Part] = []
    if rows:
        heads = (_("Evidence no."), _("Kind"), _("Name"), _("Happened"), _("SHA-256, its start"))
        parts.append(Grid(titles=heads, rows=tuple(rows)))
    if papers := hardship_papers(draft, found.hardship):
        parts.append(Items(items=papers))
    return parts or [Paragraph(text=_("None yet."))]
