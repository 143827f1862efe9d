"""How strictly an assertion checks, read from its words alone, for every language."""

from touchline.syntax.reading.call import IDENTITY, read_call
from touchline.syntax.reading.condition import read_condition
from touchline.syntax.reading.looseness import is_part
from touchline.syntax.reading.model import Reading
from touchline.syntax.reading.words import is_literal

__all__ = ["IDENTITY", "Reading", "is_literal", "is_part", "read_call", "read_condition"]
