"""The inventory of smart applications: in operation, planned, of interest; and who could work with whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import formats, labels, sentences
from atlas.applications import APPLICATION, RUNNING, SEEKING, SHARING, partners, status_counts, statuses
from atlas.cards.card import Card, interval_columns
from atlas.columns import AGS, CHOICE, DISTRICT, HIGH, LOW, MEAN, NAME, SHARE, SIZE_CLASS, N
from atlas.edition import Edition
from atlas.estimates import shares
from atlas.figures import matrix, paired_bars, stacked_bars, theme
from atlas.figures.paired_bars import PairedRow
from atlas.tables import Column, Kind, Table


@dataclass(frozen=True)
class Inventory:
    """`texts` and short `names` of the applications by code of their question, `domains` likewise; `statuses`: labels
    by code, from "in operation" on; `counted`: the one that is counted by group; `share`, `seek`: question and choice →
    application; `answers` and `offers`: see `applications`.
    """

    texts: Mapping[str, str]
    names: Mapping[str, str]
    domains: Mapping[str, str]
    statuses: Mapping[str, str]
    counted: str
    share: Mapping[tuple[str, str], str]
    seek: Mapping[tuple[str, str], str]
    answers: pd.DataFrame
    offers: pd.DataFrame

    @property
    def codes(self) -> list[str]:
        return list(self.names)

    @property
    def in_operation(self) -> str:
        """The status of an application that runs: the first."""
        return next(iter(self.statuses))

    def of(self, standing: pd.DataFrame) -> pd.DataFrame:
        return statuses(standing, self.answers, self.codes)


def overview(standing: pd.DataFrame, inventory: Inventory, edition: Edition) -> Card:
    """The estimated share of each status for each application."""
    found = inventory.of(standing)
    frame = pd.concat([_shares(found, code, inventory) for code in inventory.codes], ignore_index=True)
    wide = frame.pivot(index=APPLICATION, columns=CHOICE, values=SHARE).astype(float)
    wide = wide.reindex(index=inventory.codes, columns=list(inventory.statuses)).dropna()
    columns = (
        Column("name", _("Application")),
        Column("domain", _("Domain")),
        Column("status", _("State")),
        Column(N, _("Municipalities"), Kind.INTEGER),
        Column("of", _("Gave a state"), Kind.INTEGER),
        Column(SHARE, _("Estimated share"), Kind.PERCENT),
        *interval_columns(Kind.PERCENT),
    )
    named = frame.assign(
        name=frame[APPLICATION].map(dict(inventory.texts)),
        domain=frame[APPLICATION].map(dict(inventory.domains)),
        status=frame[CHOICE].map(dict(inventory.statuses)),
    )
    number = len(inventory.statuses)
    # from indigo, in operation, to ochre; the last status says that the task does not exist
    colours = [theme.level_colour(number - 2 - place, number - 1) for place in range(number - 1)] + [theme.GRID]
    return Card(
        key="applications",
        title=_("What runs, what is planned, what is of interest"),
        figure=stacked_bars.build(wide, inventory.names, inventory.statuses, colours),
        sentence=_overview_sentence(frame, inventory),
        alt=_("Stacked bars of the states of each application, in per cent of the municipalities."),
        table=Table(columns, named),
        n=len(found),
        population=len(standing),
        source=edition.source,
        note=labels.assumption(),
        size="tall",
        is_wide=True,
    )


def _shares(found: pd.DataFrame, code: str, inventory: Inventory) -> pd.DataFrame:
    known = found[found[code].notna()]
    ticked = pd.DataFrame({status: known[code] == status for status in inventory.statuses}, index=known.index)
    if known.empty:
        estimates = pd.DataFrame(float("nan"), index=list(inventory.statuses), columns=[MEAN, LOW, HIGH])
    else:
        estimates = shares(known, ticked)
    return pd.DataFrame(
        {
            APPLICATION: code,
            CHOICE: list(inventory.statuses),
            N: ticked.sum().astype(int).to_numpy(),
            "of": len(known),
            SHARE: estimates[MEAN].to_numpy(float),
            LOW: estimates[LOW].to_numpy(float),
            HIGH: estimates[HIGH].to_numpy(float),
        }
    )


def _overview_sentence(frame: pd.DataFrame, inventory: Inventory) -> str:
    own = frame[(frame[CHOICE] == inventory.in_operation) & (frame["of"] > 0)]
    if own.empty:
        return _("No return has come in yet.")
    most = own[own[N] == own[N].max()]
    text = ngettext(
        "Most often in operation: %(names)s (%(n)s municipality, estimated for all %(share)s).",
        "Most often in operation: %(names)s (%(n)s municipalities, estimated for all %(share)s).",
        int(most[N].iloc[0]),
    )
    return text % {
        "names": labels.listed([labels.quoted(inventory.names[code]) for code in most[APPLICATION]]),
        "n": formats.integer(most[N].iloc[0]),
        "share": formats.percent(most[SHARE].iloc[0]),
    }


def by_district(standing: pd.DataFrame, inventory: Inventory, edition: Edition) -> Card:
    found = inventory.of(standing)
    frame = status_counts(found, inventory.codes, inventory.counted, DISTRICT)
    return _grid(standing, found, frame, DISTRICT, inventory, edition, _("%(status)s, by district"))


def by_size(standing: pd.DataFrame, inventory: Inventory, edition: Edition) -> Card:
    found = inventory.of(standing)
    frame = status_counts(found, inventory.codes, inventory.counted, SIZE_CLASS)
    return _grid(standing, found, frame, SIZE_CLASS, inventory, edition, _("%(status)s, by size"))


def _grid(
    standing: pd.DataFrame,
    found: pd.DataFrame,
    frame: pd.DataFrame,
    by: str,
    inventory: Inventory,
    edition: Edition,
    title: str,
) -> Card:
    groups = list(dict.fromkeys(frame[by]))
    name, head = (labels.size, labels.size_from) if by == SIZE_CLASS else (str, str)
    status = labels.capitalised(labels.plain(inventory.statuses[inventory.counted]))
    cells = [
        matrix.Cell(
            groups.index(row[by]),
            inventory.codes.index(row[APPLICATION]),
            formats.integer(row[N]),
            f"<b>{escape(name(row[by]))}</b> · {escape(inventory.names[row[APPLICATION]])}<br>"
            f"{labels.n_of(row[N], row['of'])}",
            theme.score_colour(100 * row[N] / row["of"]) if row["of"] else None,
            detail=_("of %(n)s") % {"n": formats.integer(row["of"])},
        )
        for row in frame.to_dict("records")
    ]
    titles = list(inventory.names.values())
    columns = (
        Column("name", _("Application")),
        Column("group", _("Group")),
        Column(N, status, Kind.INTEGER),
        Column("of", _("Gave a state"), Kind.INTEGER),
    )
    named = frame.assign(name=frame[APPLICATION].map(dict(inventory.texts)), group=[name(value) for value in frame[by]])
    return Card(
        key=f"applications-by-{'district' if by == DISTRICT else 'size'}",
        title=title % {"status": status},
        figure=matrix.build(cells, [head(group) for group in groups], titles, titles)
        if cells
        else theme.empty(_("No returns yet.")),
        sentence=_grid_sentence(frame, inventory, status),
        alt=_("Table of numbers: how many of the municipalities of each group named this state."),
        table=Table(columns, named),
        n=len(found),
        population=len(standing),
        source=edition.source,
        note=_("Of those that gave a state; a count of returns, not an estimate."),
        size="large",
    )


def _grid_sentence(frame: pd.DataFrame, inventory: Inventory, status: str) -> str:
    """Which application most named, and which fewest."""
    totals = frame.groupby(APPLICATION)[[N, "of"]].sum().reindex(inventory.codes)
    known = totals[totals["of"] > 0]
    names = [labels.quoted(inventory.names[code]) for code in known.index]
    found = sentences.extremes(names, known[N].tolist(), formats.integer)
    if found is None:
        return _("There is no difference to tell.")
    return _("%(status)s: most often %(highest)s (%(high)s), least often %(lowest)s (%(low)s).") % {
        "status": status,
        "highest": labels.listed(found.highest),
        "high": found.high,
        "lowest": labels.listed(found.lowest),
        "low": found.low,
    }


def partnerships(standing: pd.DataFrame, inventory: Inventory, edition: Edition) -> Card:
    """Who would share and who seeks: the base of cooperation."""
    found = inventory.of(standing)
    frame = partners(
        found,
        inventory.offers,
        inventory.codes,
        share=inventory.share,
        seek=inventory.seek,
        running_status=inventory.in_operation,
    )
    names = found.set_index(AGS)[NAME]

    def named(keys: Sequence[str]) -> str:
        return ", ".join(names[ags] for ags in keys)

    bars = [
        PairedRow(inventory.names[row[APPLICATION]], len(row[SHARING]), len(row[SEEKING]))
        for row in frame.to_dict("records")
    ]
    columns = (
        Column("name", _("Application")),
        Column("running_n", _("In operation"), Kind.INTEGER),
        Column("sharing_n", _("Would share"), Kind.INTEGER),
        Column("seeking_n", _("Seek a partner"), Kind.INTEGER),
        Column("sharing_names", _("Who would share")),
        Column("seeking_names", _("Who seeks a partner")),
    )
    table = frame.assign(
        name=frame[APPLICATION].map(dict(inventory.texts)),
        **{f"{kind}_n": frame[kind].map(len) for kind in (RUNNING, SHARING, SEEKING)},
        **{
            f"{kind}_names": [", ".join(names[ags] for ags in keys) for keys in frame[kind]]
            for kind in (SHARING, SEEKING)
        },
    )
    return Card(
        key="partners",
        title=_("Who would share, who seeks a partner"),
        figure=paired_bars.build(bars, (_("would share"), _("seek a partner"))),
        sentence=_partners_sentence(frame, inventory.names),
        alt=_(
            "Bars to the left and right: how many municipalities would share an application, how many seek a partner."
        ),
        table=Table(columns, table),
        n=len(found),
        population=len(standing),
        source=edition.source,
        note=_("Named for the analysis, so that municipalities can be brought together; saying so commits to nothing."),
        size="large",
        is_wide=True,
    )


def _partners_sentence(frame: pd.DataFrame, applications: Mapping[str, str]) -> str:
    """Where most partners could be brought together."""
    pairs: Sequence[int] = [min(len(row[SHARING]), len(row[SEEKING])) for row in frame.to_dict("records")]
    if not any(pairs):
        return _("No application is offered and sought at the same time yet.")
    best = frame[[pair == max(pairs) for pair in pairs]].iloc[0]
    return _("Most could be brought together at %(name)s: %(sharing)s would share, %(seeking)s seek a partner.") % {
        "name": labels.quoted(applications[best[APPLICATION]]),
        "sharing": formats.integer(len(best[SHARING])),
        "seeking": formats.integer(len(best[SEEKING])),
    }
