"""Words for pictures: an answer with some of its words exchanged."""


def exchanged(words, **others):
    """Some words of an answer exchanged for others; too_bold stands for "too bold".

    >>> exchanged(["newton", "too bold"], too_bold="descent")
    ['newton', 'descent']
    """
    return [others.get(word.replace(" ", "_").replace("-", "_"), word) for word in words]


def swapped(words, one, other):
    """An answer in which two words have changed places.

    >>> swapped(["newton", "descent", "turned"], "newton", "turned")
    ['turned', 'descent', 'newton']
    """
    return [{one: other, other: one}.get(word, word) for word in words]
