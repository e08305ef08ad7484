"""A check that remembers comes to the same, to the letter, as one that does not; and does only what differs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace
from portfolios import PARAMETERS, PARTNER, PROJECT, STRATEGY
from portfolios import rule as rule_text

from intlstrat.check import Asked, check
from intlstrat.files import InputFile, Inputs, ReadFailure
from intlstrat.findings import Report, msg
from intlstrat.history import Base
from intlstrat.memory import Memory
from intlstrat.rules import meter
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.selection import Selection

DAY, LATER = "2026-06-30", "2027-06-30"
RULES: Mapping[str, str] = {
    "project-goals": rule_text("project-goals", "size(project.goals) > 0", when='project.status != "idea"', at="goals"),
    "project-due": rule_text("project-due", "item.due > as_of || has(project.notes)", when="size(project.goals) < 3",
                             for_each="project.goals.filter(g, has(g.due))", severity="warning"),
    "project-each": rule_text("project-each", 'has(item.due) || missing("goals[item].due")', for_each="project.goals"),
    "project-size": rule_text("project-size", "nok(project.budget.total, project.budget.currency) < 5000.0",
                              needs="[budget.total]", clauses='["1a", "2"]'),
    "project-linked": rule_text("project-linked", 'linked.exists(party, party.relation == "sister_city")',
                                when="linked.all(party, party.status != 'ended')",
                                values="{names: 'linked.map(party, party.name)'}",
                                message='{nb: "Ingen av {names}.", en: "None of {names}."}'),
    "project-fails": rule_text("project-fails", "project.notes == 'x'", when="size(project.goals) == 2"),
    "project-never": rule_text("project-never", "linked.exists(p, p.notes == 'x')", when="size(project.goals) == 2"),
    "quality-notes": rule_text("quality-notes", "has(record.notes)", subject="record", severity="note"),
    "quality-private": rule_text("quality-private", "size(personal.phones) == 0", subject="record", severity="note",
                                 values="{title: record.id, phones: personal.phones}",
                                 message='{nb: "{phones} i {title}.", en: "{phones} in {title}."}'),
    "partner-visits": rule_text("partner-visits", 'visits_in(partner.visits, "outgoing", params.term, as_of) > 0',
                                needs="[visits]", clauses='["1b"]'),
    "partner-used": rule_text("partner-used", "size(linked) > 0"),
    "portfolio-number": rule_text("portfolio-number", "count <= params.most", among="[partner, project]",
                                  where='record.status == "active"', message='{nb: "{names}", en: "{names}"}'),
    "portfolio-countries": rule_text("portfolio-countries", "count == params.each[item]", among="partner",
                                     for_each="params.each", where="partner.country == item"),
    "portfolio-titles": rule_text("portfolio-titles", "count == 1", among="project", group_by="project.title",
                                  message='{nb: "{item} er {count}.", en: "{item} is {count}."}'),
    "portfolio-money": rule_text("portfolio-money", "all_of < 3.0 * own", among="project", group_by="project.status",
                                 where="has(project.budget.total)",
                                 measures="{own: {sum: 'nok(project.budget.total, has(project.budget.currency) ? "
                                          "project.budget.currency : params.home)'}, "
                                          "all_of: {sum: 'double(project.budget.total)', "
                                          "where: 'has(project.budget.total) && size(linked) > 0'}}",
                                 message='{nb: "{own} av {all_of}", en: "{own} of {all_of}"}'),
    "portfolio-fails": rule_text("portfolio-fails", "total >= 0.0", among="project", where="project.notes != 'x'",
                                 measures="{total: {sum: '1.0'}}"),
}  # fmt: skip
"""A rule of every kind: they see linked records, money, the day, personal data and each other's groups, and fail."""


