"""What the fixed words of records mean, in their lists' order. Catalogue texts; editors and `new` show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlstrat.findings import N_
from intlstrat.records import models

MEANINGS: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    models.RELATIONS: (
        N_("Sister city."),
        N_("Friendship: a lighter relation than a sister city."),
        N_("Solidarity: support for a place in need."),
        N_("Partnership about named tasks."),
        N_("Letter of intent: a wish to cooperate, before anything firm is agreed."),
        N_("Network of several members."),
    ),
    models.PARTNER_STATUSES: (
        N_("Proposed: suggested, but not decided."),
        N_("Active: the cooperation is running."),
        N_("Dormant: the relation stands, but nothing is happening."),
        N_("Ended: the relation is over."),
    ),
    models.PROJECT_STATUSES: (
        N_("Idea: nothing has been applied for or decided."),
        N_("Applied: money has been applied for, and there is no answer yet."),
        N_("Planned: it is to take place, but has not begun."),
        N_("Active: the project is running."),
        N_("Completed: the project has been carried out and is over."),
        N_("Cancelled: the project was called off."),
    ),
    models.CONTACT_LEVELS: (
        N_("High: the contact is lively, with visits or joint work."),
        N_("Medium: regular contact, but not often."),
        N_("Low: little contact."),
    ),
    models.DIRECTIONS: (N_("Outgoing: from here to the partner."), N_("Incoming: from the partner to here.")),
    models.CONCLUSIONS: (
        N_("Continue: the contact can go on at the level it has."),
        N_("Adjust: the level of contact should be raised or lowered."),
        N_("End: the relation should be wound up."),
    ),
    models.RISK_FACTORS: (
        N_("War or conflict where the cooperation takes place."),
        N_("Children or young people under 18 take part."),
        N_("Personal data are collected or shared."),
        N_("Danger to life or health."),
        N_("Economic risk for the municipality."),
        N_("Something else that calls for a risk assessment."),
    ),
    models.ROLES: (
        N_("Leads the project."),
        N_("Takes part as a full partner."),
        N_("Takes part without being a full partner."),
    ),
    models.FUNDING_KINDS: (
        N_("The municipality's own money."),
        N_("Money from a county."),
        N_("Money from the state."),
        N_("Money from Nordic cooperation."),
        N_("An EU programme other than Interreg."),
        N_("The EEA and Norway Grants."),
        N_("An Interreg programme."),
        N_("Money from a foundation."),
        N_("Money from a company or another private giver."),
        N_("Money from elsewhere."),
    ),
    models.FUNDING_STATUSES: (
        N_("Considered: nobody has applied yet."),
        N_("Applied for: there is no answer yet."),
        N_("Granted: the money has been promised or paid."),
        N_("Rejected: the answer was no."),
    ),
}
"""The meanings of each list of words, by the list."""
