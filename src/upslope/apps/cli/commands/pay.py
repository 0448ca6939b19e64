"""``upslope pay``: what one opening, or one kind of them, pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

import click

from upslope.apps.cli.asked import Named
from upslope.apps.cli.screen import counted, headed, json_option, plain, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.apps.postings import estimated, pay
from upslope.records import PayEstimate, PayStated, PayStatement, Salary
from upslope.records.understanding import Role, Seniority

if TYPE_CHECKING:
    from upslope.workspace.pay import PayTold

_KINDS = {
    "base": "base pay",
    "on_target": "on-target earnings, with what depends on results",
    "sign_on": "sign-on bonus",
    "referral": "for referring someone",
    "company": "money of the company, not pay",
    "placeholder": "a range that says nothing",
}


@click.command()
@click.argument("posting", required=False)
@click.option("--role", type=Named(get_args(Role)), help="A kind of opening, not one.")
@click.option("--level", type=Named(get_args(Seniority)), help="Of that kind.")
@click.option("--place", default="", help='Where: "Berlin, Germany", "US".')
@click.option(
    "--skill", "skills", multiple=True, help="Only stored openings that ask for it. Repeatable."
)
@click.option("--card", is_flag=True, help="Show how estimates are made and how well they do.")
@json_option
@pass_state
def command(
    state: State,
    posting: str | None,
    role: str | None,
    level: str | None,
    place: str,
    skills: tuple[str, ...],
    card: bool,
    as_json: bool,
) -> None:
    """Show what an opening states as pay, what such openings are likely to state, and what those
    that are stored here do.

    All of it is base pay as postings state it, before tax, without bonus or shares.

    \b
    Examples:
      upslope pay 3f2a91
      upslope pay --role ml_engineer --level senior --place "Berlin, Germany"
      upslope pay --card
    """
    if card:
        with state.workspace() as workspace:
            click.echo(workspace.pay.cards(), nl=False)
        return
    if bool(posting) == bool(role):
        raise click.UsageError(
            "Give the id of one opening, or --role (with --level, --place), or --card."
        )
    if posting and (level or place or skills):
        raise click.UsageError("--level, --place and --skill go with --role, not with an opening.")
    with state.stocked_workspace() as workspace:
        if posting:
            told = workspace.pay.of(posting)
        else:
            asked = cast("Role", role), cast("Seniority", level or "unknown")
            told = workspace.pay.of_kind(*asked, place, skills)
    if as_json:
        write_lines([told])
    else:
        _show(told)


def _show(told: PayTold) -> None:
    click.echo(plain(told.title))
    headed("It states", [_statement(one) for one in told.statements])
    headed("Estimate, without looking at that", _estimate(told.estimate))
    headed("Openings stored here", _stored(told.stored))


def _statement(one: PayStatement) -> str:
    kind = _KINDS.get(one.kind, one.kind)
    by = "a field of the source" if one.stated_by == "source" else "the text"
    where = f" for {one.place}" if one.place else ""
    return f"{pay(one.salary)}{where}: {kind} (by {by})"


def _estimate(found: PayEstimate) -> list[str]:
    if found.p50 is None:
        return [f"None: {found.why}"]
    return [estimated(found), f"{found.why} ({found.model})"]


def _stored(found: PayStated | None) -> list[str]:
    if found is None:
        return ["Too few of this kind state their pay."]

    def money(low: float, high: float) -> str:
        return pay(Salary(currency=found.currency, min_value=low, max_value=high, unit_text="year"))

    ranges, employers = counted(found.n, "stated range"), counted(found.employers, "employer")
    return [
        f"{money(found.median, found.median)} is the median ({money(found.low, found.high)}, "
        f"95 %) of {ranges} by {employers}: {found.kind}.",
        f"8 of 10 lie within {money(found.p10, found.p90)}.",
    ]