@cache
def pack(most: int = 2, relation: str = "friendship", rules: tuple[str, ...] = tuple(RULES.values())) -> Pack:
    parameters = dict(PARAMETERS) | {"most": f"{{value: {most}, why: {{nb: Sies., en: Said.}}}}"}
    parameters["home"] = "{value: NOK, why: {nb: Sies., en: Said.}}"
    relations = ", ".join(f"{{code: {code}, name: {{nb: {code}, en: {code}}}}}" for code in ("sister_city", relation))
    strategy = f"{STRATEGY}relations: [{relations}]\nparameters:\n"
    strategy += "".join(f"  {name}: {value}\n" for name, value in parameters.items())
    files = {f"{text.split()[1]}.yaml": text.encode() for text in rules}
    loaded = load_pack({"strategy.yaml": strategy.encode(), **files}, examples=False)
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


PHONE, OTHER = "99 88 77 66", "22 33 44 55"
NAMES = st.sampled_from(["a", "b", "c", "under/a", "Feil Navn"])
UNTIL = st.sampled_from(["2026-01-01", "2026-07-05", "2030-01-01"])


def lines(**keys: st.SearchStrategy[str | None]) -> st.SearchStrategy[str]:
    """The text of a record: each key with its value, or without where the value is None."""
    drawn = st.fixed_dictionaries(dict(keys))
    return drawn.map(lambda values: "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None))


def some(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *values])


def waivers(*rules: str) -> st.SearchStrategy[str | None]:
    one = st.tuples(st.sampled_from(rules), UNTIL, st.sampled_from(["Fordi", f"Ring {PHONE}"])).map(
        lambda parts: f"{{rule: {parts[0]}, reason: {parts[2]}, decided_by: Rådet, until: {parts[1]}, case: {PHONE}}}"
    )
    return st.one_of(st.none(), st.lists(one, min_size=1, max_size=2).map(lambda each: f"[{', '.join(each)}]"))


NOTES = some("x", f"Ring {PHONE}", f"Ring {OTHER} eller skriv til ola@gmail.com", ">\n  Ring 99 88\n  77 66")
PARTNERS = lines(
    name=st.sampled_from(["Nordby", "Vestby", f"Ring {PHONE}", "[1]"]),
    country=st.sampled_from(["DK", "SE", "GT", "Norge"]),
    relation=st.sampled_from(["sister_city", "friendship"]),
    status=st.sampled_from(["active", "ended"]),
    visits=some("[]", "[{date: 2025-05-01, direction: outgoing}]", "[{date: 2025-05-01}]", "[{date: i fjor}]"),
    notes=NOTES,
    waivers=waivers("partner-used", "quality-notes", "portfolio-number"),
)
PROJECTS = lines(
    title=st.sampled_from(["Havna", "Torget", PHONE]),
    status=st.sampled_from(["active", "idea", "ferdig"]),
    goals=some("[{statement: A}]", "[{statement: A, due: 2027-01-01}, {statement: B, due: 2020-01-01}]", "[5]"),
    budget=some("{total: 400}", "{total: 400, currency: EUR}", "{total: 9, currency: GBP}", "{totl: 3}"),
    partners=some("[a]", "[a, b]", "[b, c, ingen]", f"[{PHONE}]"),
    notes=NOTES,
    waivers=waivers("project-goals", "project-linked", "project-nei", "quality-private"),
)
BROKEN = st.sampled_from(["title: [\n", "", "- 1\n", "title: a\ntitle: b\n", "\x00"])
KINDS = st.sampled_from(["partner", "project"])
TEXTS = {"partner": st.one_of(PARTNERS, PARTNERS, BROKEN), "project": st.one_of(PROJECTS, PROJECTS, BROKEN)}
SELECTIONS = st.sampled_from(
    [
        Selection(paths=("data/projects",)),
        Selection(paths=("data/partners/a.yaml", "data/projects/b.yaml")),
        Selection(select=("1a",), ignore=("quality-*",)),
    ]
)


