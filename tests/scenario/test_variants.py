"""Variants and --vary: nothing in them is left unread, and too many are refused before any is made."""

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario.read.variants import load_variants, parse_vary
from tests.project import write_project
from tests.wrong import add, run


@pytest.mark.parametrize(
    ("variant", "told"),
    [
        (
            "{extends: other.yaml}",
            "variant 'v' has extends, and is laid over this file alone; write the keys",
        ),
        ("{variants: {w: {budget: 1m}}}", "variant 'v' has variants"),
        ("{policy: {max_services:1}}", "write 'max_services: 1', with a colon and a space"),
        ("{policy: {max_servces: }}", "unknown key 'policy.max_servces'; did you mean 'max_services'?"),
        ("{services: {taem: null}}", "services.taem has no value; did you mean 'team'?"),
        ("{services: {team: {staff: {cost: £58,000}}}}", "a comma inside { }: write £58000 or 58k"),
    ],
)
def test_what_a_variant_cannot_do_is_refused(
    variant: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """By compare and by validate, with the line it stands on; it never shows as a second equal column."""
    write_project(tmp_path)
    add("scenario.yaml", f"variants:\n  v: {variant}\n")(tmp_path)
    monkeypatch.chdir(tmp_path)
    for command in ("compare", "validate"):
        assert run(monkeypatch, command, "scenario.yaml") == 1
        said = capfd.readouterr()
        assert "scenario.yaml:17: " in said.err
        assert told in said.err, said.err
        assert said.out == ""


def test_null_in_a_variant_takes_a_key_of_the_scenario_out(tmp_path: Path) -> None:
    """Known keys, and names that the scenario gives."""
    path = write_project(tmp_path)
    add("scenario.yaml", "policy: {max_services: 1}\nvariants: {v: {policy: {max_services: null}}}\n")(
        tmp_path
    )
    assert [one.policy.max_services for one in load_variants(path)] == [1, None]
    assert load_variants(path, [parse_vary("policy.max_services=null,2")])[0].policy.max_services is None


@pytest.mark.parametrize("key", ["extends", "name", "variants", "variants.v.budget"])
def test_what_cannot_be_varied_is_refused(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A key that changes no plan by itself would give equal columns."""
    monkeypatch.chdir(write_project(tmp_path).parent)
    assert run(monkeypatch, "compare", "scenario.yaml", "--vary", f"{key}=a,b") == 2
    assert f"{key} cannot be varied: write a file for each" in capfd.readouterr().err


@pytest.mark.parametrize("text", ["budget=£1,500", "budget=1,000", "budget=£48,000,£50,000", "budget=2,050"])
def test_a_comma_in_an_amount_is_not_two_values(text: str) -> None:
    """£48,000 is neither £48 nor a choice of two."""
    with pytest.raises(ValueError, match="has a comma inside, which divides values: write"):
        parse_vary(text)


def test_values_that_only_look_alike_are_values() -> None:
    """Numbers of three digits in a row, and amounts in thousands, are listed."""
    assert len(parse_vary("services.team.capacity=50,100,150").values) == 3
    assert len(parse_vary("budget=£1k,£100k").values) == 2


def test_a_key_is_varied_once(tmp_path: Path) -> None:
    """The second would undo the first, and columns called different would be the same."""
    path = write_project(tmp_path)
    for keys in (("budget", "budget"), ("policy", "policy.max_services"), ("policy.max_services", "policy")):
        grid = [parse_vary(f"{key}=1,2") for key in keys]
        with pytest.raises(InputError, match=r"--vary: \S+ is varied together with"):
            load_variants(path, grid)


def test_too_many_products_are_refused_before_any_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The count and the limit are told of 10^9 combinations without making one of them."""
    path = write_project(tmp_path)
    monkeypatch.setattr("planner.scenario.read.variants._over", lambda *_: pytest.fail("made a combination"))
    hundred = ",".join(map(str, range(1, 1001)))
    grid = [
        parse_vary(f"services.team.{key}={hundred}") for key in ("annual_cost", "setup_cost", "joint_cost")
    ]
    with pytest.raises(InputError, match="1,000,000,000 scenarios to compare, 200 at most; vary fewer keys"):
        load_variants(path, grid)
