"""Small mistakes put into a right function, one at a time: slips of the pen, and of calculus."""

import ast
import copy

OTHER_SIGN = {
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div],
    ast.Div: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.FloorDiv: [ast.Div],
    ast.Mod: [ast.FloorDiv],
}
OTHER_COMPARISON = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
}
# What is often taken for what.
OTHER_CALL = {
    "inv": "transpose",
    "solve": "matmul",
    "eigh": "eigvalsh",
    "eigvalsh": "diag",
    "sin": "cos",
    "cos": "sin",
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "hessian": "gradient",
    "zeros": "ones",
    "outer": "multiply",
}


def mutants(source):
    """All versions of a function with one mistake.

    Parameters
    ----------
    source : str
        One function.

    Returns
    -------
    dict
        From what was done ("line 4: x - rate * slope -> x + rate * slope") to the new source.
    """
    tree = ast.parse(source)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    function.body = [statement for statement in function.body if not is_docstring(statement)]
    parameters = [argument.arg for argument in function.args.args]
    stored = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    names = [*parameters, *sorted(stored - set(parameters))]
    original = ast.unparse(tree)
    found = {}
    for place in list(below(function, None)):
        old = place.node
        for new in mistakes(old, names):
            before = ast.unparse(place.statement).splitlines()[0]
            place.put(new)
            try:
                changed = ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree)))
                after = ast.unparse(place.statement).splitlines()[0]
            finally:
                place.put(old)
            what = f"line {old.lineno}: {before} -> {after}"
            if after == before:  # a statement that went
                what = f"line {old.lineno}: {ast.unparse(old).splitlines()[0]} -> (gone)"
            if changed != original and changed not in found.values():
                found[what] = changed
    return found


class Place:
    """Where a node hangs in the tree, and in which statement."""

    def __init__(self, parent, field, index, statement):
        self.parent, self.field, self.index = parent, field, index
        self.own_statement = statement

    @property
    def node(self):
        value = getattr(self.parent, self.field)
        return value if self.index is None else value[self.index]

    @property
    def statement(self):
        return self.own_statement or self.node

    def put(self, node):
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def below(node, statement):
    """All places under a node, each with the statement that it is part of."""
    inside = node if isinstance(node, ast.stmt) else statement
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, (ast.expr, ast.stmt)):
                at = index if isinstance(value, list) else None
                yield Place(node, field, at, None if isinstance(child, ast.stmt) else inside)
                yield from below(child, inside)


def mistakes(node, names):
    """What may stand there by mistake."""
    if isinstance(node, ast.BinOp):
        for other in OTHER_SIGN.get(type(node.op), []):
            yield ast.BinOp(node.left, other(), node.right)
        yield node.left  # a factor or a term forgotten
        yield node.right
        if isinstance(node.op, (ast.Sub, ast.Div, ast.Pow, ast.MatMult)):
            yield ast.BinOp(node.right, node.op, node.left)  # the wrong way round
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Compare):
        for other in OTHER_COMPARISON.get(type(node.ops[0]), []):
            yield ast.Compare(node.left, [other()], node.comparators)
        if isinstance(node.ops[0], ast.Eq):  # nearly is enough
            nearly = ast.BinOp(ast.Constant(0.9), ast.Mult(), node.comparators[0])
            yield ast.Compare(node.left, [ast.Gt()], [nearly])
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, node.values)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for value in (node.value + 1, node.value - 1, 2 * node.value):
            yield ast.Constant(value)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for name in names:
            if name != node.id:
                yield ast.Name(name, ast.Load())
    elif isinstance(node, ast.Call):
        yield from mistakes_in_a_call(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.Return) and node.value is not None:
        if not isinstance(node.value, ast.Constant):
            yield ast.Return(ast.UnaryOp(ast.USub(), node.value))
    elif isinstance(node, (ast.For, ast.While)):
        yield type(node)(**{**vars(node), "body": [*node.body, ast.Break()]})
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.If)):
        yield ast.Pass()


def mistakes_in_a_call(node):
    if len(node.args) == 1 and not node.keywords:
        yield node.args[0]  # abs, sqrt, norm, or derivative forgotten
    if len(node.args) == 2:
        yield ast.Call(node.func, node.args[::-1], node.keywords)
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        for by in (1, -1):
            last = ast.BinOp(node.args[-1], ast.Add(), ast.Constant(by))
            yield ast.Call(node.func, [*node.args[:-1], last], [])
    name = getattr(node.func, "attr", getattr(node.func, "id", None))
    if name == "norm":
        for other in ("1", "np.inf"):  # the sum of the sizes, and the largest
            size = ast.parse(other, mode="eval").body
            yield ast.Call(node.func, [node.args[0], size], node.keywords)
    if name in OTHER_CALL:
        func = copy.copy(node.func)
        setattr(func, "attr" if isinstance(func, ast.Attribute) else "id", OTHER_CALL[name])
        yield ast.Call(func, node.args, node.keywords)


def is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
