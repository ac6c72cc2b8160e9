"""`debt rules`: the dated rules that are shipped, with citation, source and how well each is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command, option
from tracker.cli.errors import CliError, Exit, usage
from tracker.cli.output import Table
from tracker.cli.reading import on as read_day
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.joining import listed, phrased

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.rule.facts import Rule

FIELDS = (
    "id", "number", "jurisdiction", "area", "kind", "title", "standing", "verified", "effective_from",
    "effective_to", "citation", "source", "evidence", "checked_on", "text",
)  # fmt: skip

AREAS = (
    "rates", "cards", "credit_file", "conduct", "limitation", "period", "classification", "enforcement",
    "hotline",
)  # fmt: skip


@command(
    "debt rules list --jurisdiction CN --area conduct",
    "debt rules list --on 2024-03-01 --json",
    help=N_("Rules in force on a day; an unverified one says so."),
)
@option("--jurisdiction", metavar="CN|US|UK|EU", help=N_("Only of this place."))
@option("--area", metavar="|".join(AREAS), help=N_("Only about this."))
@option("--on", metavar=N_("DATE"), help=N_("As of this day; today if not given."))
@option("--all", "every", is_flag=True, help=N_("Also those not yet or no longer in force."))
@typed
def list_command(
    session: Session, *, jurisdiction: str | None, area: str | None, on: str | None, every: bool
) -> None:
    """List the rules."""
    from tracker.locale.rules import area_words, evidence_words, kind_words, rule_title, standing_words
    from tracker.services.rule import packs, rules_on

    day = read_day(session, on)
    place = jurisdiction.upper() if jurisdiction else None
    _one_of(place, sorted({rule.jurisdiction for rule in packs().rules}), "--jurisdiction")
    _one_of(area, AREAS, "--area")
    found = rules_on(day, jurisdiction=place, area=area, every=every)

    def table() -> Table:
        return Table(
            (_("Rule no."), _("Concerns"), _("Rule"), _("Binds as"), _("Stands"), _("Known")),
            [
                (
                    rule.number,
                    area_words(rule.area),
                    rule_title(rule),
                    kind_words(rule.kind),
                    standing_words(rule, day),
                    "" if rule.evidence.verified else f"~ {evidence_words(rule.evidence)}",
                )
                for rule in found
            ],
        )

    drawn = session.rows(
        "rules.list",
        [_json(rule, day) for rule in found],
        table,
        fields=FIELDS,
        empty=_("No rule is in force then. --all lists the others."),
    )
    if drawn and found:
        session.out.say(
            _("Dated notes, not legal advice. debt rules show NUMBER tells the text and where it is written.")
        )


@command("debt rules show CN-K1", help=N_("One rule: what it says, from when, where that is written."))
@argument("rule", metavar=N_("RULE"))
@option("--on", metavar=N_("DATE"), help=N_("As of this day; today if not given."))
@typed
def show_command(session: Session, *, rule: str, on: str | None) -> None:
    """Show a rule."""
    from tracker.locale.rules import (
        area_words,
        evidence_words,
        kind_words,
        rule_text,
        rule_title,
        standing_words,
    )
    from tracker.services.rule import find_rule

    found = find_rule(rule)
    if found is None:
        raise CliError(
            "rule_not_found", Exit.NOT_FOUND, _("There is no rule {name}.").format(name=rule),
            _("debt rules list --all shows what there is."),
        )  # fmt: skip
    day = read_day(session, on)

    def shown() -> list[tuple[str, str]]:
        lines = [
            (_("Rule"), f"{found.number}  {rule_title(found)}"),
            (_("What it says"), rule_text(found)),
            (_("Concerns"), phrased((area_words(found.area), found.jurisdiction))),
            (_("Binds as"), kind_words(found.kind)),
            (_("Stands"), standing_words(found, day)),
            (_("In force from"), found.effective_from.isoformat()),
        ]
        if found.effective_to:
            lines.append((_("In force until"), found.effective_to.isoformat()))
        lines += [
            (_("Written in"), found.citation),
            (_("Read at"), found.source),
            (_("Known"), evidence_words(found.evidence)),
            (_("Checked on"), found.checked_on.isoformat()),
        ]
        return lines

    more = {"applies_to": list(found.applies_to), "params": dict(found.params)}
    session.facts("rules.show", _json(found, day) | more, shown)


def _json(rule: Rule, on: date) -> dict[str, Any]:
    from tracker.locale.rules import rule_text, rule_title

    return {
        "id": rule.id,
        "number": rule.number,
        "jurisdiction": rule.jurisdiction,
        "area": rule.area,
        "kind": rule.kind,
        "title": rule_title(rule),
        "text": rule_text(rule),
        "citation": rule.citation,
        "source": rule.source,
        "evidence": rule.evidence,
        "verified": rule.evidence.verified,
        "standing": rule.standing(on),
        "effective_from": rule.effective_from,
        "effective_to": rule.effective_to,
        "checked_on": rule.checked_on,
    }


def _one_of(value: str | None, known: tuple[str, ...] | list[str], flag: str) -> None:
    if value is not None and value not in known:
        raise usage(
            _("{flag} knows {choices}, not {value}.").format(flag=flag, choices=listed(known), value=value)
        )
