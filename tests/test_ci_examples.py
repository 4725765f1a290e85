"""The CI examples: each command and target in them exists, and nobody who submits data or code gains anything from them.

Each law is a function from a pipeline to its breaches, tried on planted breaches as well as on the examples.
"""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.arguments import parse

PROJECT = Path(__file__).parent.parent
EXAMPLES = PROJECT / "docs" / "ci"
Pipeline = Mapping[str, Any]

_SETTINGS = {"stages", "workflow", "variables", "default", "image", "include"}
_SUBSTITUTED = ((r"\$\([^)]*date[^)]*\)", "2018-12-31"), (r"\$\{?\w+\}?", "HEAD"))
_ENDS = re.compile(r"\|\||&&|[|;<>{}]|\s#\s")
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def loaded(name: str) -> Pipeline:
    """An example; every value is text."""
    return read((EXAMPLES / name).read_text("utf-8"))


def read(text: str) -> Pipeline:
    """A pipeline from its text."""
    pipeline: Pipeline = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506, TID251  BaseLoader makes nothing but texts
    return pipeline


def jobs(pipeline: Pipeline) -> dict[str, Mapping[str, Any]]:
    """The jobs by name, of either system."""
    if "jobs" in pipeline:
        return dict(pipeline["jobs"])
    return {name: job for name, job in pipeline.items() if name not in _SETTINGS and not name.startswith(".")}


def commands(job: Mapping[str, Any]) -> list[str]:
    """The shell lines of a job."""
    steps = [step.get("run", "") for step in job.get("steps", [])]
    return [line for text in (*steps, *job.get("before_script", []), *job.get("script", [])) for line in text.splitlines() if line]


def asked(line: str, program: str) -> Iterator[list[str]]:
    """The arguments of each call of the program in a shell line, variables and dates filled in."""
    for pattern, value in _SUBSTITUTED:
        line = re.sub(pattern, value, line)
    for piece in _ENDS.split(line):
        words = shlex.split(piece)
        if words and words[0].rpartition("/")[2] == program:
            yield words[1:]


def unknown_commands(pipeline: Pipeline) -> Iterator[str]:
    """Calls of our command that our own parser refuses."""
    for line in (line for job in jobs(pipeline).values() for line in commands(job)):
        for arguments in asked(line, "gongkai"):
            try:
                parse(arguments)
            except SystemExit:
                yield " ".join(arguments)


def unknown_targets(pipeline: Pipeline) -> Iterator[str]:
    """Targets that make has no rule for."""
    for line in (line for job in jobs(pipeline).values() for line in commands(job)):
        for target in (target for arguments in asked(line, "make") for target in arguments):
            made = subprocess.run([shutil.which("make") or "make", "-n", target], cwd=PROJECT, capture_output=True, check=False)
            if made.returncode:
                yield target


def interpolations(pipeline: Pipeline) -> Iterator[str]:
    """Shell lines into which the system would paste text, or that use texts that anybody may choose."""
    for line in (line for job in jobs(pipeline).values() for line in commands(job)):
        if re.search(
            r"\$\{\{|\$\{?CI_(COMMIT_(MESSAGE|TITLE|DESCRIPTION|REF_NAME|BRANCH|TAG)|MERGE_REQUEST_\w*(TITLE|BRANCH_NAME))|\beval\b", line
        ):
            yield line


def loose_permissions(pipeline: Pipeline) -> Iterator[str]:
    """Jobs that do not state what they may do, and jobs that may write and also fetch or run what the repository holds."""
    if pipeline.get("permissions") != {}:
        yield "not nothing by default"
    for name, job in jobs(pipeline).items():
        granted = job.get("permissions")
        if not isinstance(granted, Mapping) or not granted:
            yield f"{name}: states none"
        elif "write" in granted.values():
            runs = [
                step for step in job["steps"] if "checkout" in step.get("uses", "") or re.search("make|gongkai|python", step.get("run", ""))
            ]
            yield from (f"{name}: may write and runs {step}" for step in runs)