class Remembering(RuleBasedStateMachine):
    """A folder that somebody edits, checked after each edit with a memory and without."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = Memory()
        self.files: dict[tuple[str, str], bytes | ReadFailure] = {}
        self.waivers: bytes | None = None
        self.pack, self.day, self.then = pack(), DAY, self.inputs()

    def inputs(self) -> Inputs:
        """What is on the disk; every byte of it read anew."""
        records = [
            (kind, InputFile(f"data/{kind}s/{name}.yaml", content if isinstance(content, ReadFailure) else content[:]))
            for (kind, name), content in self.files.items()
        ]
        waivers = InputFile("data/waivers.yaml", self.waivers) if self.waivers is not None else None
        return Inputs(tuple(records), waivers, ())

    @initialize(
        records=st.lists(st.tuples(NAMES, PARTNERS, NAMES, PROJECTS), max_size=3),
    )
    def begin(self, records: list[tuple[str, str, str, str]]) -> None:
        for name, partner, other, project in records:
            self.files["partner", name] = partner.encode()
            self.files["project", other] = project.encode()

    @rule(kind=KINDS, name=NAMES, data=st.data())
    def write(self, kind: str, name: str, data: st.DataObject) -> None:
        self.files[kind, name] = data.draw(TEXTS[kind]).encode()

    @rule(kind=KINDS, name=NAMES)
    def delete(self, kind: str, name: str) -> None:
        self.files.pop((kind, name), None)

    @rule(kind=KINDS, name=NAMES, to=NAMES)
    def rename(self, kind: str, name: str, to: str) -> None:
        if (content := self.files.pop((kind, name), None)) is not None:
            self.files[kind, to] = content

    @rule(kind=KINDS, name=NAMES)
    def lock(self, kind: str, name: str) -> None:
        self.files[kind, name] = ReadFailure(msg("It cannot be read."), msg("Unlock it."))

    @rule(text=st.one_of(st.none(), BROKEN, waivers("portfolio-number", "portfolio-countries", "project-goals")))
    def waive(self, text: str | None) -> None:
        self.waivers = text.encode() if text is not None else None

    @rule()
    def turn_around(self) -> None:
        self.files = dict(reversed(self.files.items()))

    @rule(most=st.sampled_from([1, 2]), relation=st.sampled_from(["friendship", "network"]))
    def change_the_rules(self, most: int, relation: str) -> None:
        self.pack = pack(most, relation)

    @rule(day=st.sampled_from([DAY, "2026-12-01"]))
    def wait(self, day: str) -> None:
        self.day = day

    @rule()
    def commit(self) -> None:
        self.then = self.inputs()

    @rule(selection=SELECTIONS)
    def look_at_a_part(self, selection: Selection) -> None:
        self.compare(selection)

    @rule(most=st.sampled_from([1, 2]), until=st.sampled_from([None, LATER]))
    def look_back_and_ahead(self, most: int, until: str | None) -> None:
        self.compare(Selection(), Asked(Base("HEAD", "0" * 40, DAY, self.then, pack(most)), until=until, records=True))

    @rule()
    def take_the_waivers_of_then(self) -> None:
        self.compare(Selection(), Asked(waivers_from=Base("HEAD", "0" * 40, DAY, self.then, self.pack)))

    @invariant()
    def is_the_same(self) -> None:
        self.compare(Selection())

    def compare(self, selection: Selection, asked: Asked | None = None) -> None:
        plain = check(self.inputs(), self.pack, self.day, selection, asked)
        remembered = check(self.inputs(), self.pack, self.day, selection, asked, memory=self.memory)
        assert difference(remembered, plain) is None


def difference(one: object, other: object) -> tuple[str, str] | None:
    """Where two values begin to be written differently."""
    texts = [repr(each).replace(", ", ",\n").splitlines() for each in (one, other)]
    if texts[0] == texts[1]:
        return None
    return next(((a, b) for a, b in zip(*texts, strict=False) if a != b), ("one is longer", ""))


def test_a_check_that_remembers_comes_to_the_same() -> None:
    run_state_machine_as_test(Remembering, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))


def inputs(files: Mapping[str, str]) -> Inputs:
    records = [(path.split("/")[1].removesuffix("s"), InputFile(path, text.encode())) for path, text in files.items()]
    return Inputs(tuple(records), None, ())


def town() -> dict[str, str]:
    """Four partners, and eight projects with two of them each."""
    files = {f"data/partners/p{number}.yaml": PARTNER for number in range(4)}
    for number in range(8):
        files[f"data/projects/q{number}.yaml"] = f"{PROJECT}partners: [p{number % 4}, p{(number + 1) % 4}]\n"
    return files


class TestOnlyWhatDiffersIsDone:
    def check(self, memory: Memory, files: Mapping[str, str], day: str = DAY, of: Pack | None = None) -> dict[str, int]:
        """What had to be read, judged and masked: files, records, and files again with what stands in none."""
        found = check(inputs(files), of or pack(), day, Selection(), memory=memory)
        assert difference(found, check(inputs(files), of or pack(), day, Selection())) is None
        return {what: memory.made[what] for what in ("compiled", "read", "judged", "masked")}

    def test_the_first_time_that_is_everything(self) -> None:
        assert self.check(Memory(), town()) == {"compiled": 1, "read": 12, "judged": 12, "masked": 13}

    def test_where_nothing_changed_nothing_is(self) -> None:
        memory = Memory()
        self.check(memory, town())
        assert self.check(memory, town()) == {"compiled": 0, "read": 0, "judged": 0, "masked": 0}
        assert not +memory.made

    def test_of_a_changed_project_it_is_the_project_and_its_partners(self) -> None:
        memory = Memory()
        self.check(memory, town())
        changed = town() | {"data/projects/q2.yaml": f"{PROJECT}partners: [p2, p3]\nnotes: Noe\n"}
        made = self.check(memory, changed)
        # What rules about the portfolio say of it stands in two other places.
        assert made == {"compiled": 0, "read": 1, "judged": 3, "masked": 3}

    def test_of_a_changed_partner_it_is_the_partner_and_its_projects(self) -> None:
        memory = Memory()
        self.check(memory, town())
        made = self.check(memory, town() | {"data/partners/p0.yaml": PARTNER + "notes: Noe\n"})
        assert (made["read"], made["judged"]) == (1, 1 + 4)

    def test_a_project_that_is_gone_is_missed_by_its_partners_alone(self) -> None:
        memory = Memory()
        self.check(memory, town())
        left = {path: text for path, text in town().items() if path != "data/projects/q0.yaml"}
        made = self.check(memory, left)
        assert (made["read"], made["judged"]) == (0, 2)

    def test_another_day_or_other_rules_have_every_record_judged_and_none_read(self) -> None:
        memory = Memory()
        self.check(memory, town())
        assert self.check(memory, town(), LATER) == {"compiled": 1, "read": 0, "judged": 12, "masked": 13}
        other = pack(most=1)
        assert self.check(memory, town(), LATER, other) == {"compiled": 1, "read": 0, "judged": 12, "masked": 13}

    def test_other_codes_have_every_record_read(self) -> None:
        memory = Memory()
        self.check(memory, town())
        assert self.check(memory, town(), DAY, pack(relation="network"))["read"] == 12

    def test_a_comparison_judges_what_has_changed_since(self) -> None:
        memory = Memory()
        self.check(memory, town())
        changed = town() | {"data/projects/q2.yaml": PROJECT}
        base = Base("HEAD", "0" * 40, DAY, inputs(town()), pack())
        check(inputs(changed), pack(), DAY, Selection(), Asked(since=base), memory=memory)
        assert memory.made["read"] == 1
        assert memory.made["judged"] < 12

    def test_what_is_remembered_does_not_grow(self) -> None:
        memory, sizes = Memory(), set()
        for number in range(6):
            self.check(memory, town() | {"data/projects/q2.yaml": f"{PROJECT}notes: Nr. {number}\n"})
            sizes.add(memory.size)
        assert len(sizes) == 1
        self.check(memory, {"data/projects/q2.yaml": PROJECT})
        assert memory.size < min(sizes) / 2


class TestWhatHasChangedElsewhere:
    """What is said of a record changes though the record does not."""

    def report(self, memory: Memory, files: Mapping[str, str], waivers: str | None = None) -> Report:
        read = replace(inputs(files), waivers=InputFile("data/waivers.yaml", waivers.encode()) if waivers else None)
        found = check(read, pack(), DAY, Selection(), memory=memory)
        assert difference(found, check(read, pack(), DAY, Selection())) is None
        return found.report

    def test_what_is_a_phone_number_somewhere_is_masked_everywhere_and_nothing_else_is_masked_anew(self) -> None:
        waiver = f"{{rule: project-goals, reason: Fordi, decided_by: Rådet, until: 2030-01-01, case: {PHONE}}}"
        memory, files = Memory(), town() | {"data/projects/q1.yaml": f"{PROJECT}waivers: [{waiver}]\n"}

        def case() -> str | None:
            """The case number of the waiver as it is shown."""
            report = self.report(memory, files)
            return next(each.waiver.case for each in report.findings if each.waiver is not None)

        assert case() == PHONE
        before = files["data/projects/q6.yaml"]
        files["data/projects/q6.yaml"] = f"{before}notes: Ring {PHONE}\n"
        assert case() == "█" * len(PHONE)
        # The record, the other that shows the number, and where the portfolio's findings about it stand.
        assert (memory.made["read"], memory.made["masked"]) == (1, 4)
        files["data/projects/q6.yaml"] = before
        assert case() == PHONE

    def test_a_waiver_of_the_portfolio_is_worded_anew(self) -> None:
        memory = Memory()
        for reason, until in (
            ("Fordi", "2030-01-01"),
            ("Derfor", "2030-01-01"),
            ("Derfor", "2026-01-01"),
            ("Derfor", "2026-01-02"),
        ):
            waivers = f"- {{rule: portfolio-number, reason: {reason}, decided_by: Rådet, until: {until}}}\n"
            report = self.report(memory, town(), waivers)
            (found,) = (each for each in report.findings if each.rule == "portfolio-number")
            assert (found.waiver.reason if found.waiver is not None else "") == (reason if until > DAY else "")

    def test_what_a_rule_came_to_stands_where_only_a_partner_has_changed(self) -> None:
        goals = "goals: [{statement: A, due: 2027-01-01}, {statement: B, due: 2020-01-01}]\n"
        memory, files = Memory(), {"data/partners/p0.yaml": PARTNER}
        files["data/projects/q0.yaml"] = f"{PROJECT}{goals}partners: [p0]\n"
        for notes in ("", "notes: Noe\n"):
            report = self.report(memory, files | {"data/partners/p0.yaml": PARTNER + notes})
            assert len([each for each in report.results if each.rule == "project-due"]) == 2
            # A rule that fails for every record is not idle.
            assert any(each.rule == "rule-failed" for each in report.findings)
            assert "project-fails" not in report.idle_rules

    def test_where_everything_held_it_is_asked_again(self) -> None:
        rules = pack(rules=(rule_text("project-a", "linked.all(p, p.status != 'ended')"), rule_text("project-b")))
        memory = Memory()
        for partner in (PARTNER, PARTNER.replace("active", "ended")):
            files = town() | {"data/partners/p0.yaml": partner}
            found = check(inputs(files), rules, DAY, Selection(), memory=memory)
            assert difference(found, check(inputs(files), rules, DAY, Selection())) is None
        assert {each.rule for each in found.report.findings} == {"project-a"}

    def test_a_new_group_counts_records_that_were_counted_before(self) -> None:
        memory, files = Memory(), town()
        for number, status in enumerate(("active", "planned", "idea")):
            files[f"data/projects/q{number}.yaml"] = (
                f"title: Nr {number}\nstatus: {status}\npartners: [p0]\nbudget: {{total: {number + 1}00}}\n"
            )
            report = self.report(memory, files)
        items = {each.item for each in report.results if each.rule == "portfolio-money"}
        assert items == {"active", "planned", "idea"}

    def test_what_cannot_be_read_is_told_with_every_verdict_on_the_portfolio(self) -> None:
        memory, files = Memory(), town()
        for path in ("data/projects/q2.yaml", "data/projects/q5.yaml"):
            files[path] = "title: [\n"
            self.report(memory, files)


class TestARuleMayDoNoMoreForBeingRemembered:
    """What it did for a record counts in every run, so that it is stopped at the same record."""

    HEAVY = PROJECT + "goals:\n" + "- {statement: A}\n" * 130 + f"summary: {'x' * 66_000}\n"
    RULES = (
        rule_text("project-heavy", "project.goals.all(g, !project.summary.contains('xxxxxxxxy'))"),
        rule_text("quality-notes", "has(record.notes)", subject="record", severity="note"),
    )

    def stopped(self, memory: Memory, files: Mapping[str, str]) -> list[str | None]:
        """Where the rule was stopped."""
        rules = pack(rules=self.RULES)
        found = check(inputs(files), rules, DAY, Selection(), memory=memory)
        assert difference(found, check(inputs(files), rules, DAY, Selection())) is None
        failed = [each.place.path for each in found.report.findings if each.rule == "rule-failed"]
        assert memory.made["started over"] == (1 if failed and len(files) > 1 else 0)
        return failed

    def test_wherever_the_record_is_that_is_too_much(self) -> None:
        memory, files = Memory(), dict[str, str]()
        for number in range(9, 0, -1):
            files[f"data/projects/p{number}.yaml"] = self.HEAVY
            if self.stopped(memory, files):
                break
        most = len(files) - 1
        assert 1 <= most < 8
        # The one that was added stands first and is judged; it is the last one that is too much.
        assert self.stopped(memory, files) == ["data/projects/p9.yaml"]
        files["data/projects/p8.yaml"] = PROJECT
        for _ in range(4):
            assert self.stopped(memory, files) == []
        files["data/projects/p91.yaml"] = self.HEAVY
        assert self.stopped(memory, files) == ["data/projects/p91.yaml"]

    def test_also_where_what_the_records_are_linked_to_has_changed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(meter, "ONE_RULE", 4_000_000)
        memory, files = Memory(), dict[str, str]()
        for number in range(9, 0, -1):
            files["data/partners/a.yaml"] = f"{PARTNER}notes: Nr. {number}\n"
            files[f"data/projects/p{number}.yaml"] = f"{self.HEAVY}partners: [a]\n"
            if failed := self.stopped(memory, files):
                break
        assert failed == ["data/projects/p9.yaml"]
        assert len(files) > 2

    def test_a_verdict_that_was_stopped_is_not_remembered(self) -> None:
        memory, files = Memory(), {f"data/projects/p{number}.yaml": self.HEAVY for number in range(3)}
        found = check(inputs(files), pack(rules=self.RULES), DAY, Selection(), memory=memory).report.findings
        assert [each.place.path for each in found if each.rule == "rule-failed"] == ["data/projects/p2.yaml"]
        assert not memory.made["started over"]
        assert self.stopped(memory, files | {"data/projects/p0.yaml": PROJECT}) == []


def test_a_check_that_was_broken_off_spoils_nothing() -> None:
    memory, ticks = Memory(), iter(range(15))

    def tick() -> None:
        if next(ticks, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(inputs(town()), pack(), DAY, Selection(), tick=tick, memory=memory)
    found = check(inputs(town()), pack(), DAY, Selection(), memory=memory)
    assert difference(found, check(inputs(town()), pack(), DAY, Selection())) is None
    # In both together each was judged once.
    assert memory.made["judged"] == 12
