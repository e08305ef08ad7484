"""The HTML paper in a real Chromium: accessible by axe-core's rules, at every width, by keyboard and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from needs import program
from papers import ATTACKED, PLAIN, alternatives, made, squeezed, tables, texts
from sample_document import document

pytestmark = pytest.mark.xdist_group("browser")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAPERS = {"plain": PLAIN, "hostile": ATTACKED, "english": document(language="en")}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
OUTLINE = "getComputedStyle(document.activeElement)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = program("chromium", "chromium-browser", "google-chrome", package="chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the papers lie as files."""
    home = tmp_path_factory.mktemp("pages")
    for name, paper in PAPERS.items():
        (home / f"{name}.html").write_bytes(made("html", paper))
    return home


@pytest.fixture
def page(browser: Any, folder: Path) -> Iterator[Any]:
    """A page of a browser, 1280 pixels wide, with the everyday paper."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto((folder / "plain.html").as_uri())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shown(browser: Any, folder: Path) -> Iterator[dict[str, Any]]:
    """Each paper in a page that tests look at and leave as it is."""
    pages = {name: browser.new_page() for name in PAPERS}
    for name, opened in pages.items():
        opened.goto((folder / f"{name}.html").as_uri())
    yield pages
    for opened in pages.values():
        opened.close()


@pytest.mark.parametrize(("name", "width"), [("plain", 320), ("plain", 1280), ("hostile", 320), ("english", 1280)])
def test_axe_finds_nothing(shown: dict[str, Any], name: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    shown[name].set_viewport_size({"width": width, "height": 900})
    results = Axe().run(shown[name], options=RULES)
    assert [f"{found['id']}: {found['nodes'][0]['html'][:200]}" for found in results.response["violations"]] == []


def test_axe_would_find_a_picture_without_words(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelector('img').removeAttribute('alt')")
    found = Axe().run(page, options=RULES).response["violations"]
    assert "image-alt" in {violation["id"] for violation in found}


@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_the_page_never_scrolls_sideways(shown: dict[str, Any], name: str, width: int) -> None:
    """320 pixels are what is left of 1280 at 400 %, and 640 at 200 %."""
    page = shown[name]
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Nor does anything but the boxes that are made for it stick out.
    wide = """[...document.querySelectorAll('body *')].filter(one => !one.closest('.scroll, .skip')
        && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_letters_of_twice_the_size_fit(shown: dict[str, Any], name: str) -> None:
    page = shown[name]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    cut = """[...document.querySelectorAll('h1, h2, h3, p, li, dt, dd, th, td, figcaption')].filter(one =>
        one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display != 'inline').map(one => one.outerHTML)"""
    assert page.evaluate(cut) == []
    page.evaluate("document.documentElement.style.fontSize = ''")


def test_whatever_has_the_focus_shows_it(page: Any) -> None:
    count = page.evaluate("document.querySelectorAll('a[href], [tabindex=\"0\"]').length")
    assert count > len(tables(PLAIN)) + len(alternatives(PLAIN))
    seen = set()
    for _ in range(count):
        page.keyboard.press("Tab")
        style, width = page.evaluate(f"[{OUTLINE}.outlineStyle, {OUTLINE}.outlineWidth]")
        seen.add(page.evaluate("document.activeElement.outerHTML"))
        assert style != "none"
        assert float(width.removesuffix("px")) >= 2
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    assert len(seen) == count


def test_the_first_tab_leads_past_the_contents(page: Any) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_without_its_stylesheet_it_still_reads_in_order(page: Any) -> None:
    page.evaluate("document.querySelectorAll('style').forEach(one => one.remove())")
    said = squeezed(page.evaluate("document.body.innerText"))
    at = 0
    for text in texts(PLAIN):
        found = said.find(squeezed(text), at)
        assert found >= 0, text
        at = found


def test_nothing_is_asked_for_and_nothing_is_complained_of(browser: Any, folder: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    address = (folder / "hostile.html").as_uri()
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:image/svg+xml;base64,")] == [address]
    assert said == []
    assert page.evaluate("[...document.images].every(one => one.complete && one.naturalWidth > 0)")
    page.close()


def test_it_prints_on_a4_with_wide_tables_on_their_side(page: Any, tmp_path: Path) -> None:
    from subprocess import run

    program("pdfinfo", package="poppler-utils")
    file = tmp_path / "paper.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    sizes = run(["pdfinfo", "-f", "1", "-l", "99", file], capture_output=True, text=True, check=True).stdout
    found = [line.split(":")[1].split()[:3] for line in sizes.splitlines() if " size:" in line and line[:5] == "Page "]
    shapes = {tuple(round(float(side)) for side in (width, height)) for width, _, height in found}
    assert shapes == {(595, 842), (842, 595)}
    printed = run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    said = squeezed(printed)
    assert [text for text in texts(PLAIN) if squeezed(text) not in said] == []
