"""Scenario files: what a user may write, and what is said when something is wrong."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any, Protocol

import pytest

from diffusion_sim.errors import InputError
from diffusion_sim.scenario import Scenario, load_scenario


class Write(Protocol):
    """Writes a scenario file and returns its path."""

    def __call__(self, text: str, name: str = "mine.toml") -> Path: ...


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(text: str, name: str = "mine.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    message = str(caught.value)
    assert len(message.splitlines()) <= 3
    return message


def test_a_file_without_extends_differs_from_the_defaults_of_the_package(write: Write) -> None:
    scenario = load_scenario(write('name = "mine"\n[prize]\nwinners_per_year = 3\n'))
    assert scenario == Scenario(name="mine").with_changes({"prize.winners_per_year": 3})


def test_a_path_may_be_a_text(write: Write) -> None:
    assert load_scenario(str(write(""))).prize == Scenario().prize


def test_whole_numbers_are_accepted_where_a_fraction_may_stand(write: Write) -> None:
    value = load_scenario(write("[appraisal]\nnih_bias = 1\n")).appraisal.nih_bias
    assert (value, type(value)) == (1.0, float)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes("\ufeff[prize]\r\nscope = ['Ærø']\r\n".encode())
    assert load_scenario(path).prize.scope == ("Ærø",)


def test_extends_is_relative_to_its_file_and_chains(write: Write) -> None:
    write('description = "far"\n[prize]\nwinners_per_year = 1\namount_dkk = 6\n', "base/far.toml")
    write('extends = "far.toml"\n[prize]\nwinners_per_year = 2\n', "base/near.toml")
    scenario = load_scenario(write('extends = "../base/near.toml"\n[prize]\nreward = 1\n', "own/top.toml"))
    assert (scenario.prize.winners_per_year, scenario.prize.amount_dkk, scenario.prize.reward) == (2, 6, 1.0)


def test_name_and_description_are_the_files_own(write: Write) -> None:
    write('name = "base"\ndescription = "of the base"\n', "base.toml")
    scenario = load_scenario(write('extends = "base.toml"\n', "my_policy.toml"))
    assert (scenario.name, scenario.description) == ("my_policy", "")


def test_interventions_are_added_to_the_inherited_ones_and_replace_their_namesakes(write: Write) -> None:
    table = '[[interventions]]\nname = "{}"\nparameter = "appraisal.pride"\nset = {}\n'
    write(table.format("first", 1) + table.format("second", 2), "base.toml")
    scenario = load_scenario(write('extends = "base.toml"\n' + table.format("second", 5) + table.format("third", 3)))
    assert [(each.name, each.set) for each in scenario.interventions] == [("first", 1), ("second", 5), ("third", 3)]


def test_innovations_are_added_to_the_inherited_ones(write: Write) -> None:
    write('[[innovations]]\nname = "2-1 roads"\n', "base.toml")
    scenario = load_scenario(write('extends = "base.toml"\n[[innovations]]\nname = "Idea clinic"\nbenefit = 2\n'))
    assert [each.name for each in scenario.innovations] == ["2-1 roads", "Idea clinic"]


def test_files_that_extend_each_other_are_refused(write: Write) -> None:
    path = write('extends = "b.toml"\n', "a.toml")
    write('extends = "a.toml"\n', "b.toml")
    assert "a.toml -> b.toml -> a.toml" in refusal(path)


def test_a_file_that_extends_itself_is_refused(write: Write) -> None:
    assert "leads back" in refusal(write('extends = "a.toml"\n', "a.toml"))


@pytest.mark.parametrize("base", ['"nowhere.toml"', "3", '["a.toml", "b.toml"]', '""'])
def test_extends_must_name_one_file_that_exists(write: Write, base: str) -> None:
    assert "mine.toml: extends" in refusal(write(f"extends = {base}\n"))


def test_a_problem_is_said_of_the_file_it_stands_in(write: Write) -> None:
    write("[prize]\nwinners = 1\n", "base.toml")
    message = refusal(write('extends = "base.toml"\n'))
    assert "base.toml: prize.winners" in message
    assert "winners_per_year" in message


def test_broken_toml_is_placed_by_line_and_column(write: Write) -> None:
    assert "not valid TOML at line 2, column 9" in refusal(write('name = "x"\n[prize] 3\n'))


def test_an_unfinished_file_is_said_to_end_too_early(write: Write) -> None:
    assert "at the end of the file" in refusal(write("name = "))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bytes.toml"
    path.write_bytes(b'name = "\xff"')
    assert "line 1: is not UTF-8 (byte 0xff)" in refusal(path)


def test_a_misspelt_file_gets_the_nearest_one(write: Write) -> None:
    path = write("", "copycat_prize.toml")
    assert "did you mean copycat_prize.toml?" in refusal(path.with_name("copycat_price.toml"))


def test_a_folder_is_not_a_scenario(write: Write) -> None:
    path = write("", "one.toml").parent
    message = refusal(path)
    assert "is a folder" in message
    assert "one.toml" in message


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("[appraisal]\nnih_bais = 1\n", "appraisal.nih_bais", "nih_bias"),
        ("[apraisal]\nnih_bias = 1\n", "apraisal", "appraisal"),
        ("nih_bias = 1\n", "nih_bias", "appraisal.nih_bias"),
        ("[funding]\nnih_bias = 1\n", "funding.nih_bias", "appraisal.nih_bias"),
        ("[prize]\nwinners_per_year = -1\n", "prize.winners_per_year: found -1", "from 0 to 100,000 (prizes per year)"),
        ("[prize]\nwinners_per_year = 2.0\n", "found 2.0", "a whole number"),
        ("[prize]\nwinners_per_year = true\n", "found true", "a whole number"),
        ("[appraisal]\nnih_bias = nan\n", "found nan", "from 0 to 5 (sd of benefit)"),
        ("[appraisal]\nnih_bias = inf\n", "found inf", "from 0 to 5 (sd of benefit)"),
        ('[appraisal]\nnih_bias = "0.5"\n', 'found "0.5"', "a number"),
        ('[awareness]\nform = "bass"\n', 'found "bass"', '"hazard", "probability", "one_shot", "threshold"'),
        ('[prize]\nscope = "Silkeborg"\n', 'found "Silkeborg"', "a list of texts"),
        ('[prize]\nscope = ["Odense", "Odense"]\n', '"Odense" more than once', "once"),
        ('[prize]\neligible_modes = ["steal"]\n', '["steal"]', '"copy", "adapt", "inspired"'),
        ("[prize]\neligible_modes = []\nwinners_per_year = 1\n", "prize.eligible_modes", "nobody can win"),
        ('[time]\nfirst_month = "2014-13"\n', 'found "2014-13"', '"2015-01"'),
        ("[time]\nfirst_month = 2014-01-01\n", "found 2014-01-01", '"2015-01"'),
        ('prize = "yes"\n', "prize: is a section", "prize.winners_per_year"),
        ("interventions = 3\n", "interventions: found 3", "[[interventions]]"),
        ('name = ""\n', "name: is empty", "results folder"),
        ("name = 3\n", "name: found 3", "a text in quotes"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_is_valid(write: Write, text: str, place: str, hint: str) -> None:
    message = refusal(write(text))
    assert "mine.toml: " in message
    assert place in message
    assert hint in message


def test_all_problems_are_counted_and_at_most_three_lines_said(write: Write) -> None:
    message = refusal(write('name = ""\n[prize]\na = 1\namount_dkk = -1\n[cliff]\nb = 1\nunfinished_per_month = 9\n'))
    assert len(message.splitlines()) == 3
    assert message.endswith("... and 3 more problems")


def test_two_problems_are_both_said(write: Write) -> None:
    message = refusal(write("[prize]\namount_dkk = -13\nreward = -1\n"))
    assert "prize." in message.splitlines()[0]
    assert "prize." in message.splitlines()[1]


def test_network_files_are_found_from_the_scenario_file(write: Write) -> None:
    ties = write("source,target\n1,2\n", "data/ties.csv")
    nodes = write("id,name\n1,a\n2,b\n", "data/nodes.csv")
    text = '[network]\nkind = "file"\nnodes_file = "../data/nodes.csv"\nedges_file = "../data/ties.csv"\n'
    scenario = load_scenario(write(text, "scenarios/mine.toml"))
    assert Path(scenario.network.edges_file) == ties.resolve()
    assert Path(scenario.network.nodes_file) == nodes.resolve()


def test_an_inherited_network_file_is_found_from_the_file_that_names_it(write: Write) -> None:
    ties = write("source,target\n1,2\n", "base/ties.graphml")
    write('[network]\nkind = "file"\nedges_file = "ties.graphml"\n', "base/base.toml")
    scenario = load_scenario(write('extends = "base/base.toml"\n'))
    assert Path(scenario.network.edges_file) == ties.resolve()


def test_ties_from_a_csv_file_need_their_places(write: Write) -> None:
    write("source,target\n1,2\n", "ties.csv")
    assert "network.nodes_file: is empty" in refusal(write('[network]\nkind = "file"\nedges_file = "ties.csv"\n'))


def test_a_network_file_that_is_missing_is_refused(write: Write) -> None:
    message = refusal(write('[network]\nkind = "file"\nedges_file = "ties.csv"\n'))
    assert 'network.edges_file: found "ties.csv"' in message


def test_a_network_of_files_needs_a_file_of_ties(write: Write) -> None:
    assert "network.edges_file: is empty" in refusal(write('[network]\nkind = "file"\n'))


def test_a_network_file_without_effect_is_refused(write: Write) -> None:
    write("source,target\n1,2\n", "ties.csv")
    assert 'network.kind is "denmark"' in refusal(write('[network]\nedges_file = "ties.csv"\n'))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[appraisal]\nnih_bias = 0,6\n", "line 2, column .*; write a decimal point, as 0.6"),
        ('extends = "C:\\Users\\Anne\\base.toml"\n', "line 1.*; in .* a backslash begins a sign; write a path with /"),
        ("name = “mine”\n", 'write straight quotes: "..."'),
        ("[prize]\nfrom_month = 2015-01\n", "write a month in quotes"),
        ("[x]\ny = True\n", "write true or false in small letters"),
        ("name = my policy\n", "write a text in quotes"),
        ("name: mine\n", "write key = value"),
    ],
)
def test_what_people_write_elsewhere_is_answered_with_what_to_write_here(write: Write, text: str, hint: str) -> None:
    assert re.search(hint, refusal(write(text)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[prize]\nscope = " + "[" * 400 + "]" * 400, "nested too deeply"),
        ("[prize]\nscope = " + "[" * 40_000 + "]" * 40_000, "nested too deeply"),
        ("a." * 100_000 + "b = 1", "nested too deeply"),
        ("[appraisal]\nnih_bias = " + "9" * 5000, "thousands of digits"),
        ("[appraisal]\nnih_bias = 0x" + "f" * 5000, "found a number of more than a thousand digits"),
        ("[appraisal]\nnih_bias = 1" + "0" * 400, "nih_bias: found 1000"),
        ("[prize]\n" + "".join(f"a{n} = 1\n" for n in range(50_000)), "... and 98 more problems"),
        ("[prize]\nscope = [" + '"Odense", ' * 100_000 + "]", '"Odense" more than once'),
        (
            "[problems]\nfields = [" + ",".join(f"'{n}'" for n in range(5000)) + "]",
            "makes 25,000 problems in 5,000 fields",
        ),
        ("# " + "x" * 5 * 2**20, "is larger than 4 MB"),
        ('name = "a\\u001b[31m"', r'name: holds a control character, found "a\x1b[31m"; valid: a text without any'),
        ('name = "a\x1b"', "line 1"),
        ('[[interventions]]\nname = "a\\u202e"', "interventions.name: holds a control character"),
    ],
)
def test_what_is_huge_deep_or_steers_a_terminal_is_refused_at_once(write: Write, text: str, said: str) -> None:
    began = time.monotonic()
    message = refusal(write(text))
    assert said in message
    assert message.replace("\n", "").isprintable()
    assert time.monotonic() - began < 10


def test_what_is_no_regular_file_is_refused_wherever_a_scenario_names_it(write: Write, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "round.toml").symlink_to(tmp_path / "round.toml")
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere.toml")
    ties = '[network]\nkind = "file"\nedges_file = "pipe.csv"\nnodes_file = "pipe.csv"\n'
    for text, said in (
        ('extends = "pipe.csv"', 'found "pipe.csv", which is a named pipe; valid: a path from'),
        ('extends = "/dev/zero"', "which is a device"),
        ('extends = "."', "is a folder"),
        ('extends = "round.toml"', "cannot be read"),
        ('extends = "gone.toml"', "there is no such file"),
        (f'extends = "{"x" * 300}"', "cannot be read"),
        (ties, "network.nodes_file: found"),
    ):
        assert said in refusal(write(text))


def test_names_compare_whether_their_letters_are_composed_or_not(write: Write) -> None:
    text = '[[interventions]]\nname = "A"\nparameter = "appraisal.pride"\nset = 1\nmunicipalities = ["{}"]\n'
    composed, decomposed = (load_scenario(write(text.format(name))) for name in ("Tårnby", "Ta\u030arnby"))
    assert composed == decomposed == composed.with_changes({"interventions": decomposed.interventions})
    assert composed.identity() == decomposed.identity()


@pytest.mark.parametrize("path", [3, None, ["baseline.toml"]])
def test_what_is_no_path_is_refused_in_a_sentence(path: Any) -> None:
    with pytest.raises(InputError, match="load_scenario: got .*; valid: the path of a TOML file"):
        load_scenario(path)


def test_places_in_a_file_beside_graphml_are_refused_not_ignored(tmp_path: Path) -> None:
    files = {name: tmp_path / of for name, of in (("edges_file", "ties.graphml"), ("nodes_file", "places.csv"))}
    for file in files.values():
        file.touch()
    both = {"network.kind": "file", **{f"network.{name}": str(file) for name, file in files.items()}}
    with pytest.raises(InputError, match="nodes_file: is given, but network.edges_file is GraphML"):
        Scenario().with_changes(both)
