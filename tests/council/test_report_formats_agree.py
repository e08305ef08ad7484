"""The whole paper in every format: the same headings, captions, cells and figures, and the same bytes when made again.

The heavy formats are made twice for all of this, and those that cost little once more in English.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from city import City
from paper_texts import Paper, of_docx, of_html, of_markdown, of_odt, of_pdf, of_text, squeezed
from portfolios import CLEAN, REPOSITORY
from report_world import DAY, PARTNERS, PROJECTS, everything, report

ENDINGS = ("txt", "md", "html", "pdf", "docx", "odt", "json")

SECTIONS = {
    "nb": [
        "Internasjonalt samarbeid: status per 23. november 2026",
        "Sammendrag",
        "Siden forrige møte, og før det neste",
        "Blir brudd hvis ingenting gjøres",
        "Oppfølging",
        "Krav i strategien som ikke er oppfylt",
        "Opplysninger som må eller bør rettes",
        "Brudd med unntak",
        "Status punkt for punkt",
        "Oversikter over partnere og prosjekter",
        "Vennskapsbyer og andre partnere",
        "Hvor partnerne er",
        "Prosjekter",
        "Økonomi",
        "Egne midler per år",
        "Hvor pengene til prosjektene kommer fra",
        "Valutakurser",
        "FNs bærekraftsmål og strategiens egne mål",
        "FNs bærekraftsmål",
        "Strategiens egne mål",
        "Besøk",
        "Tidslinje for prosjektene",
        "Hva som ikke er ført",
        "Kommunens egne tolkninger",
        "Tekst til saken",
        "Saksopplysninger",
        "Vurdering",
        "Økonomiske konsekvenser",
        "Forslag til vedtak",
    ],
    "en": [
        "International cooperation: status as of 23 November 2026",
        "Summary",
        "Since the last meeting, and before the next one",
        "Becomes a breach if nothing is done",
        "Follow-up",
        "Demands of the strategy that are not met",
        "Data that must or should be corrected",
        "Breaches that are accepted",
        "Status clause by clause",
        "Overviews of partners and projects",
        "Sister cities and other partners",
        "Where the partners are",
        "Projects",
        "Economy",
        "Own money by year",
        "Where the projects' money comes from",
        "Exchange rates",
        "The UN's goals and the strategy's own goals",
        "The UN's goals for sustainable development",
        "The strategy's own goals",
        "Visits",
        "Time line of the projects",
        "What is not recorded",
        "The municipality's own interpretations",
        "Text for the case",
        "Facts of the case",
        "Assessment",
        "Economic consequences",
        "Proposed decision",
    ],
}
"""In the order of the issue."""


def outputs(folder: Path, endings: tuple[str, ...] = ENDINGS) -> list[str]:
    return [part for ending in endings for part in ("--output", str(folder / f"sak.{ending}"))]


def contents(folder: Path, endings: tuple[str, ...] = ENDINGS) -> dict[str, bytes]:
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"sak.{ending}" for ending in endings)
    return {ending: (folder / f"sak.{ending}").read_bytes() for ending in endings}


def every_format(folder: Path) -> dict[str, bytes]:
    """Every format, in bokmål, made by one command in this process."""
    city = everything(City(folder / "by"))
    folder /= "ut"
    folder.mkdir()
    ran = report(city, *outputs(folder), lang="nb")
    assert (ran.out, len(ran.err.splitlines())) == ("", len(ENDINGS))
    return contents(folder)


def read(made: Mapping[str, bytes]) -> dict[str, Paper]:
    """What a reader finds in each format that is there, but for JSON."""
    found = {"html": of_html(made["html"].decode())[0]} if "html" in made else {}
    found |= {"txt": of_text(made["txt"].decode()), "md": of_markdown(made["md"].decode())}
    if "pdf" in made:
        found |= {"pdf": of_pdf(made["pdf"]), "docx": of_docx(made["docx"]), "odt": of_odt(made["odt"])}
    return found


def test_every_format_has_the_same_and_is_the_same_again(tmp_path: Path) -> None:
    """One test, so that the heavy formats are made twice in all, whatever process the tests are spread over."""
    made = every_format(tmp_path)
    papers = read(made)
    no_format_lacks_a_part(made, papers)
    the_figures_are_the_same_everywhere(papers)
    pictures_are_told_in_words(papers)
    another_process_and_order_gives_the_same_bytes(made, tmp_path / "igjen")


def no_format_lacks_a_part(made: dict[str, bytes], papers: dict[str, Paper]) -> None:
    _, captions, cells = of_html(made["html"].decode())
    assert len(captions) == len(set(captions)) == 17 + 6  # tables and figures
    assert len(cells) > 600
    for ending, paper in papers.items():
        told = [title for title in paper.headings if title != "Innhold"]
        # The title of a PDF stands in its metadata, and not among the bookmarks.
        assert told == SECTIONS["nb"][1 if ending == "pdf" else 0 :], ending
        text = paper.squeezed
        assert [caption for caption in captions if squeezed(caption) not in text] == [], ending
        # On a terminal the lines of a row's cells stand side by side: there it is each word that must be there.
        parts = [word for cell in cells for word in cell.split()] if ending == "txt" else cells
        assert [part for part in parts if squeezed(part) not in text] == [], ending


def the_figures_are_the_same_everywhere(papers: dict[str, Paper]) -> None:
    for ending, paper in papers.items():
        for figure in ("76 600 kr", "ca. 1 160 000 kr", "382 000 kr", "0,5", "11,6", "punkt 4f og 1a"):
            assert squeezed(figure) in paper.squeezed, (ending, figure)


def pictures_are_told_in_words(papers: dict[str, Paper]) -> None:
    """Where they are, and where they are not."""
    told = papers["html"].alternatives
    assert len(told) == 6
    assert "Den høyeste er 2026 med 76 600 kr." in told[2].replace("\u00a0", " ")
    for ending in ("docx", "odt"):
        assert papers[ending].alternatives == told
    for ending in ("txt", "md"):
        assert [text for text in told if squeezed(text) not in papers[ending].squeezed] == []


def another_process_and_order_gives_the_same_bytes(made: dict[str, bytes], tmp_path: Path) -> None:
    """Another time zone, language, hash seed, home and working folder, and records written in another order."""
    city = City(tmp_path / "en by til")
    for id_, text in reversed(PROJECTS.items()):
        city.write(f"data/projects/{id_}.yaml", text)
    for id_, text in reversed(PARTNERS.items()):
        city.write(f"data/partners/{id_}.yaml", text)
    folder, home = tmp_path / "ut", tmp_path / "hjem"
    folder.mkdir(parents=True)
    home.mkdir()
    other = {
        **{"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "4711"},
        **{"HOME": str(home), "COLUMNS": "80", "PYTHONPATH": str(REPOSITORY), "USER": "en-annen", "TMPDIR": str(home)},
    }
    arguments = ["report", "--root", str(city.root), "--rules", str(city.rules), "--as-of", DAY, "--lang", "nb"]
    done = subprocess.run(
        [sys.executable, "-m", "intlstrat", *arguments, *outputs(folder)],
        cwd=home, env={**os.environ, **other}, capture_output=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == CLEAN, done.stderr
    again = contents(folder)
    assert [ending for ending in ENDINGS if again[ending] != made[ending]] == []
    # Nothing is left in a temporary folder, or at home but what Matplotlib keeps for itself there.
    left = [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]
    assert [path for path in left if not path.startswith((".cache/matplotlib/", ".config/matplotlib/"))] == []


def test_the_same_parts_in_english(tmp_path: Path) -> None:
    city = everything(City(tmp_path / "by"))
    folder, endings = tmp_path / "ut", ("txt", "md")
    folder.mkdir()
    report(city, *outputs(folder, endings), lang="en")
    made = contents(folder, endings)
    captions = re.findall(r"\*\*((?:Table|Figure) \d+\. [^*]+)\*\*", made["md"].decode())
    assert len(captions) == 17 + 6
    for ending, paper in read(made).items():
        assert [title for title in paper.headings if title != "Contents"] == SECTIONS["en"], ending
        assert [caption for caption in captions if squeezed(caption) not in paper.squeezed] == [], ending
