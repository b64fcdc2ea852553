"""Bodies: what they may do, who sits in them, their rules and calendars."""

from datetime import date

import pytest

from ibo_desk.domain.bodies import (
    ApprovalMode,
    BodyKind,
    ItemType,
    MemberRole,
    TransportLayer,
    default_permissions,
)
from ibo_desk.domain.calendars import CollegeCalendar, Recess
from ibo_desk.domain.errors import InvalidValueError, NotFoundError, RuleError
from tests.services.desk import Desk


def test_the_bodies_that_meet_here_and_the_colleges_are_told_apart(desk: Desk) -> None:
    assert {row.short_name for row in desk.bodies.consulting()} == {"IBO", "VRR"}
    assert [row.organisation for row in desk.bodies.colleges()] == ["Kortrijk"]
    assert len(desk.bodies.listing()) == 3


def test_a_body_is_found_by_name_and_a_college_by_its_municipality(desk: Desk) -> None:
    assert desk.bodies.find("ibo") == desk.bodies.find("IBO Proefstreek") == desk.ibo
    assert desk.bodies.find("kortrijk") == desk.bodies.find("CBS Kortrijk") == desk.college
    with pytest.raises(NotFoundError):
        desk.bodies.find("Harelbeke")


def test_a_new_body_may_do_what_its_kind_does(desk: Desk) -> None:
    assert desk.bodies.permissions(desk.ibo) == frozenset(default_permissions(BodyKind.IBO))
    assert desk.bodies.permissions(desk.college) == frozenset()
    types = desk.bodies.allowed_types(desk.ibo, TransportLayer.NONE)
    assert types[0] is ItemType.INFORMATION
    assert ItemType.DECISION not in types
    assert ItemType.DECISION in desk.bodies.allowed_types(desk.council, TransportLayer.MOBILITY_PLAN)
    assert ItemType.DECISION not in desk.bodies.allowed_types(desk.council, TransportLayer.CORE)


def test_the_kind_of_a_body_is_for_good(desk: Desk) -> None:
    with pytest.raises(RuleError) as refused:
        desk.records.patch("body", desk.ibo, None, {"kind": BodyKind.TRANSPORT_REGION_COUNCIL})
    assert refused.value.code == "body_kind_is_fixed"
    desk.records.patch("body", desk.ibo, None, {"kind": BodyKind.IBO, "short_name": "IBO-P"})
    assert desk.bodies.find("IBO-P") == desk.ibo


def test_members_of_a_day_and_all_seats_of_a_municipality(desk: Desk) -> None:
    desk.records.add(
        "membership",
        {"body_id": desk.ibo, "organisation_id": desk.kortrijk, "valid_to": date(2026, 6, 30)},
    )
    desk.records.add("membership", {"body_id": desk.ibo, "organisation_id": desk.harelbeke})
    desk.records.add(
        "membership",
        {"body_id": desk.council, "organisation_id": desk.kortrijk, "role": MemberRole.CO_CHAIR},
    )
    person = desk.records.add("person", {"name": "Fien Fictief"})
    desk.records.add(
        "mandate", {"person_id": person, "organisation_id": desk.kortrijk, "body_id": desk.council}
    )
    assert [row.organisation for row in desk.bodies.members(desk.ibo)] == ["Harelbeke", "Kortrijk"]
    assert [row.organisation for row in desk.bodies.members(desk.ibo, date(2026, 7, 1))] == ["Harelbeke"]
    seats = desk.bodies.seats(desk.kortrijk, date(2026, 7, 1))
    assert [(seat.body_id, seat.role, seat.persons) for seat in seats] == [
        (desk.council, MemberRole.CO_CHAIR, ("Fien Fictief",))
    ]
    assert len(desk.bodies.seats(desk.kortrijk)) == 2


def test_a_calendar_is_unknown_until_it_is_filled_in_and_can_become_unknown_again(desk: Desk) -> None:
    assert [(row.organisation, row.calendar) for row in desk.bodies.calendars()] == [("Kortrijk", None)]
    desk.bodies.set_calendar(desk.college, 0, 4)
    desk.bodies.add_recess(desk.college, date(2026, 12, 21), date(2027, 1, 3), "kerstreces")
    known = desk.bodies.calendars()[0]
    free = (Recess(date(2026, 12, 21), date(2027, 1, 3)),)
    assert known.calendar == CollegeCalendar(0, 4, free)
    assert known.recesses[0].label == "kerstreces"
    desk.bodies.set_calendar(desk.college, 1, 5)
    assert desk.bodies.calendars()[0].calendar == CollegeCalendar(1, 5, free)
    desk.bodies.set_calendar(desk.college, None, 0)
    assert desk.bodies.calendars()[0].calendar is None
    desk.bodies.set_calendar(desk.college, 2, 3)
    assert desk.bodies.calendars()[0].calendar == CollegeCalendar(2, 3, free)
    assert desk.history.entries(1)[0].label == "Vergaderritme van College Kortrijk toegevoegd"


def test_a_calendar_that_no_week_has_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidValueError):
        desk.bodies.set_calendar(desk.college, 7, 0)
    with pytest.raises(RuleError):
        desk.bodies.add_recess(desk.college, date(2027, 1, 3), date(2026, 12, 21), "")


def test_rules_of_procedure_are_empty_until_filled_in(desk: Desk) -> None:
    assert desk.bodies.rules(desk.ibo) is None
    desk.bodies.set_rules(desk.ibo, {"approval_mode": ApprovalMode.SILENT, "approval_days": 14})
    desk.bodies.set_rules(desk.ibo, {"quorum": 7})
    rules = desk.bodies.rules(desk.ibo)
    assert rules is not None
    assert (rules.approval_mode, rules.approval_days, rules.quorum) == (ApprovalMode.SILENT, 14, 7)
    assert (rules.invitation_days, rules.minutes_days) == (None, None)


def test_region_and_settings_of_the_file(desk: Desk) -> None:
    assert (desk.settings.region().name, desk.settings.region().sample) == ("Proefstreek", True)
    assert desk.settings.get("briefhoofd", "geen") == "geen"
    desk.settings.set("briefhoofd", "")
    assert desk.settings.get("briefhoofd", "geen") == ""
    desk.settings.set("briefhoofd", "Proef")
    assert desk.settings.get("briefhoofd") == "Proef"
