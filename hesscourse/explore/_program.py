"""A formula as the browser computes it: the very operations that Python runs, as nested lists."""

import ast
import inspect

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
COMPARISONS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
# What methods.js can call, with Python's meaning.
FUNCTIONS = {
    *("abs", "acos", "asin", "atan", "copysign", "cos", "cosh", "exp", "log", "power", "sin"),
    *("sinh", "sqrt", "tan", "tanh"),
}
NUMBERS = {"pi": 3.141592653589793, "e": 2.718281828459045}


def program_of(f):
    """The value, gradient and Hessian of an objective, for `methods.js` to compile.

    The trees are read off the code that the objective itself runs, so that both languages do
    the same operations in the same order.

    Parameters
    ----------
    f : Objective

    Returns
    -------
    dict or None
        For each of ``value``, ``gradient`` and ``hessian`` the ``shared`` subexpressions, in
        order, and the ``entries``. None if f has no formula, or one that calls what the
        browser does not have.

    Examples
    --------
    >>> from hesscourse import Objective
    >>> program_of(Objective("x^2 + 3 y"))["value"]
    {'shared': [], 'entries': [['+', ['*', 'v0', 'v0'], ['*', 3.0, 'v1']]]}
    """
    if f.formula is None:
        return None
    parts = {"value": f._value, "gradient": f._gradient, "hessian": f._hessian}
    try:
        return {name: _tree_of(compiled.on_floats) for name, compiled in parts.items()}
    except _NotInTheBrowser:
        return None


class _NotInTheBrowser(Exception):
    pass


def _tree_of(function):
    (definition,) = ast.parse(inspect.getsource(function)).body
    *assignments, answer = definition.body
    names, shared = {}, []
    for assignment in assignments:
        shared.append(_node(assignment.value, names))
        (target,) = assignment.targets
        names[target.id] = f"s{len(shared) - 1}"
    return {"shared": shared, "entries": [_node(entry, names) for entry in answer.value.elts]}


def _node(node, names):
    match node:
        case ast.Constant(value=int() | float()):
            return float(node.value)
        case ast.Name():
            return NUMBERS.get(node.id, names.get(node.id, node.id))
        case ast.UnaryOp(op=ast.USub()):
            return ["neg", _node(node.operand, names)]
        case ast.BinOp():
            operator = OPERATORS[type(node.op)]
            return [operator, _node(node.left, names), _node(node.right, names)]
        case ast.IfExp(test=ast.Compare(ops=[comparison])):
            sides = (node.test.left, *node.test.comparators)
            test = [COMPARISONS[type(comparison)], *(_node(side, names) for side in sides)]
            return ["if", test, _node(node.body, names), _node(node.orelse, names)]
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            return [name, *(_node(argument, names) for argument in node.args)]
    raise _NotInTheBrowser(ast.dump(node))
