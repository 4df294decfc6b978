"""The scripts of a stage, joined into one module: no two of them may use a name at the top."""

import re
from collections import Counter
from pathlib import Path

import pytest

import hesscourse.explore
from hesscourse.explore.stage import script

TOP = re.compile(r"^(?:const|let|class|function) (\w+)", re.MULTILINE)
FOLDER = Path(hesscourse.explore.__file__).parent
KINDS = [p.name for p in sorted(FOLDER.glob("*.js")) if "export default" in p.read_text("utf-8")]


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_is_declared_twice(kind):
    declared = Counter(TOP.findall(script(kind)))
    assert "stage" in declared
    assert [name for name, times in declared.items() if times > 1] == []
    assert not re.search(r"^import ", script(kind), re.MULTILINE)
