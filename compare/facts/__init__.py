"""Facts in officials' prose: what they say, in what unit, about what.

:func:`read` finds the facts of a text, :func:`differences` says which of them an edit changed.
"""

from compare.facts.differ import Edit, differences
from compare.facts.reading import Lexicon, Reading, read

__all__ = ["Edit", "Lexicon", "Reading", "differences", "read"]
