"""What the page of openings is asked: filters, order and page, as a form and as an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar, get_args
from urllib.parse import urlencode

import msgspec

from upslope.apps.web.forms import Form
from upslope.records import Filters
from upslope.records.filters import Status
from upslope.records.query import MOST_CHARACTERS
from upslope.records.understanding import Remote, Role, Seniority
from upslope.workspace.listing import SORTS, Only, Sort

T = TypeVar("T", bound=str)

CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": get_args(Role),
    "level": get_args(Seniority),
    "remote": get_args(Remote),
}
STATUSES: tuple[Status, ...] = get_args(Status)
ONLY: tuple[Only, ...] = get_args(Only)
PAGE = 25
_MOST_VALUES, _LONGEST = 50, 200


class Asked(NamedTuple):
    """One question to the page of openings.

    >>> asked, errors = Asked.of(Form({"q": ["nlp"], "role": ["ml_engineer"], "page": ["2"]}))
    >>> asked.url(), asked.url(page=1), asked.url(role=(), q="")
    ('/openings?q=nlp&role=ml_engineer&page=2', '/openings?q=nlp&role=ml_engineer', '/openings')
    """

    filters: Filters = Filters()
    sort: Sort = "best"
    page: int = 1
    only: Only = ""

    @classmethod
    def of(cls, form: Form) -> tuple[Asked, dict[str, str]]:
        """Read it from what was typed; what is wrong is told by field, and not asked."""
        since = form.day("since")
        pay = form.number("pay")
        currency = form.text("currency", most=20).upper()
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            form.errors["currency"] = "Write the currency as three letters: USD, EUR, GBP."
            currency = ""
        filters = Filters(
            query=form.typed("q")[:MOST_CHARACTERS].replace("\0", " ").strip(),
            roles=_among(form, "role", get_args(Role)),
            seniorities=_among(form, "level", get_args(Seniority)),
            remote=_among(form, "remote", get_args(Remote)),
            place=next(iter(_texts(form.every("place")[-1:])), ""),
            posted_since=since.isoformat() if since else None,
            pay_at_least=pay,
            pay_currency=currency or None,
            skills=_texts(form.every("skill")),
            sources=_texts(form.every("source")),
            status=_one(form, "status", STATUSES),
        )
        page = min(max(form.whole("page", 1), 1), 10_000)
        sort, only = _one(form, "sort", SORTS), _one(form, "show", ONLY)
        return cls(filters, sort, page, only), form.errors

    def fields(self) -> dict[str, Any]:
        """Return what is asked as fields of the form, without what is asked by default."""
        one = self.filters
        said = {
            "q": one.query,
            "role": one.roles,
            "level": one.seniorities,
            "remote": one.remote,
            "place": one.place,
            "pay": "" if one.pay_at_least is None else f"{one.pay_at_least:.10g}",
            "currency": one.pay_currency or "",
            "since": one.posted_since or "",
            "skill": one.skills,
            "source": one.sources,
            "status": "" if one.status == "open" else one.status,
            "sort": "" if self.sort == "best" else self.sort,
            "show": self.only,
            "page": "" if self.page == 1 else str(self.page),
        }
        return {name: value for name, value in said.items() if value}

    def url(self, **changes: Any) -> str:
        """Return the address of this question with some fields changed; it begins at page 1."""
        fields = self.fields()
        if "page" not in changes and changes:
            fields.pop("page", None)
        fields |= changes
        if fields.get("page") == 1:
            del fields["page"]
        kept = {name: value for name, value in fields.items() if value}
        return "/openings" + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    def cleared(self) -> Asked:
        """Return the question without what narrows it."""
        return Asked(Filters(status=self.filters.status), self.sort)

    def with_company(self, name: str) -> str:
        """Return the words of the question with an employer's name among them."""
        named = 'company:"{}"'.format(name.replace('"', " "))
        words = self.filters.query
        return words if named in words else f"{words} {named}".strip()

    @property
    def start(self) -> int:
        """How many openings stand on the pages before."""
        return (self.page - 1) * PAGE

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked beside an order."""
        return self.filters != Filters(status=self.filters.status)


def asked_by(filters: Filters) -> Asked:
    """Return the question that finds what a saved search finds."""
    return Asked(msgspec.structs.replace(filters, limit=None, facets=False))


def this_month() -> str:
    """Return the first day of the last 30, to be offered.

    >>> len(this_month())
    10
    """
    return date.fromordinal(date.today().toordinal() - 30).isoformat()


def _one(form: Form, name: str, among: tuple[T, ...]) -> T:
    typed = form.typed(name)
    return next((one for one in among if one == typed), among[0])


def _among(form: Form, name: str, known: Iterable[T]) -> tuple[T, ...]:
    ticked = set(form.every(name))
    return tuple(one for one in known if one in ticked)


def _texts(typed: Iterable[str]) -> tuple[str, ...]:
    said = (text.replace("\0", " ").strip()[:_LONGEST] for text in typed)
    return tuple(dict.fromkeys(filter(None, said)))[:_MOST_VALUES]
