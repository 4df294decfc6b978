"""The commands of deploy/kubernetes/README.md that put the lessons into a repository, twice."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "deploy/kubernetes/README.md").read_text(encoding="utf-8")
SOMEBODY = {
    f"GIT_{role}_{what}": "t@localhost"
    for role in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}


@pytest.fixture
def type_block(tmp_path):
    """Types a block of the page in a folder that holds the course, for a repository of ours."""
    course = tmp_path / "course"
    course.mkdir()
    for path in ROOT.iterdir():
        if path.name not in (".git", "docs"):
            (course / path.name).symlink_to(path)
    (course / "docs").mkdir()
    for path in (ROOT / "docs").iterdir():
        (course / "docs" / path.name).symlink_to(path)
    repository = tmp_path / "repository"
    subprocess.run(["git", "init", "--quiet", "--bare", repository], check=True)

    def type_it(block):
        lines = [
            line for line in block.splitlines() if not line.startswith("make ")
        ]  # done already
        commands = "\n".join(["set -e", *lines]).replace("YOUR-REPOSITORY", str(repository))
        subprocess.run(["bash", "-c", commands], cwd=course, env=os.environ | SOMEBODY, check=True)

    return type_it, course, repository


def test_lessons_are_published_and_published_again(type_block):
    type_it, course, repository = type_block
    section = PAGE.partition("## 2. The lessons")[2]
    first, again = re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)[:2]
    type_it(first)
    (course / "docs" / "news.md").write_text("new")
    (course / "docs" / "sources.md").unlink()
    type_it(again)
    names = ["git", "--git-dir", repository, "ls-tree", "-r", "--name-only", "main"]
    published = subprocess.check_output(names, text=True).splitlines()
    assert "notebooks/00_start_here.ipynb" in published
    assert "docs/news.md" in published
    assert "docs/sources.md" not in published
    assert not any("solutions" in name for name in published)
