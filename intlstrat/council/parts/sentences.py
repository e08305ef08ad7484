"""The sentences that the summary and the text for the case have in common."""

from __future__ import annotations

from collections.abc import Iterable

from intlstrat.council.figures import CLAUSE_STATES, ChangedDemand, ClauseState, Coming, Figures, StatusCount
from intlstrat.council.parts.words import LAST_IN_WORDS, Words, capital
from intlstrat.findings import N_


def portfolio_sentences(figures: Figures, words: Words) -> list[str]:
    """How many partners and projects there are, and how many of them are under way."""
    language, key = words.language, figures.totals
    partners = sum(1 for each in figures.partners if each.status != "ended")
    projects = sum(1 for each in figures.projects if each.status != "cancelled")
    active = sum(each.records for each in key.projects if each.status == "active")
    whom = words.counted("one partner", "{n} partners", partners)
    if key.countries:
        countries = words.counted("one country", "{n} countries", key.countries)
        whom = language.text("{partners} in {countries}", partners=whom, countries=countries)
    told = [
        language.text(
            "As of {date}, {municipality} has {partners}, and {projects}.",
            date=words.date(figures.as_of),
            municipality=figures.municipality,
            partners=whom,
            projects=words.counted("one project", "{n} projects", projects),
        )
    ]
    told.append(
        capital(
            language.text(
                "{cities} active, and {projects} under way.",
                cities=words.counted("one sister city is", "{n} sister cities are", key.sister_cities),
                projects=words.counted("one project is", "{n} projects are", active),
            )
        )
    )
    told += [
        language.text("{what} by status: {numbers}.", what=language.text(kind), numbers=_by_status(counts, words))
        for kind, counts in ((N_("Partners"), key.partners), (N_("Projects"), key.projects))
        if len(counts) > 1
    ]
    return told


def _by_status(counts: tuple[StatusCount, ...], words: Words) -> str:
    return ", ".join(f"{words.status(each.status).lower()} {words.number(each.records)}" for each in counts)


def state_sentences(figures: Figures, words: Words) -> list[str]:
    """How the clauses stand, and how many breaches there are."""
    language, key = words.language, figures.totals
    number = {state: sum(1 for each in figures.clauses if each.state == state) for state in CLAUSE_STATES}
    # Numbers of one list are all in figures where one of them is.
    in_figures = any(number[state] > LAST_IN_WORDS for state in ("fulfilled", "breach", "unknown", "waived"))
    said: tuple[tuple[ClauseState, str], ...] = (
        ("fulfilled", words.counted("one is fulfilled", "{n} are fulfilled", number["fulfilled"], in_figures)),
        ("breach", words.counted("one is breached", "{n} are breached", number["breach"], in_figures)),
        ("unknown", words.counted("one cannot be judged", "{n} cannot be judged", number["unknown"], in_figures)),
        (
            "waived",
            words.counted("one has an accepted breach", "{n} have accepted breaches", number["waived"], in_figures),
        ),
    )
    lead = words.counted(
        "The strategy has one clause that is held against the records:",
        "The strategy has {n} clauses that are held against the records:",
        sum(number[state] for state, _ in said),
    )
    parts = tuple(text for state, text in said if number[state])
    told = [f"{lead} {language.join(parts)}."] if parts else []
    breaches = key.errors + key.warnings + key.notes
    if not breaches:
        return [*told, language.text("No breach of the strategy was found.")]
    found = words.counted("One breach was found in all", "{n} breaches were found in all", breaches)
    severe = (
        words.counted("one of them must be put right", "{n} of them must be put right", key.errors)
        if key.errors
        else language.text("none of them is among the most serious")
    )
    return [*told, language.text("{found}; {severe}.", found=capital(found), severe=severe)]


def money_sentences(figures: Figures, words: Words) -> list[str]:
    """Own money this year against the frame, and the share that others give."""
    language, economy = words.language, figures.economy
    year = int(figures.as_of[:4])
    own = next((each.own for each in economy.years if each.year == year), None)
    told = []
    if own is None:
        told.append(language.text("No own money is recorded for {year}.", year=str(year)))
    else:
        told.append(
            language.text(
                "For {year}, {amount} of the municipality's own money is recorded.",
                year=str(year), amount=words.money(own),
            )
        )  # fmt: skip
    if economy.unrated:
        told.append(language.text("Amounts in currencies without a rate are not in this."))
    if economy.frame is not None:
        told.append(language.text("The frame for a year is {frame}.", frame=words.money(economy.frame)))
    elif any(gap.path == "params.annual_frame" for gap in figures.gaps):
        told.append(language.text("The municipality has not yet set a frame for a year."))
    else:
        told.append(language.text("The strategy sets no frame for a year."))
    over = [str(each.year) for each in economy.years if each.frame is not None and each.own > each.frame]
    if over:
        told.append(
            language.text("What is recorded is more than the frame in {years}.", years=language.join(tuple(over)))
        )
    if economy.external_share is not None:
        told.append(
            language.text(
                "Of the money recorded as granted to projects, {share} comes from others than the municipality.",
                share=words.share(economy.external_share),
            )
        )
    return told


def goal_sentence(figures: Figures, words: Words) -> str:
    """How many of the UN's goals the cooperation serves."""
    if not figures.totals.un_goals:
        return words.language.text(
            "The cooperation is not recorded as serving any of the UN's 17 goals for sustainable development."
        )
    return words.counted(
        "The cooperation is recorded as serving one of the UN's 17 goals for sustainable development.",
        "The cooperation is recorded as serving {n} of the UN's 17 goals for sustainable development.",
        figures.totals.un_goals,
    )


def changed_sentences(figures: Figures, words: Words) -> list[str]:
    """What has changed and what is to come, or that nobody asked."""
    language, changes, ahead = words.language, figures.changes, figures.forecast
    told = []
    if changes is None:
        told.append(language.text("The paper is not compared with an earlier one."))
    else:
        came, went = _breaches(changes.came), _breaches(each for each in changes.went if not each.accepted)
        told.append(
            language.text(
                "Since {date}, {came}, and {went}.",
                date=words.date(changes.as_of),
                came=words.counted("one breach has come", "{n} breaches have come", came),
                went=words.counted("one has gone", "{n} have gone", went) if went else language.text("none has gone"),
            )
        )
        excused = _breaches(each for each in changes.went if each.accepted)
        if excused:
            told.append(words.counted("One has been accepted since.", "{n} have been accepted since.", excused))
        faded = _breaches(changes.faded)
        if faded:
            told.append(words.counted("One cannot be judged any more.", "{n} cannot be judged any more.", faded))
    if ahead is not None:
        told.append(_coming(_breaches(ahead.coming), ahead.until, words))
    return told


def _coming(n: int, until: str, words: Words) -> str:
    """How many breaches come by a day."""
    if not n:
        return words.language.text(
            "By what is recorded, no more breaches come by {date} just because time passes.", date=words.date(until)
        )
    return words.language.text(
        "If nothing is done, {come} by {date}.",
        come=words.counted("one more breach comes", "{n} more breaches come", n),
        date=words.date(until),
    )


def _breaches(demands: Iterable[ChangedDemand | Coming]) -> int:
    """How many breaches of the strategy there are among them: what is amiss in the data breaches no clause."""
    return sum(each.findings for each in demands if each.layer == "strategy")
