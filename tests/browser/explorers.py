"""An explorer in a page, driven as a student would and read through its state."""

import nbformat
from nbformat import v4
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.support.wait import WebDriverWait

from tools.web_packages import folder_of

PATIENCE = 30
PYTHON = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

# Two animation frames after a change, all that it causes has been painted.
SETTLED = """
const done = arguments[arguments.length - 1];
requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
"""
STAGES = "return document.querySelectorAll('.hc-stage.hc-live').length"
STATE = """
const root = document.querySelectorAll('.hc-stage.hc-live')[arguments[0]];
const {paints, facts} = root.explorer;
const text = (name) => root.querySelector(name).textContent;
const {run, heights, ...rest} = facts;
return {
  paints, facts: JSON.parse(JSON.stringify(rest)), sentence: text('.hc-sentence'),
  complaint: text('.hc-complaint'), spoken: text('.hc-spoken'), readings: text('.hc-readings'),
  field: root.querySelector('.hc-formula').value,
  tasks: [...root.querySelectorAll('.hc-task')].map(task => task.classList.contains('hc-done')),
  readOnly: root.querySelector('.hc-formula').readOnly,
};
"""


AXE = "const done = arguments[0]; axe.run(document).then(found => done(found.violations));"


def write_notebook(path, *sources):
    """A notebook with a title and these cells of code."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [v4.new_markdown_cell("# An explorer", id="title")]
    cells += [v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    nbformat.write(v4.new_notebook(metadata=PYTHON, cells=cells), path)


class Page:
    """The explorers of a page; `at` says which of several views is meant."""

    def __init__(self, browser):
        self.browser = browser

    def wait(self, condition, what):
        return WebDriverWait(self.browser, PATIENCE).until(lambda _: condition(), what)

    def wait_for_stages(self, count=1):
        self.wait(lambda: self.browser.execute_script(STAGES) == count, f"{count} explorers")
        self.wait(lambda: all(self.state(i)["paints"] for i in range(count)), "a first picture")

    def state(self, at=0):
        self.browser.execute_async_script(SETTLED)
        return self.browser.execute_script(STATE, at)

    def facts(self, at=0):
        return self.state(at)["facts"]

    def find(self, selector, at=0):
        return self.browser.find_elements("css selector", selector)[at]

    def slider(self, label, at=0):
        handles = self.browser.find_elements("css selector", f".noUi-handle[aria-label='{label}']")
        return handles[at]

    def handle(self, at=0):
        return self.find(".hc-handle", at)

    def press(self, target, *keys):
        """Focus something as the Tab key would, and press keys."""
        self.browser.execute_script("arguments[0].focus()", target)
        ActionChains(self.browser).send_keys(*keys).perform()

    def press_with(self, modifier, target, key):
        self.browser.execute_script("arguments[0].focus()", target)
        ActionChains(self.browser).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def drag(self, target, right, down):
        ActionChains(self.browser).click_and_hold(target).move_by_offset(
            right, down
        ).release().perform()

    def type_formula(self, text, at=0):
        field = self.find(".hc-formula", at)
        self.press_with(Keys.CONTROL, field, "a")
        self.press(field, text, Keys.ENTER)

    def barriers(self, within="document"):
        """What axe-core finds that would stop a reader with a disability, one line each."""
        source = (folder_of("axe-core") / "axe.min.js").read_text(encoding="utf-8")
        self.browser.execute_script(source)
        found = self.browser.execute_async_script(AXE.replace("document", within))
        return [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]
