"""A data repo that is held to the shipped rules, and what one of them comes to for one record."""

from __future__ import annotations

import shutil
from pathlib import Path

from portfolios import SHIPPED, Verdict, World, run

DAY = "2026-11-23"


class City(World):
    """A data repo that is held to the shipped rules."""

    rules: Path = SHIPPED

    def shipped(self, as_of: str = DAY, lang: str = "en") -> Verdict:
        arguments = ["check", "--format", "json", "--show", "all", "--rules", str(self.rules), "--as-of", as_of]
        ran = run(self.root, *arguments, "--lang", lang)
        assert ran.out, ran.err
        return Verdict(ran)

    def set(self, parameter: str, value: str) -> None:
        """Gives a parameter that the shipped strategy leaves unset a value."""
        self.rules = self.root / "regler"
        shutil.copytree(SHIPPED, self.rules)
        strategy = self.rules / "strategy.yaml"
        text = strategy.read_text(encoding="utf-8")
        unset = f"  {parameter}:\n    why:"
        assert unset in text
        strategy.write_text(text.replace(unset, f"  {parameter}:\n    value: {value}\n    why:"), encoding="utf-8")

    def city(self, id_: str, more: str = "", country: str = "DK", status: str = "active", name: str = "") -> None:
        base = f"name: {name or id_.title()}\ncountry: {country}\nrelation: sister_city\nstatus: {status}\n"
        self.partner(id_, more, base=base)


def project(city: City, rule: str, more: str, status: str = "active", as_of: str = DAY) -> str | None:
    """What a rule comes to for one project."""
    city.project("havna", more + "\n", base=f"title: Havna\nstatus: {status}\n")
    return city.shipped(as_of).outcome(rule)


def partner(city: City, rule: str, more: str, status: str = "active", as_of: str = DAY) -> str | None:
    """What a rule comes to for one sister city."""
    city.city("nordby", more + "\n", status=status)
    return city.shipped(as_of).outcome(rule)
