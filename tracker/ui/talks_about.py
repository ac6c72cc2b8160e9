"""What the Talks screen says in full: where a loan stands, what is next, and the row of a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.domain.recovery.negotiation import NEXT
from tracker.domain.recovery.promise import Side
from tracker.domain.rule.conduct import Incident
from tracker.locale import _, ngettext
from tracker.locale import talks as words
from tracker.locale.evidence import consent_text, fault_text, kind_text, moment_text
from tracker.locale.hiding import told
from tracker.locale.joining import listed
from tracker.locale.months import format_weekday
from tracker.locale.rules import evidence_words, kind_words, rule_text, rule_title
from tracker.ui.commands import key_of, with_keys
from tracker.ui.figures import Figures

if TYPE_CHECKING:
    from tracker.domain.recovery.channel import Channel, Reach
    from tracker.domain.recovery.contact import Contact
    from tracker.domain.recovery.negotiation import Negotiation
    from tracker.domain.recovery.promise import Promise
    from tracker.domain.recovery.stage import Stage
    from tracker.domain.rule.facts import Rule
    from tracker.services.evidence import EvidenceRow
    from tracker.services.talk.conduct import Noted
    from tracker.services.talk.page import TalkCase

Styled = str | tuple[str, str]

_LATE, _WATCH = ("!! ", "$mark-overdue bold"), ("! ", "$mark-attention bold")


def next_words(case: TalkCase, figures: Figures, *, keys: bool = True) -> Iterator[Styled]:
    """Where a loan stands and what to do about it next, inside the lender's hours."""
    for stage in case.arrears.answers:
        yield _LATE if stage.late_days(figures.today) else _WATCH
        text = _("{stage}: answer by {on}; then {tell} says so.")
        on = stage.open_answer.isoformat() if stage.open_answer else ""
        said = text.format(stage=words.stage_text(stage.kind.value), on=on, tell=key_of("talk.outcome"))
        yield said + "\n", "bold"
    head, *rest = arrears_words(case, figures)
    yield from head
    yield reach_words(case.reach, case.now) + "\n", "bold"
    talk = case.talk
    if talk is not None and talk.oral_since:
        yield _WATCH
        text = _("Agreed orally on {on}, not in writing: what was due stays due.")
        yield text.format(on=talk.oral_since.isoformat()) + "\n", "bold"
    if talk is not None:
        yield _talk_words(talk) + "\n"
    for promise in case.promises:
        if promise.fate.value == "open":
            yield _LATE if promise.late_days(figures.today) else ""
            yield _promise_words(promise, figures) + "\n"
    for line in rest:
        yield from line
    yield _spoken(case, figures) + "\n"
    yield _keys(case) if keys else ""


def stage_lines(case: TalkCase, figures: Figures) -> Iterator[Styled]:
    """How far collection has gone, newest first, and who holds the debt."""
    for each in case.stages:
        claimed = "" if each.claimed_minor is None else figures.money(each.claimed_minor, each.currency)
        kind = words.stage_text(each.kind.value)
        yield "  ".join(part for part in (each.happened_on.isoformat(), kind, each.holder, claimed) if part)
        yield "\n"
    if len(case.arrears.holders) > 1:
        chain = " > ".join(f"{held.holder} ({held.since.isoformat()})" for held in case.arrears.holders)
        yield f"{_('Held by')} {chain}\n"


def arrears_words(case: TalkCase, figures: Figures) -> Iterator[tuple[Styled, ...]]:
    """Days past due, what they are made of, how sure that is, what the lender did: a line each."""
    found, told_, currency = case.arrears.arrears, case.arrears.told, case.row.currency
    if not found.days_past_due:
        yield (_("ok: nothing is overdue") + "\n",)
    else:
        late = ngettext("{n} day overdue", "{n} days overdue", found.days_past_due)
        text = _("{late}, since {on} ({bucket}); {status}").format(
            late=late.format(n=found.days_past_due), bucket=found.bucket,
            on=found.oldest_due_on.isoformat() if found.oldest_due_on else "",
            status=words.arrears_text(found.status),
        )  # fmt: skip
        yield _LATE, (text + "\n", "bold")
        shares = " · ".join(
            f"{words.share_text(each.component)} {_money(each.minor, currency, figures, guess=each.estimate)}"
            for each in found.shares
            if each.minor
        )
        guess = any(each.estimate for each in found.shares)
        total = _money(found.total_minor, currency, figures, guess=guess)
        yield (_("Together {total}: {shares}").format(total=total, shares=shares) + "\n",)
    if found.classification and case.arrears.tier_rule:
        text = _("The lender must class it at least {tier} ({rule})")
        tier = words.tier_text(found.classification.value)
        yield (text.format(tier=tier, rule=case.arrears.tier_rule.number) + "\n",)
    if told_ is None:
        return
    flags = (f"{words.flag_text(name)} {on.isoformat()}" for name, on in told_.flags)
    shown = [told(part) for part in (told_.cause, *flags) if part]
    if shown:
        yield (" · ".join(shown) + "\n",)


