"""When things happened, as the words of an Arabic article tell it."""

from extract.dates.ahead import go_on_since, is_ahead, move_ahead
from extract.dates.find import find_dates

__all__ = ["find_dates", "go_on_since", "is_ahead", "move_ahead"]
