"""Links that lead somewhere, pictures that say what they show."""

import re

from hygiene.notebook import without_code

LINK = re.compile(r"\]\(\s*<?([^\s)>]+)|(?:href|src)=\"([^\"]+)\"")
PICTURE = re.compile(r"!\[([^\]]*)\]\(|<img\b([^>]*)>")
ELSEWHERE = re.compile(r"[a-z]+:")


def links_lead_somewhere(notebook):
    complaints = []
    for cell in notebook.prose_cells:
        for found in LINK.finditer(without_code(cell.source)):
            target = found.group(1) or found.group(2)
            if not ELSEWHERE.match(target) and not leads_somewhere(notebook, target):
                complaints.append(f"{cell.id} links to {target}, which is not there")
    return complaints


def pictures_in_prose_have_alt_text(notebook):
    return [
        f"{cell.id} shows a picture without alt text: {found.group()}"
        for cell in notebook.prose_cells
        for found in PICTURE.finditer(without_code(cell.source))
        if not (found.group(1) or "").strip() and not re.search(r'alt="\s*\S', found.group(2) or "")
    ]


def leads_somewhere(notebook, target):
    file, _, section = target.partition("#")
    if file:
        return (notebook.path.parent / file).exists()
    headings = re.findall(r"^#+ +(.+?)\s*$", notebook.prose, re.MULTILINE)
    return section in {heading.replace(" ", "-") for heading in headings}


RULES = [links_lead_somewhere, pictures_in_prose_have_alt_text]
