"""Published profiles, and one's own, as files with the network's field names."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ebpages.accounts.reader import Reader
from ebpages.exchange.models import ShownProfile
from ebpages.exchange.network_format import COLUMNS, LISTS, as_row
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.listing import ProfileQuestion, listed_contents, profile_url
from ebpages.exchange.queries.own import find_profile, newest_content, own_profiles
from ebpages.exchange.technology_shapes import TechnologyFigure
from ebpages.publish.tables import Column, Row, Table
from ebpages.registry.queries.public_names import leading

_OF_LISTS = {*LISTS, "ipr"}


def _columns(*first: Column) -> tuple[Column, ...]:
    kinds = {"trl": "integer", "coordinator_required": "boolean", "anonymous": "boolean"}
    return (
        *first,
        *(Column(key, key, "list" if key in _OF_LISTS else kinds.get(key, "text")) for key in COLUMNS),  # type: ignore[arg-type]
    )


def profiles_table(question: ProfileQuestion, site: str) -> Table:
    """site: what stands before an address. organisation: empty where the owner is anonymous."""
    columns = _columns(
        Column("reference", "reference"),
        Column("organisation", "organisation"),
        Column("url", "url"),
        Column("published_at", "published_at", "date"),
        Column("expires_on", "expires_on", "date"),
        Column("is_example", "is_example", "boolean"),
    )
    return Table("profiles", columns, lambda: _shown_rows(listed_contents(question), site))


def _shown_rows(rows: Iterator[ShownProfile], site: str) -> Iterator[Row]:
    for row in rows:
        owner = leading([row.organisation]).get(row.organisation, "") if row.organisation else ""
        yield {
            **as_row(Content.model_validate(row.content)),
            "reference": row.reference,
            "organisation": owner,
            "url": site + profile_url(row.reference),
            "published_at": row.published_at.date(),
            "expires_on": row.expires_on,
            "is_example": row.is_example,
        }


def own_table(reader: Reader, organisation: str) -> Table:
    """The newest version of each profile of an organisation, drafts too: what its people may take along."""
    return Table(
        "own-profiles", _columns(Column("reference", "reference")), lambda: _own_rows(reader, organisation)
    )


def _own_rows(reader: Reader, organisation: str) -> Iterator[Row]:
    for each in own_profiles(reader, organisation):
        if row := find_profile(reader, each.code):
            yield {**as_row(newest_content(reader, row)[1]), "reference": row.reference}


def technology_table(figure: TechnologyFigure) -> Table:
    """not_shown: what of the row is too small to be shown; its cell is empty."""
    columns = (
        Column("code", "code"),
        Column("label", "label", label=figure.row_title),
        Column("offers", "offers", "integer", label=_("Offers")),
        Column("requests", "requests", "integer", label=_("Requests")),
        Column("not_shown", "not_shown", "list", label=_("Few or none")),
    )
    period = f"{figure.first_month} – {figure.last_month}"
    about = ((_("About"), figure.question), (_("Period"), period), (_("State"), figure.as_of.isoformat()))
    said = (*about, (_("Coverage"), figure.coverage), *((_("What to know"), note) for note in figure.notes))
    return Table(f"technology-watch-{figure.by}", columns, lambda: _technology_rows(figure), said)


def _technology_rows(figure: TechnologyFigure) -> Iterator[Row]:
    for row in figure.rows:
        yield {
            "code": row.code,
            "label": row.label,
            "offers": row.offers,
            "requests": row.requests,
            "not_shown": [key for key in ("offers", "requests") if getattr(row, key) is None],
        }
