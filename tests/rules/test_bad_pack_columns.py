"""The very character that a complaint about a rule points at, however its expression is written."""

from __future__ import annotations

import pytest
from portfolios import World
from refusals import complains, project, refused


class TestColumns:
    """The very character, however the expression is written."""

    @pytest.mark.parametrize(
        "written",
        [
            'require: project.‹titel == "x"',
            'require:     project.‹titel == "x" # merknad',
            "require: 'project.title != ''æøå'' && project.‹titel == ''x'''",
            r'require: "project.title != \"æ\" && project.‹titel == \"x\""',
            r'require: "project.title != \"\u00e6\\n\t\x41\" && project.‹titel == \"x\""',
            "require: \"project.title != '😀' && project.‹titel == 'x'\"",
            'require: &anker project.‹titel == "x"',
            'require: >-\n  project.‹titel == "x"',
            'require: >-\n  project.title != "æ"\n  &&   project.‹titel == "x"',
            'require: >\n    project.title != "æ"\n\n    && project.‹titel == "x"\n',
            'require: |\n  project.title != "æ"\n  && project.‹titel == "x"',
            'require: |2-\n    project.title != "æ"\n      && project.‹titel == "x"',
            'require: | # merknad\n  // kommentar\n  project.‹titel == "x"',
            'require: project.title != "æ"\n  && project.‹titel == "x"',
            "require: \"project.title != 'æ'\n  && project.‹titel == 'x'\"",
            "require: \"project.title != 'æ' \\\n  && project.‹titel == 'x'\"",
            'require:\n  project.‹titel == "x"',
            'require: project.titel2 == "x"'.replace("titel2", "‹titel"),
            'require: project.title == "titel" && project.‹titel == "x"',
        ],
    )
    def test_of_a_field_that_is_not_there(self, world: World, written: str) -> None:
        text = project().replace('require: "true"', written)
        complains(world, "project/project-a.yaml", text, "Did you mean “title”?")

    @pytest.mark.parametrize(("mark", "end"), [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n")])
    def test_in_a_file_of_windows(self, world: World, mark: str, end: str) -> None:
        text = project().replace('require: "true"', "require: |\n  project.title != 'æ'\n  && project.titel == 'x'")
        world.project().write("rules/project/project-a.yaml", f"{mark}{text}".replace("\n", end))
        assert "project-a.yaml:8:14: " in world.run("check").err

    @pytest.mark.parametrize(
        "for_each",
        ["project.goals", '"project.goals"', "|\n  project.goals", ">-\n  project\n  .goals",
         "|\n  project.goals.filter(g,\n    has(g.due))"],
    )  # fmt: skip
    @pytest.mark.parametrize("written", ["item.‹duee > as_of", "|\n  has(item.due)\n  && item.‹duee > as_of"])
    def test_of_an_expression_about_items(self, world: World, for_each: str, written: str) -> None:
        text = project(for_each=for_each).replace('require: "true"', f"require: {written}")
        complains(world, "project/project-a.yaml", text, "Did you mean “due”?")

    @pytest.mark.parametrize(
        ("written", "words"),
        [
            ("require: project.title ==‹", "cannot be read from here on"),
            ('require: "project.title ==‹"', "cannot be read from here on"),
            ("require: project.title == ‹)", "cannot be read from here on"),
            ("require: project.title ‹= 'x'", "cannot be read from here on"),
            ("require: >-\n  project.title == 'a' &&\n  project.title ‹== 3", "does not work on these together"),
            ("require: |\n  project.title == 'a' &&\n  ‹sizze(project.goals) > 0", "Did you mean “size”?"),
        ],
    )
    def test_of_other_faults(self, world: World, written: str, words: str) -> None:
        ran, place = refused(world, "project/project-a.yaml", project().replace('require: "true"', written))
        assert ran.err.startswith(f"{place}: ")
        assert words in ran.err.splitlines()[0]