def secrets_within(pipeline: Pipeline) -> Iterator[str]:
    """Jobs that fetch or run what the repository holds and know a token or a secret, or keep the token of the checkout."""
    for name, job in jobs(pipeline).items():
        text = str(job)
        runs = bool(re.search("gongkai|make ", text))
        if runs and re.search(r"secrets\.|github\.token|TOKEN|id_tokens|PASSWORD|SSH_", text):
            yield name
        for step in job.get("steps", []):
            if "checkout" in step.get("uses", "") and step.get("with", {}).get("persist-credentials") != "false":
                yield f"{name}: keeps the token"


def loose_actions(pipeline: Pipeline) -> Iterator[str]:
    """Actions that are not pinned to a commit."""
    for job in jobs(pipeline).values():
        yield from (step["uses"] for step in job.get("steps", []) if "uses" in step and not _PINNED.fullmatch(step["uses"]))


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder in which the folders that commands name exist."""
    for name in ("data/scope", "content", "site"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data/scope/s.csv").write_text("x")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_every_command_and_target_exists(name: str) -> None:
    pipeline = loaded(name)
    told = [arguments[0] for job in jobs(pipeline).values() for line in commands(job) for arguments in asked(line, "gongkai")]
    assert set(told) == {"check", "diff", "build", "verify"}
    assert list(unknown_commands(pipeline)) == []
    assert list(unknown_targets(pipeline)) == []
    planted = read(
        "a: {script: [make site && .venv/bin/gongkai check --sideways | tee x, gongkai diff HEAD, make nowhere || true, gongkai check]}"
    )
    assert list(unknown_commands(planted)) == ["check --sideways", "diff HEAD"]
    assert list(unknown_targets(planted)) == ["nowhere"]


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_submitted_text_never_stands_in_a_command(name: str) -> None:
    assert list(interpolations(loaded(name))) == []
    lines = [
        "echo ${{ github.event.pull_request.title }}",
        "echo $CI_COMMIT_TITLE",
        'git checkout "${CI_COMMIT_REF_NAME}"',
        'eval "$X"',
        "ls",
    ]
    assert list(interpolations({"a": {"script": lines}})) == lines[:-1]


def test_jobs_state_their_permissions_and_who_may_write_runs_nothing_of_the_repository() -> None:
    pipeline = loaded("github.yml")
    assert list(loose_permissions(pipeline)) == []
    may_write = {name for name, job in jobs(pipeline).items() if "write" in job["permissions"].values()}
    assert may_write == {"comment", "deploy"}
    planted = read("permissions: write-all\njobs: {a: {steps: []}, b: {permissions: {contents: write}, steps: [{run: make site}]}}")
    assert [breach.partition(":")[0] for breach in loose_permissions(planted)] == ["not nothing by default", "a", "b"]


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_who_runs_the_repository_knows_no_secret(name: str) -> None:
    assert list(secrets_within(loaded(name))) == []
    planted = read(
        "jobs:\n  a: {env: {T: '${{ secrets.T }}'}, steps: [{run: make site}]}\n  b: {steps: [{uses: 'actions/checkout@v4'}]}\n"
        "  c: {steps: [{run: echo, env: {T: '${{ secrets.T }}'}}]}"
    )
    assert list(secrets_within(planted)) == ["a", "b: keeps the token"]


def test_actions_are_pinned_to_a_commit_and_name_their_version() -> None:
    assert list(loose_actions(loaded("github.yml"))) == []
    lines = [line for line in (EXAMPLES / "github.yml").read_text("utf-8").splitlines() if "uses:" in line]
    assert [line for line in lines if not re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []
    assert list(loose_actions(read("jobs: {a: {steps: [{uses: actions/checkout@v4}]}}"))) == ["actions/checkout@v4"]


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_a_pipeline_checks_previews_reports_publishes_and_rebuilds_by_the_day(name: str) -> None:
    pipeline = loaded(name)
    lines = {name: " ".join(commands(job)) for name, job in jobs(pipeline).items()}
    assert "gongkai check" in lines["check"]
    assert "gongkai diff" in lines["report"]
    assert "--out change.html" in lines["report"]
    assert "make site" in lines["preview"]
    assert "--public" in lines["build"]
    assert "--as-of" in lines["build"]  # else a rebuild without a new record keeps the old day, and nothing is ever taken down
    assert "gongkai verify" in lines["build"]
    if name == "github.yml":
        assert pipeline["on"]["schedule"]
        assert jobs(pipeline)["deploy"]["needs"] == "build"
    else:
        assert jobs(pipeline)["pages"]["needs"] == ["build"]
