"""The links of the site that `make site` writes: each leads somewhere, the index to a lesson."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from tools import run_notebooks, site

LESSONS = sorted(run_notebooks.NOTEBOOKS.glob("*.ipynb"))


class Links(HTMLParser):
    """Where the tags of a page lead to, and which of its places can be led to."""

    def __init__(self, page):
        super().__init__()
        self.targets, self.places = [], {""}
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.places.add(named.get("id"))
        self.targets += [named[name] for name in ("href", "src") if name in named]
        if named.get("http-equiv") == "refresh":
            self.targets.append(named["content"].partition("url=")[2])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The whole site as of the outputs that the lessons store: no lesson is run for it."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(site, "execute", lambda *_, **__: None)
        site.build(LESSONS, folder)
    return folder


def test_every_relative_link_leads_to_a_file_of_the_site(folder):
    pages = {page: Links(page) for page in folder.glob("*.html")}
    assert len(pages) == len(LESSONS) + 1
    dead = [
        f"{page.name}: {target}"
        for page, links in pages.items()
        for target in links.targets
        if not leads_somewhere(page, target, pages)
    ]
    assert dead == []


def leads_somewhere(page, target, pages):
    address = urlsplit(target)
    if address.scheme:
        return True
    there = page.parent / unquote(address.path) if address.path else page
    inside = page.parent in there.resolve().parents
    return (
        inside
        and there.is_file()
        and (there not in pages or address.fragment in pages[there].places)
    )


def test_each_lesson_gives_its_sheet_away_unsolved(folder):
    course = run_notebooks.NOTEBOOKS.parent
    sheets = sorted(path.relative_to(course) for path in course.glob("exercises/*/*.ipynb"))
    assert sheets
    for sheet in sheets:
        assert (folder / sheet).read_bytes() == (course / sheet).read_bytes()
        page = (folder / f"{sheet.stem}.html").read_text(encoding="utf-8")
        assert f'download href="{sheet.as_posix()}"' in page


def test_the_index_leads_to_the_first_lesson(folder):
    assert set(Links(folder / "index.html").targets) == {"data:,", f"{LESSONS[0].stem}.html"}
