"""Scripts are joined into one module: no two of them may use a name for two things."""

import re
from collections import Counter

import pytest

from hesscourse.explore.stage import HERE, script

KINDS = sorted(
    path.name for path in HERE.glob("*.js") if "export default" in path.read_text("utf-8")
)
NAMED = re.compile(r"^(?:export )?(?:const|let|function|class) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_is_declared_twice(kind):
    declared = Counter(NAMED.findall(script(kind)))
    assert "stage" in declared
    assert [name for name, times in declared.items() if times > 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_import_is_left(kind):
    assert not re.search(r"^import ", script(kind), re.MULTILINE)
    assert len(re.findall(r"^export ", script(kind), re.MULTILINE)) == 1
