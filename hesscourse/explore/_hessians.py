"""What a Hessian says of a place, and of the end of a run, in facts: hessians.js in the other
language."""

import math

import numpy as np

ZERO = 1e-12  # an eigenvalue this small beside the other counts as zero, as in `classify`
SYMMETRIC = 1e-8
FLAT = 1e-6  # so near to singular that a run that ends there was heading for a singular Hessian
SLOW = 0.4  # steps that shrink no faster than this: Newton's do so where the Hessian is singular
TINY = 1e-9  # of the window: shorter steps are rounding
KINDS = {"POSITIVE_DEFINITE": "MINIMUM", "NEGATIVE_DEFINITE": "MAXIMUM", "INDEFINITE": "SADDLE"}


def facts_of_hessian(hessian):
    """The smaller and the larger eigenvalue of a 2 x 2 Hessian, and what their signs make of it.

    All are None where it is not finite, or not symmetric.
    """
    scale = np.max(np.abs(hessian))
    if not np.isfinite(scale) or abs(hessian[0, 1] - hessian[1, 0]) > SYMMETRIC * scale:
        return dict.fromkeys(("least", "most", "shape"))
    least, most = np.linalg.eigvalsh(hessian).tolist()
    return {"least": least, "most": most, "shape": _shape(least, most)}


def _shape(least, most):
    zero = ZERO * max(abs(least), abs(most))
    if least < -zero and most > zero:
        return "INDEFINITE"
    if most > zero:
        return "POSITIVE_DEFINITE" if least > zero else "POSITIVE_SEMIDEFINITE"
    if least < -zero:
        return "NEGATIVE_DEFINITE" if most < -zero else "NEGATIVE_SEMIDEFINITE"
    return "ZERO"


def facts_of_pace(points, size):
    """How the last steps shrank.

    Parameters
    ----------
    points : ndarray of shape (k + 1, 2)
    size : float
        The longer side of the window.

    Returns
    -------
    dict
        ``jumps``, how many steps were longer than rounding; of these the length of the last and
        of the one ``before``, their ``ratio``, and the ``order`` of convergence, which is near
        2 where digits double. None where there were too few.
    """
    lengths = [math.hypot(*step) for step in np.diff(points, axis=0).tolist()]
    lengths = [length for length in lengths if length > TINY * size]
    third, before, last = ([None, None, None] + lengths)[-3:]
    shrinks = third is not None and before < third
    return {
        "jumps": len(lengths),
        "before": before,
        "last": last,
        "ratio": before and last / before,
        "order": math.log(last / before) / math.log(before / third) if shrinks else None,
    }


def kind_of_end(hessian_facts, ratio=None):
    """MINIMUM, MAXIMUM, SADDLE or SINGULAR, or None where the Hessian is undefined.

    With the ratio of Newton's last steps a singular Hessian is noticed from afar.
    """
    least, most, shape = hessian_facts["least"], hessian_facts["most"], hessian_facts["shape"]
    if shape is None:
        return None
    small, large = sorted([abs(least), abs(most)])
    slow = ratio is not None and ratio > SLOW
    return "SINGULAR" if slow or small <= FLAT * large else KINDS[shape]