def _money(minor: int, currency: str, figures: Figures, *, guess: bool) -> str:
    return figures.money(minor, currency, estimate=guess)


def reach_words(reach: Reach | None, now: datetime) -> str:
    """How to reach the lender next, and when somebody is there."""
    if reach is None:
        return _("No number is registered: add the one in your contract under Channels.")
    verb = {
        "phone": _("Call {value}"),
        "email": _("Write to {value}"),
        "address": _("Send a letter to {value}"),
    }[reach.channel.kind.value].format(value=reach.channel.value)
    if reach.at <= now:
        when = _("now") if not reach.channel.hours else _("now, in their hours {hours}")
        return f"{verb}, {when.format(hours=reach.channel.hours)}"
    day = f"{format_weekday(reach.at.date())} {reach.at.strftime('%H:%M')}"
    return _("{verb}, from {day} on").format(verb=verb, day=day)


def _keys(case: TalkCase) -> str:
    if case.talk is None:
        return with_keys(
            _("{log} logs the call, {add} begins talks, {check} checks a message of theirs."),
            add="talk.add",
            log="talk.contact",
            check="talk.message",
        )
    return with_keys(
        _("{log} logs the call, {step} takes the talks on, {check} checks a message of theirs."),
        log="talk.contact",
        step="talk.step",
        check="talk.message",
    )


def _spoken(case: TalkCase, figures: Figures) -> str:
    last = case.arrears.last_contact_on
    if last is None:
        return _("Last talk: never")
    days = (figures.today - last).days
    text = ngettext("Last talk: {n} day ago", "Last talk: {n} days ago", days).format(n=days)
    text = text if days else _("Last talk: today")
    if case.reach is not None and case.reach.ignored:
        n = case.reach.ignored
        text += " · " + ngettext("{n} attempt in vain since", "{n} attempts in vain since", n).format(n=n)
    return text


def _talk_words(talk: Negotiation) -> str:
    text = _("{aim}: {state} since {on}").format(
        aim=told(talk.aim), state=words.state_text(talk.state.value), on=talk.since.isoformat()
    )
    if talk.next_on is not None:
        text += " · " + _("next {on}").format(on=talk.next_on.isoformat())
    return text


def _promise_words(each: Promise, figures: Figures) -> str:
    text = _("You promised: {what}") if each.side is Side.ME else _("They promised: {what}")
    amount = "" if each.amount_minor is None else f" {figures.money(each.amount_minor, each.currency)}"
    due = f", {_('due {date}').format(date=each.due_on.isoformat())}" if each.due_on else ""
    return text.format(what=f"{told(each.what)}{amount}{due}")


def contact_about(each: Contact) -> Iterator[Styled]:
    """A contact in full."""
    who = " ".join(part for part in (each.who, each.position, each.number) if part)
    yield " · ".join(
        part
        for part in (each.at.strftime("%Y-%m-%d %H:%M"), words.direction_text(each.direction.value),
                     words.means_text(each.means.value), who)
        if part
    ) + "\n", "bold"  # fmt: skip
    yield (told(each.summary) + "\n") if each.summary else ""
    facts = [{"shown": _("they said who they are"), "refused": _("would not say who they are")}.get(
        each.identity.value, "")]  # fmt: skip
    facts.append(
        {"agreed": _("recorded, agreed"), "not_asked": _("recorded, not asked"),
         "refused": _("recording refused")}.get(each.recording.value, "")
    )  # fmt: skip
    facts.append(_("you had agreed to the hour") if each.hour_agreed else "")
    if each.third_party:
        facts.append(_("spoke with {who} instead of you").format(who=each.third_party))
    facts.append(words.dubious_text(each.conduct.value) if each.conduct.value != "none" else "")
    shown = [part for part in facts if part]
    yield (" · ".join(shown) + "\n") if shown else ""
    yield _proof(each.proof, each.evidence)


def talk_about(each: Negotiation) -> Iterator[Styled]:
    """A negotiation with its steps, newest first, and what may follow."""
    yield told(each.aim) + "\n", "bold"
    if each.oral_since:
        yield _WATCH
        text = _("Agreed orally on {on}, not in writing: what was due stays due.")
        yield text.format(on=each.oral_since.isoformat()) + "\n"
    follow = listed(words.state_text(state.value) for state in NEXT[each.state])
    ended = with_keys(_("It has ended; {add} begins other talks."), add="talk.add")
    yield (_("{step}: {states}").format(step=key_of("talk.step"), states=follow) if follow else ended) + "\n"
    for step in reversed(each.steps):
        more = " · ".join(part for part in (_proof(step.proof, step.evidence), told(step.note)) if part)
        yield f"{step.happened_on.isoformat()} {words.state_text(step.state.value)}  {more}".rstrip() + "\n"
    yield f"{each.opened_on.isoformat()} {words.state_text('draft')}  {told(each.note)}".rstrip()


