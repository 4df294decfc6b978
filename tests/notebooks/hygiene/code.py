"""What stands in a code cell."""

import ast
import re
import statistics

ALIASES = {
    "numpy": "np",
    "sympy": "sp",
    "matplotlib.pyplot": "plt",
    "hesscourse": "hc",
}
ALSO_ALLOWED = {"fractions", "math", "scipy", "autograd"}
LONGEST, MEDIAN = 25, 5
TRICKS = re.compile(
    r"clear_output|update_display|display_id|\bOut\[|\binteract|\bOutput\(|sys\.path"
)
NBVAL_SWITCH = re.compile(r"#.*(NBVAL_|PYTEST_VALIDATE_)\w+")


def cells_are_short(notebook):
    lengths = {cell.id: length(cell) for cell in notebook.code_cells}
    complaints = [
        f"{name} has {count} lines, more than {LONGEST}"
        for name, count in lengths.items()
        if count > LONGEST
    ]
    if lengths and (median := statistics.median(lengths.values())) > MEDIAN:
        complaints.append(f"the median code cell has {median} lines, more than {MEDIAN}")
    return complaints


def imports_stand_in_the_first_code_cell(notebook):
    return [
        f"{cell.id} imports: that belongs in the first code cell"
        for cell in notebook.code_cells[1:]
        if list(imports(cell))
    ]


def imports_are_the_agreed_ones(notebook):
    return [
        f"{cell.id}: `{ast.unparse(statement)}` is not one of the course's imports"
        for cell in notebook.code_cells
        for statement in imports(cell)
        if not agreed(statement)
    ]


def no_magics(notebook):
    return [
        f"{cell.id}: `{line.strip()}` is not Python"
        for cell in notebook.code_cells
        for line in cell.source.splitlines()
        if line.strip().startswith(("%", "!"))
    ]


def no_trailing_semicolon(notebook):
    return [
        f"{cell.id} ends with a semicolon, which nbval compares differently"
        for cell in notebook.code_cells
        if cell.source.rstrip().endswith(";")
    ]


def no_display_tricks(notebook):
    return [
        f"{cell.id} uses {found.group()}, which a fresh run does not repeat"
        for cell in notebook.code_cells
        for found in TRICKS.finditer(cell.source)
    ]


def no_nbval_switches(notebook):
    return [
        f"{cell.id} tells nbval to look away: {found.group()}"
        for cell in notebook.code_cells
        for found in NBVAL_SWITCH.finditer(cell.source)
    ]


def length(cell):
    return sum(bool(line.strip()) for line in cell.source.splitlines())


def imports(cell):
    python = re.sub(r"^\s*[%!].*", "", cell.source, flags=re.MULTILINE)
    for statement in ast.walk(ast.parse(python)):
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield statement


def agreed(statement):
    if isinstance(statement, ast.ImportFrom):
        names = {alias.name for alias in statement.names}
        return "*" not in names and (statement.module or "").split(".")[0] in ALSO_ALLOWED
    return all(
        alias.asname == ALIASES[alias.name]
        if alias.name in ALIASES
        else alias.name.split(".")[0] in ALSO_ALLOWED
        for alias in statement.names
    )


RULES = [
    cells_are_short,
    imports_stand_in_the_first_code_cell,
    imports_are_the_agreed_ones,
    no_magics,
    no_trailing_semicolon,
    no_display_tricks,
    no_nbval_switches,
]
