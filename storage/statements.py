"""Statements are written once with SQLAlchemy Core and compiled once a dialect; drivers run the text."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Dialect, Select, String, Table, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": postgresql.dialect(paramstyle="pyformat"),  # type: ignore[no-untyped-call]
}

Parameters = Mapping[str, Any]
NO_PARAMETERS: Parameters = {}


class Statement:
    """One statement in each dialect's own text, compiled at its first use."""

    def __init__(self, expression: ClauseElement | Mapping[str, ClauseElement]) -> None:
        self._expression = expression
        self._compiled: dict[str, tuple[str, dict[str, Any]]] = {}

    def compiled_for(self, dialect: str) -> tuple[str, dict[str, Any]]:
        """Give the text for a dialect and the values that the expression itself carries."""
        known = self._compiled.get(dialect)
        if known is None:
            known = self._compiled[dialect] = self._compile(dialect)
        return known

    def _compile(self, dialect: str) -> tuple[str, dict[str, Any]]:
        expression = self._expression
        if not isinstance(expression, ClauseElement):
            expression = expression[dialect]
        compiled = expression.compile(dialect=DIALECTS[dialect], compile_kwargs={"render_postcompile": True})
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        return str(compiled), fixed


def insert_or_ignore(table: Table) -> Statement:
    """Insert a row, or do nothing where its key is taken; the row count tells which."""
    return Statement(
        {
            "sqlite": sqlite.insert(table).on_conflict_do_nothing(),
            "postgresql": postgresql.insert(table).on_conflict_do_nothing(),
        }
    )


def insert_or_replace(table: Table) -> Statement:
    """Insert a row, or overwrite the other columns of the row with its key."""
    keys = [column.name for column in table.primary_key]
    statements: dict[str, ClauseElement] = {}
    for name, module in (("sqlite", sqlite), ("postgresql", postgresql)):
        insert = module.insert(table)
        changed = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in keys}
        statements[name] = insert.on_conflict_do_update(index_elements=keys, set_=changed)
    return Statement(statements)


def select_listed(dialect: str, name: str, kind: TypeEngine[Any]) -> Select[tuple[Any]]:
    """Select the values of a JSON list, given as one parameter."""
    if dialect == "sqlite":
        found = func.json_each(bindparam(name)).table_valued("value")
        return select(found.c.value)
    found = func.json_array_elements_text(cast(bindparam(name), JSON)).table_valued(column("value", String))
    return select(cast(found.c.value, kind).label("value"))
