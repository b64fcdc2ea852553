"""The services on one store, each imported when it is first asked for: starting must be quick."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ibo_desk.wiring_files import FileServices

if TYPE_CHECKING:
    from ibo_desk.services.actions.actions import Actions
    from ibo_desk.services.actions.burdens import Burdens
    from ibo_desk.services.actions.cost_sharing import CostSheets
    from ibo_desk.services.actions.files import ActionFiles
    from ibo_desk.services.agenda.agenda import Agenda
    from ibo_desk.services.agenda.outcomes import PastedOutcomes
    from ibo_desk.services.agenda.paste import AgendaPaste
    from ibo_desk.services.agenda.standing_items import StandingItems
    from ibo_desk.services.agenda.stock_sentences import Sentences
    from ibo_desk.services.agenda.topics import Topics
    from ibo_desk.services.agenda.versions import AgendaVersions
    from ibo_desk.services.base.records import Records
    from ibo_desk.services.base.settings import Settings
    from ibo_desk.services.conflicts import Conflicts
    from ibo_desk.services.engagements.engagements import Engagements
    from ibo_desk.services.engagements.freeing import Freeing
    from ibo_desk.services.engagements.stopping import Stopping
    from ibo_desk.services.feedback.answer_mail import AnswerMails
    from ibo_desk.services.feedback.choosing import Choosing
    from ibo_desk.services.feedback.coverage import CoverageFigures
    from ibo_desk.services.feedback.feedback import Feedback
    from ibo_desk.services.feedback.moving import Moving
    from ibo_desk.services.feedback.sent import Sent
    from ibo_desk.services.feedback.why import Deadlines
    from ibo_desk.services.keeping.history import History
    from ibo_desk.services.meetings.carry_over import CarryOver
    from ibo_desk.services.meetings.conclusions import Conclusions
    from ibo_desk.services.meetings.convening import Convening
    from ibo_desk.services.meetings.meetings import Meetings
    from ibo_desk.services.meetings.series import Series
    from ibo_desk.services.meetings.year import MeetingYears
    from ibo_desk.services.minutes.check import MinutesCheck
    from ibo_desk.services.minutes.minutes import Minutes
    from ibo_desk.services.packages.packages import Packages
    from ibo_desk.services.parties.bodies import Bodies
    from ibo_desk.services.parties.handing_over import HandingOver
    from ibo_desk.services.parties.mandates import Mandates
    from ibo_desk.services.parties.organisations import Organisations
    from ibo_desk.services.parties.partner_use import PartnerUse
    from ibo_desk.services.parties.people import People
    from ibo_desk.services.parties.portfolios import Portfolios
    from ibo_desk.services.search.search import Search
    from ibo_desk.services.slash.slash import Slash
    from ibo_desk.services.today.my_college import MyCollege
    from ibo_desk.services.today.overview import Overview


class Services(FileServices):
    """Everything that can be done in an opened region, by subject."""

    @cached_property
    def records(self) -> Records:
        from ibo_desk.services.base.records import Records
        from ibo_desk.services.record_types import RECORD_TYPES

        return Records(self.store, RECORD_TYPES)

    @cached_property
    def organisations(self) -> Organisations:
        from ibo_desk.services.parties.organisations import Organisations

        return Organisations(self.store)

    @cached_property
    def freeing(self) -> Freeing:
        from ibo_desk.services.engagements.freeing import Freeing

        return Freeing(self.store)

    @cached_property
    def mandates(self) -> Mandates:
        from ibo_desk.services.parties.mandates import Mandates

        return Mandates(self.store)

    @cached_property
    def portfolios(self) -> Portfolios:
        from ibo_desk.services.parties.portfolios import Portfolios

        return Portfolios(self.store)

    @cached_property
    def people(self) -> People:
        from ibo_desk.services.parties.people import People

        return People(self.store)

    @cached_property
    def partner_use(self) -> PartnerUse:
        from ibo_desk.services.parties.partner_use import PartnerUse

        return PartnerUse(self.store)

    @cached_property
    def handing_over(self) -> HandingOver:
        from ibo_desk.services.parties.handing_over import HandingOver

        return HandingOver(self.store)

    @cached_property
    def bodies(self) -> Bodies:
        from ibo_desk.services.parties.bodies import Bodies

        return Bodies(self.store)

    @cached_property
    def actions(self) -> Actions:
        from ibo_desk.services.actions.actions import Actions

        return Actions(self.store)

    @cached_property
    def action_files(self) -> ActionFiles:
        from ibo_desk.services.actions.files import ActionFiles

        return ActionFiles(self.store)

    @cached_property
    def burdens(self) -> Burdens:
        from ibo_desk.services.actions.burdens import Burdens

        return Burdens(self.store)

    @cached_property
    def stopping(self) -> Stopping:
        from ibo_desk.services.engagements.stopping import Stopping

        return Stopping(self.store)

    @cached_property
    def convening(self) -> Convening:
        from ibo_desk.services.meetings.convening import Convening

        return Convening(self.store)

    @cached_property
    def topics(self) -> Topics:
        from ibo_desk.services.agenda.topics import Topics

        return Topics(self.store)

    @cached_property
    def meetings(self) -> Meetings:
        from ibo_desk.services.meetings.meetings import Meetings

        return Meetings(self.store)

    @cached_property
    def agenda(self) -> Agenda:
        from ibo_desk.services.agenda.agenda import Agenda

        return Agenda(self.store)

    @cached_property
    def engagements(self) -> Engagements:
        from ibo_desk.services.engagements.engagements import Engagements

        return Engagements(self.store)

    @cached_property
    def feedback(self) -> Feedback:
        from ibo_desk.services.feedback.feedback import Feedback

        return Feedback(self.store)

    @cached_property
    def sent(self) -> Sent:
        from ibo_desk.services.feedback.sent import Sent

        return Sent(self.store)

    @cached_property
    def deadlines(self) -> Deadlines:
        from ibo_desk.services.feedback.why import Deadlines

        return Deadlines(self.store)

    @cached_property
    def choosing(self) -> Choosing:
        from ibo_desk.services.feedback.choosing import Choosing

        return Choosing(self.store)

    @cached_property
    def moving(self) -> Moving:
        from ibo_desk.services.feedback.moving import Moving

        return Moving(self.store)

    @cached_property
    def conflicts(self) -> Conflicts:
        from ibo_desk.services.conflicts import Conflicts

        return Conflicts(self.store)

    @cached_property
    def overview(self) -> Overview:
        from ibo_desk.services.today.overview import Overview

        return Overview(self.store)

    @cached_property
    def answer_mails(self) -> AnswerMails:
        from ibo_desk.services.feedback.answer_mail import AnswerMails

        return AnswerMails(self.store)

    @cached_property
    def history(self) -> History:
        from ibo_desk.services.keeping.history import History

        return History(self.store)

    @cached_property
    def search(self) -> Search:
        from ibo_desk.services.search.search import Search

        return Search(self.store)

    @cached_property
    def settings(self) -> Settings:
        from ibo_desk.services.base.settings import Settings

        return Settings(self.store)

    @cached_property
    def agenda_paste(self) -> AgendaPaste:
        from ibo_desk.services.agenda.paste import AgendaPaste

        return AgendaPaste(self.store)

    @cached_property
    def pasted_outcomes(self) -> PastedOutcomes:
        from ibo_desk.services.agenda.outcomes import PastedOutcomes

        return PastedOutcomes(self.store)

    @cached_property
    def agenda_versions(self) -> AgendaVersions:
        from ibo_desk.services.agenda.versions import AgendaVersions

        return AgendaVersions(self.store)

    @cached_property
    def carry_over(self) -> CarryOver:
        from ibo_desk.services.meetings.carry_over import CarryOver

        return CarryOver(self.store)

    @cached_property
    def conclusions(self) -> Conclusions:
        from ibo_desk.services.meetings.conclusions import Conclusions

        return Conclusions(self.store)

    @cached_property
    def series(self) -> Series:
        from ibo_desk.services.meetings.series import Series

        return Series(self.store)

    @cached_property
    def meeting_years(self) -> MeetingYears:
        from ibo_desk.services.meetings.year import MeetingYears

        return MeetingYears(self.store)

    @cached_property
    def minutes(self) -> Minutes:
        from ibo_desk.services.minutes.minutes import Minutes

        return Minutes(self.store)

    @cached_property
    def minutes_check(self) -> MinutesCheck:
        from ibo_desk.services.minutes.check import MinutesCheck

        return MinutesCheck(self.store)

    @cached_property
    def slash(self) -> Slash:
        from ibo_desk.services.slash.slash import Slash

        return Slash(self.store, self.issuing.conclude)

    @cached_property
    def standing_items(self) -> StandingItems:
        from ibo_desk.services.agenda.standing_items import StandingItems

        return StandingItems(self.store)

    @cached_property
    def sentences(self) -> Sentences:
        from ibo_desk.services.agenda.stock_sentences import Sentences

        return Sentences(self.store)

    @cached_property
    def my_college(self) -> MyCollege:
        from ibo_desk.services.today.my_college import MyCollege

        return MyCollege(self.store)

    @cached_property
    def coverage(self) -> CoverageFigures:
        from ibo_desk.services.feedback.coverage import CoverageFigures

        return CoverageFigures(self.store)

    @cached_property
    def packages(self) -> Packages:
        from ibo_desk.services.packages.packages import Packages

        return Packages(self.store)

    @cached_property
    def cost_sheets(self) -> CostSheets:
        from ibo_desk.services.actions.cost_sharing import CostSheets

        return CostSheets(self.store)
