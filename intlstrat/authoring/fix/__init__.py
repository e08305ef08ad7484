"""Mends records without deciding anything: pure, from bytes and what is known to a `Mending`.

| what | mended | left to somebody to decide |
| --- | --- | --- |
| day | `05.06.2024`, `5. juni 2024`, `2024/6/5`, `25/12/2024`, a time of midnight | `05/06/2024`, `5.6.24`, a year |
| year | `1985-`, `1985.` | `ca. 1985`, a whole day |
| amount | `4.200.000`, `4,2 mill`, `kr 4 200,-` in a budget in NOK | `4.200`, `1.250.00`, cents, a minus, other money |
| number | `1 200` | a unit, a word |
| truth | `ja`, `nei`, `yes`, `off`, `1`, `True` | any other word |
| country, currency | the name or code of one, in any case | what is only like one; `kr`, `Kongo`: several go by it |
| code, id, key | a slip of the pen for one known word (`suggest.only_close`) | two that are near; a key that is there |
| a list of one | a word, or keys of which one at least is known there | several words, also `{a: b, c}`; unknown keys |
| quotes | codes, ids of partners and rules, case numbers, a waiver's item: if `quoting.is_ambiguous` | – |

Quotes are never put around text, days, years, amounts, numbers and truths that are right: a title of `2024` stays.

Two readers must agree before a file counts as mended: the check's own, by which nothing may be wrong that was not
hidden before, and ruamel.yaml's round trip (`proof`), by which everything but the mends is the same.
"""

from intlstrat.authoring.fix.mending import mend
from intlstrat.authoring.fix.model import Kind, Known, Mend, Mending

__all__ = ["Kind", "Known", "Mend", "Mending", "mend"]
