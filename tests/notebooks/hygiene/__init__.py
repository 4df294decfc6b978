"""What the stored notebooks must keep to: nbval's holes closed, and the house style held.

A rule takes a Notebook and returns its complaints, one sentence each; an empty list is praise.
"""

from hygiene import code, frame, links, numbers, outputs, prose, storage
from hygiene.notebook import Notebook

RULES = [
    *storage.RULES,
    *outputs.RULES,
    *code.RULES,
    *prose.RULES,
    *numbers.RULES,
    *links.RULES,
    *frame.RULES,
]

__all__ = ["RULES", "Notebook"]
