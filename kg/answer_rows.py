"""Answers as Python values, for programs, notebooks and data frames."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from types import MappingProxyType
from typing import Any, overload

from pyoxigraph import Literal, NamedNode

from kg.extras import load_extra
from kg.tables import Cell, Table
from ontology.terms import XSD

Value = str | int | float | bool | Decimal | date | None
_SHOWN = 20  # rows of a notebook's table
_READERS: Mapping[str, Callable[[str], Value]] = MappingProxyType({
    **dict.fromkeys(map(str, (XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger, XSD.positiveInteger)), int),
    **dict.fromkeys(map(str, (XSD.double, XSD.float)), float),
    str(XSD.decimal): Decimal,
    str(XSD.boolean): {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    str(XSD.date): date.fromisoformat,
    str(XSD.dateTime): datetime.fromisoformat,
})  # fmt: skip


def python_value(cell: Cell) -> Value:
    """The cell as Python has it: int, Decimal, float, bool, date or datetime by its datatype, else its text (of an IRI all of it); None where it is unbound.

    What does not keep to its datatype, such as `"about 5"^^xsd:integer`, stays text.
    """
    if cell is None:
        return None
    if not isinstance(cell, Literal):
        return cell.value if isinstance(cell, NamedNode) else str(cell)
    read = _READERS.get(cell.datatype.value)
    try:
        return cell.value if read is None else read(cell.value)
    except (ValueError, ArithmeticError, KeyError):
        return cell.value


@dataclass(frozen=True, slots=True)
class Rows(Sequence[tuple[Value, ...]]):
    """The answer to a SELECT: a sequence of tuples with one value a column, in the order of `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @classmethod
    def of(cls, table: Table) -> "Rows":
        return cls(table.columns, tuple(tuple(map(python_value, row)) for row in table.rows))

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows": ...
    def __getitem__(self, index: int | slice) -> "tuple[Value, ...] | Rows":
        return Rows(self.columns, self.rows[index]) if isinstance(index, slice) else self.rows[index]

    def dicts(self) -> Iterator[dict[str, Value]]:
        """The rows as mappings from column to value."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> tuple[Value, ...]:
        """The values of one column. Raises ValueError where there is none of that name."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def to_dataframe(self) -> Any:
        """A pandas DataFrame: decimals as floats, days as datetime64, integers with gaps as Int64. Raises InputError where pandas is absent."""
        pandas = load_extra("pandas", "pandas", "a data frame")
        frame = pandas.DataFrame({name: pandas.Series(_plain(self.column(name)), dtype=object) for name in self.columns}, columns=list(self.columns))
        for name in self.columns:
            kinds = {type(value) for value in self.column(name)} - {type(None)}
            if kinds and kinds <= {date, datetime}:
                frame[name] = pandas.to_datetime(frame[name], errors="raise", utc=True if datetime in kinds else None)
        return frame.convert_dtypes()

    def _repr_html_(self) -> str:
        """A table of the first rows for a notebook; all text is escaped and each cell keeps its own direction."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>" for row in self.rows[:_SHOWN])
        more = f"<p>{len(self.rows) - _SHOWN:,} more rows</p>" if len(self.rows) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _plain(values: Sequence[Value]) -> list[Value]:
    return [float(value) if isinstance(value, Decimal) else value for value in values]


def _cell(value: Value) -> str:
    return f'<td dir="auto">{"" if value is None else escape(str(value))}</td>'
