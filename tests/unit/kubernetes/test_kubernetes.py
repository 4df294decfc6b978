"""Zero to JupyterHub knows each of our values, and they agree with the rest of the course."""

import copy
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator, validators

from deploy.kubernetes import sizes

ROOT = Path(__file__).parents[3]
KUBERNETES = ROOT / "deploy/kubernetes"
VALUES = yaml.safe_load((KUBERNETES / "values.yaml").read_text(encoding="utf-8"))
SCHEMA = json.loads((Path(__file__).parent / "values.schema.json").read_text(encoding="utf-8"))
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

# helm asks after it has filled in the chart's own values. So what is left out is not missing.
Validator = validators.extend(Draft7Validator, {"required": lambda *_: None})


def complaints(values):
    return [error.message for error in Validator(SCHEMA).iter_errors(values)]


def test_the_chart_knows_every_value():
    assert complaints(VALUES) == []


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (["singleuser", "memory", "garantee"], "384M", "'garantee' was unexpected"),
        (["singelUser"], {}, "'singelUser' was unexpected"),
        (["cull", "timeout"], "an hour", "'an hour' is not of type 'integer'"),
        (["singleuser", "storage", "type"], "dinamic", "'dinamic' is not one of"),
        (["singleuser", "lifecycleHooks", "poststart"], {}, "'poststart' was unexpected"),
        (["prePuller", "hook", "enable"], True, "'enable' was unexpected"),
    ],
)
def test_a_mistake_in_the_values_is_noticed(path, value, complaint):
    values = copy.deepcopy(VALUES)
    place = values
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (found,) = complaints(values)
    assert complaint in found


def test_students_get_the_image_of_this_version():
    dockerfile = (KUBERNETES / "Dockerfile").read_text(encoding="utf-8")
    assert VALUES["singleuser"]["image"]["tag"] == VERSION
    assert f"--tag hesscourse:{VERSION} " in dockerfile
    assert f"hesscourse:{VERSION}" in (KUBERNETES / "README.md").read_text(encoding="utf-8")


def test_nobody_gets_in_before_a_way_to_sign_in_is_chosen():
    chosen = VALUES["hub"]["config"]["JupyterHub"]["authenticator_class"]
    assert chosen == "jupyterhub.auth.NullAuthenticator"


def test_the_first_page_is_a_lesson_of_the_repository_that_is_pulled():
    *_, folder, _, lesson = VALUES["singleuser"]["defaultUrl"].split("/")
    assert (ROOT / "notebooks" / lesson).exists()
    command = VALUES["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"][-1]
    assert f'gitpuller "$COURSE_REPOSITORY" "$COURSE_BRANCH" {folder} ' in command
    assert {"COURSE_REPOSITORY", "COURSE_BRANCH"} < VALUES["singleuser"]["extraEnv"].keys()


@pytest.fixture
def without_a_repository():
    """What the page says where there is no repository: values, and the command at each start."""
    page = (KUBERNETES / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml\n(singleuser:\n  lifecycleHooks:.*?)```", page, re.M | re.S)
    values = yaml.safe_load(shown)
    return values, values["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"]


def test_the_chart_knows_the_values_for_a_course_without_a_repository(without_a_repository):
    values, _ = without_a_repository
    assert complaints(values) == []


def start_server(command, home, programs):
    """What Kubernetes does at each start of a student's server."""
    environment = {"HOME": str(home), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, env=environment, check=False).returncode


def test_the_images_own_lessons_are_laid_out_at_the_start(without_a_repository, tmp_path):
    _, command = without_a_repository
    assert start_server(command, tmp_path, Path(sys.executable).parent) == 0
    first = VALUES["singleuser"]["defaultUrl"].removeprefix("/lab/tree/")
    assert (tmp_path / first).read_text() == (ROOT / first.partition("/")[2]).read_text()


def test_a_student_gets_in_when_nothing_can_be_laid_out(without_a_repository, tmp_path):
    _, command = without_a_repository
    (tmp_path / "hesscourse").write_text("a letter in the way")
    assert start_server(command, tmp_path, Path(sys.executable).parent) == 0
    assert "hesscourse is a file" in (tmp_path / ".course_update.log").read_text()


def test_numpy_starts_as_many_threads_as_a_student_has_processors():
    singleuser = VALUES["singleuser"]
    assert singleuser["extraEnv"]["OPENBLAS_NUM_THREADS"] == str(singleuser["cpu"]["limit"])


def test_the_page_shows_the_sizes_that_are_computed():
    page = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
    section = re.search(r"^## Kubernetes$.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL).group()
    for line in sizes.lines():
        assert line in section


def test_a_student_fits_into_what_is_guaranteed():
    guarantee = sizes.byte_count(VALUES["singleuser"]["memory"]["guarantee"])
    assert guarantee > sizes.MEASURED_MIB * 2**20


@pytest.mark.parametrize(("text", "expected"), [("1G", 2**30), ("384M", 384 * 2**20)])
def test_sizes_are_read_as_the_hub_reads_them(text, expected):
    assert sizes.byte_count(text) == expected
