"""`make notebooks` writes the same bytes each time; `make notebooks-check` says what differs."""

import base64

import nbformat
import pytest
from good_lesson import PNG, PNG_WITH_REMARKS
from nbformat import v4

from tools.run_notebooks import main, without_remarks

TITLE = v4.new_markdown_cell("# A title", id="title")


def write(folder, source, *tags):
    cells = [TITLE, v4.new_code_cell(source, id="first", metadata={"tags": list(tags)})]
    nbformat.write(v4.new_notebook(cells=cells), folder / "small.ipynb")
    return folder / "small.ipynb"


def test_a_second_run_changes_nothing(tmp_path, capsys):
    write(tmp_path, "print(6 * 7)")
    folder = ["--folder", str(tmp_path)]
    assert main([*folder, "--check"]) == 1
    assert "changed in first" in capsys.readouterr().out
    assert main(folder) == 0
    assert main([*folder, "--check"]) == 0
    assert "unchanged" in capsys.readouterr().out


def test_stderr_is_refused(tmp_path):
    write(tmp_path, "import sys\nprint('careful', file=sys.stderr)")
    with pytest.raises(SystemExit, match="cell first wrote to stderr"):
        main(["--folder", str(tmp_path)])


def test_an_announced_error_is_stored_without_folders(tmp_path):
    path = write(tmp_path, "def halve(x):\n    return 1 / x\n\nhalve(0)", "raises-exception")
    assert main(["--folder", str(tmp_path)]) == 0
    (error,) = nbformat.read(path, as_version=4).cells[1].outputs
    assert error.traceback == ["ZeroDivisionError: division by zero"]


def test_pictures_lose_their_remarks_and_nothing_else():
    plain, remarked = base64.b64decode(PNG), base64.b64decode(PNG_WITH_REMARKS)
    assert without_remarks(remarked) == plain == without_remarks(plain)
