"""When things happened, as the words of an Arabic article tell it."""

from extract.dates.ahead import go_on_since, is_ahead, move_ahead, move_by
from extract.dates.find import Dates, find_dates, read_dates

__all__ = ["Dates", "find_dates", "go_on_since", "is_ahead", "move_ahead", "move_by", "read_dates"]
