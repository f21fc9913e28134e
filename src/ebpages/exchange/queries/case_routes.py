"""The table of moves as pages and the API show it."""

from ebpages.exchange.case_shapes import RouteView
from ebpages.exchange.cases.moves import case_table
from ebpages.faces.language import active_language


def routes() -> tuple[RouteView, ...]:
    table, at = case_table(), active_language()
    return tuple(
        RouteView(
            route.code,
            route.name.name(at),
            tuple((step, table.steps[step].name.name(at)) for step in route.steps),
            tuple(
                (step, move.leads_to(route.code), move.code, move.name.name(at), move.by)
                for step in route.steps
                for move in table.moves_from(route.code, step)
            ),
        )
        for route in table.routes.values()
    )