def promise_about(each: Promise, figures: Figures) -> Iterator[Styled]:
    """A promise in full."""
    yield _promise_words(each, figures) + "\n", "bold"
    yield _("promised {on}").format(on=each.promised_on.isoformat())
    if each.ended_on:
        yield f" · {words.fate_text(each.fate.value)} {each.ended_on.isoformat()}"
    yield f"\n{told(each.note)}\n" if each.note else "\n"
    yield (
        with_keys(_("{tell}: kept, broken or withdrawn"), tell="talk.outcome")
        if each.fate.value == "open"
        else ""
    )


def stage_about(each: Stage, case: TalkCase, figures: Figures) -> Iterator[Styled]:
    """A stage in full, with who held the debt and how the claim moved."""
    yield f"{each.happened_on.isoformat()} {words.stage_text(each.kind.value)}\n", "bold"
    if each.open_answer:
        yield _WATCH
        text = _("answer by {on}; {tell} says that you did")
        yield text.format(on=each.open_answer.isoformat(), tell=key_of("talk.outcome")) + "\n"
    elif each.answered_on:
        yield _("answered {on}").format(on=each.answered_on.isoformat()) + "\n"
    chain = " > ".join(f"{held.holder} ({held.since.isoformat()})" for held in case.arrears.holders)
    yield f"{_('Held by')} {chain}\n"
    for move in case.arrears.claims:
        sign = "+" if move.change_minor > 0 and not figures.hidden else ""
        change = f"{sign}{figures.money(move.change_minor, each.currency)}"
        claimed = figures.money(move.claimed_minor, each.currency)
        yield f"{_('Claimed')} {move.on.isoformat()} {claimed} ({change})\n"
    yield "  ".join(part for part in (_proof(each.proof, each.evidence), told(each.note)) if part)


def conduct_about(each: Incident | Noted, case: TalkCase) -> Iterator[Styled]:
    """What is worth checking: the rule with its dates and how well it is known, the contacts behind it."""
    if not isinstance(each, Incident):
        yield words.dubious_text(each.code) + "\n", "bold"
        yield from contact_about(each.contact)
        return
    yield from rule_head(each.rule)
    by_id = {contact.id: contact for contact in case.contacts}
    times = (by_id[number].at.strftime("%m-%d %H:%M") for number in each.calls if number in by_id)
    yield listed(times) + "\n"
    yield _("Worth checking, not a judgement. Enter: the text of the rule.")


def rule_head(rule: Rule) -> Iterator[Styled]:
    """A rule in two lines: its name, how far it binds, since when, and how well its text is known."""
    yield f"{rule.number} {rule_title(rule)}\n", "bold"
    until = rule.effective_to.isoformat() if rule.effective_to else "…"
    text = _("{kind}, in force {start} to {until}, {citation} ({mark})")
    yield text.format(
        kind=kind_words(rule.kind), start=rule.effective_from.isoformat(), until=until,
        citation=rule.citation, mark=evidence_words(rule.evidence),
    ) + "\n"  # fmt: skip


def rule_page(rule: Rule) -> str:
    """A rule in full."""
    head = "".join(part if isinstance(part, str) else part[0] for part in rule_head(rule))
    return f"{head}\n{rule_text(rule)}\n\n{_('Source')}: {rule.source}\n"


def evidence_about(each: EvidenceRow) -> Iterator[Styled]:
    """An entry of the evidence in full."""
    entry = each.entry
    yield f"#{entry.number} {told(entry.name)} · {kind_text(entry.kind)}\n", "bold"
    if each.fault:
        yield _LATE
        yield fault_text(each.fault) + "\n"
    facts = [
        _("happened {on}").format(on=moment_text(entry.happened_at) or "?"),
        _("entered {on}").format(on=moment_text(entry.entered_at[:16])),
        _("from {source}").format(source=entry.source) if entry.source else "",
        consent_text(entry.consent.value),
        _("corrects #{number}").format(number=entry.corrects) if entry.corrects else "",
    ]
    yield " · ".join(part for part in facts if part) + "\n"
    yield (told(entry.note) + "\n") if entry.note else ""
    size = ngettext("{n} byte", "{n} bytes", entry.bytes).format(n=f"{entry.bytes:,}")
    yield f"{size} · sha256 {entry.sha256}"


def channel_about(each: Channel) -> Iterator[Styled]:
    """A channel in full."""
    yield f"{words.means_text(each.kind.value)} {each.value}\n", "bold"
    found = " ".join(part for part in (each.found_in, each.found_on and each.found_on.isoformat()) if part)
    yield " · ".join(part for part in (found, each.hours) if part) + "\n"
    if not each.found_in:
        yield _WATCH
        yield _("Where it was found is not known: the contract says best.") + "\n"
    yield (told(each.note) + "\n") if each.note else ""
    yield _("Messages and callers are held against what is registered here. Enter: change.")


def _proof(proof: str, evidence: int | None) -> str:
    parts = (told(proof), f"#{evidence}" if evidence else "")
    found = " ".join(part for part in parts if part)
    return _("proof: {proof}").format(proof=found) if found else ""
