"""The catalogues: whole, with the slots and the code words of the English, and each in its own language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from intlstrat import language
from intlstrat.language import Language, slots
from tools import catalogue

NORWEGIAN = ["nb", "nn"]

BOKMAL = {
    *("advarsel", "anførselstegn", "annen", "bare", "ble", "blitt", "bokstaver", "brudd", "bruddet", "dere"),
    *("deres", "egen", "egne", "eksempler", "en", "endringen", "endringer", "ennå", "et", "filen", "finnes"),
    *("flere", "fra", "gjelder", "gjentas", "gjør", "gjøre", "gjøres", "gyldighet", "hel", "hele", "helt"),
    *("hjelpen", "hun", "hva", "hvem", "hver", "hverandre", "hvert", "hvilke", "hvilken", "hvilket", "hvis"),
    *("hvor", "hvordan", "hvorfor", "høyere", "ikke", "innen", "jeg", "kjør", "kjøre", "kommunens", "leses"),
    *("linjen", "listen", "lukket", "mangler", "mappen", "mente", "mer", "midler", "målene", "måned", "navn"),
    *("navnet", "nevn", "nevner", "noe", "noen", "nøklene", "nøkler", "oppføringen", "oppføringene", "oppføringer"),
    *("partnere", "partneren", "partnerne", "prosjektene", "prosjekter", "punktene", "punkter", "reglene"),
    *("regler", "sammen", "sammenlignet", "selv", "selve", "senere", "sier", "skrives", "sted", "stedet"),
    *("strategiens", "svarer", "tallet", "tegn", "tegnet", "tidligere", "uten", "vei", "velg", "vurderes"),
    *("vurderingen", "vurderinger", "være", "vært", "åpnes"),
}
"""Words of bokmål that no nynorsk text has."""


@cache
def texts(code: str) -> tuple[tuple[str, str], ...]:
    """Each text with its translation; of a plural, both forms."""
    return tuple(_pairs(_read(code)))


def _read(code: str) -> Catalog:
    with catalogue.po_path(code).open("rb") as file:
        return read_po(file, locale=code)


def _pairs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalog:
        if isinstance(message.id, str):
            if message.id:
                yield message.id, str(message.string)
        else:
            yield from zip(message.id, message.string or (), strict=True)


def _untranslated() -> Catalog:
    """The texts alone, as they are found in the code."""
    catalog = _read("nb")
    for message in catalog:
        message.string = "" if isinstance(message.id, str) else ("", "")
    return catalog


def code_words(text: str) -> list[str]:
    """What must be written the same way in every language of Norway: options, keys, files, numbers and marks."""
    found = re.findall(r"--[a-z][a-z-]*|[\w./-]+\.yaml|[a-z]+_[a-z_]+|\d+|[«»…\u00a0\u202f–<>&|*\\`]|\[[a-z]*\]", text)
    return sorted(found)


@pytest.mark.parametrize("code", NORWEGIAN)
def test_every_translation_has_the_slots_of_its_text(code: str) -> None:
    assert len(texts(code)) > 1000
    wrong = [(text, said) for text, said in texts(code) if sorted(slots(text)) != sorted(slots(said))]
    assert wrong == []


@pytest.mark.parametrize("code", NORWEGIAN)
def test_nothing_is_untranslated(code: str) -> None:
    assert [text for text, said in texts(code) if not said.strip()] == []


@pytest.mark.parametrize("code", NORWEGIAN)
def test_a_translation_has_space_around_it_where_its_text_has(code: str) -> None:
    def around(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [text for text, said in texts(code) if around(text) != around(said)] == []


def test_nynorsk_has_the_same_texts_as_bokmal() -> None:
    assert [text for text, _ in texts("nn")] == [text for text, _ in texts("nb")]


def test_code_words_and_marks_are_the_same_in_nynorsk_as_in_bokmal() -> None:
    both = zip(texts("nb"), texts("nn"), strict=True)
    assert [(nb, nn) for (_, nb), (_, nn) in both if code_words(nb) != code_words(nn)] == []


def test_a_nynorsk_text_begins_and_ends_as_the_bokmal_one() -> None:
    both = zip(texts("nb"), texts("nn"), strict=True)
    ends = ".:?…"
    differ = [
        (nb, nn)
        for (_, nb), (_, nn) in both
        if nb[0].isupper() != nn[0].isupper() or (nb[-1] != nn[-1] and {nb[-1], nn[-1]} & set(ends))
    ]
    assert differ == []


def test_no_word_of_bokmal_stands_in_nynorsk() -> None:
    found = [
        (word, said)
        for _, said in texts("nn")
        for word in re.findall(r"(?<![\w-])\w+(?![\w-])", said.lower())
        if word in BOKMAL
    ]
    assert found == []


def test_the_words_of_bokmal_are_those_of_the_bokmal_catalogue() -> None:
    """So that the test above looks for words that somebody would write."""
    words = {word for _, said in texts("nb") for word in re.findall(r"\w+", said.lower())}
    assert len(words & BOKMAL) > 60


class TestATextWithoutNynorsk:
    """It comes in bokmål, and the tool tells of it."""

    TEXT = "There is no {path}."
    PLURAL = ("{n} partner", "{n} partners")

    @pytest.fixture
    def lacking(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        """Catalogues in which nynorsk has no translation of these two, and a program with the texts of bokmål."""
        for code in NORWEGIAN:
            catalog = _read(code)
            if code == "nn":
                for text, nothing in ((self.TEXT, ""), (self.PLURAL, ("", ""))):
                    message = catalog.get(text if isinstance(text, str) else text[0])
                    assert message is not None
                    message.string = nothing
            content = catalogue.po_bytes(catalog)
            path = tmp_path / "locale" / code / "LC_MESSAGES" / "intlstrat.po"
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
            path.with_suffix(".mo").write_bytes(catalogue.mo_bytes(content, code))
        monkeypatch.setattr(catalogue, "LOCALE", tmp_path / "locale")
        monkeypatch.setattr(catalogue, "template", _untranslated)
        monkeypatch.setattr(language, "__file__", str(tmp_path / "__init__.py"))
        language._catalogue.cache_clear()
        yield tmp_path / "locale"
        language._catalogue.cache_clear()

    def test_comes_in_bokmal(self, lacking: Path) -> None:
        nynorsk = Language("nn")
        assert nynorsk.text(self.TEXT, path="x.yaml") == "x.yaml finnes ikke."
        assert [nynorsk.plural(*self.PLURAL, n) for n in (1, 2)] == ["1 partner", "2 partnere"]
        assert nynorsk.text("There is no folder {folder}.", folder="x") == "Mappa x finst ikkje."
        assert nynorsk.plural("{n} rule", "{n} rules", 2) == "2 reglar"

    @pytest.mark.parametrize(
        ("what", "out"),
        [("--check", ""), ("--missing", f"nn: {TEXT!r}\nnn: {PLURAL[0]!r}\n")],
        ids=["check", "missing"],
    )
    def test_is_told_of(
        self, lacking: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str, out: str
    ) -> None:
        monkeypatch.setattr("sys.argv", ["catalogue", what])
        assert catalogue.main() == 1
        said = capsys.readouterr()
        assert sorted(said.out.splitlines()) == sorted(out.splitlines())
        assert said.err == "nn: 2 texts are not translated; up to date: True\n"

    def test_a_language_without_any_file_is_told_of(
        self, lacking: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for path in (lacking / "nn" / "LC_MESSAGES").iterdir():
            path.unlink()
        monkeypatch.setattr("sys.argv", ["catalogue", "--check"])
        assert catalogue.main() == 1
        assert re.fullmatch(r"nn: \d{4} texts are not translated; up to date: False\n", capsys.readouterr().err)


def texts_asked_for() -> Iterator[tuple[str, str]]:
    """Every text that the code asks a `Language` for by its literal, with its module; inside f-strings too."""
    for path in sorted(Path(language.__file__).parents[1].rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "text":
                literal = node.args[0] if node.args else None
                if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                    yield path.name, literal.value


@pytest.mark.parametrize("code", NORWEGIAN)
def test_no_text_escapes_the_extractor(code: str) -> None:
    """The extractor does not see into f-strings of every Python."""
    known = {text for text, _ in texts(code)}
    assert [each for each in texts_asked_for() if each[1] not in known] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('language.text("One", n=msg("Two"))', ["One", "Two"]),
        ('plural("{n} day", "{n} days", n)', [("{n} day", "{n} days")]),
        ('N_(\n    "One "\n    "and two"\n)', ["One and two"]),
        ('text[0]\ndef text(value):\n    """Says it."""\n    return other("No")', []),
        ('text(name)\ntext(f"One {n}")\ntext()\nplural("One", many, n)\n(lambda: 1)("No")', []),
    ],
)
def test_what_the_code_marks_is_found(
    source: str, found: list[str | tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "intlstrat" / "a.py"
    file.parent.mkdir()
    file.write_text(source, encoding="utf-8")
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    assert [each.id for each in catalogue.template() if each.id] == found
