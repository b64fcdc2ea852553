"""The word for every code of the domain."""

from enum import StrEnum

from ibo_desk.domain.agenda_marks import AgendaMark
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.bodies import (
    ApprovalMode,
    BodyKind,
    DecisionMode,
    ItemType,
    MemberRole,
    Outcome,
    PlanStep,
    TransportLayer,
)
from ibo_desk.domain.carry_over import CarryReason
from ibo_desk.domain.differences import Difference
from ibo_desk.domain.engagements import (
    ConfirmationGap,
    EngagementKind,
    EngagementState,
    Firmness,
    Gap,
    InMultiYearPlan,
    Recurrence,
)
from ibo_desk.domain.feedback import Answer, FeedbackState, Question, Side, Turn, Whom
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.organisations import Capacity, OrganisationKind, Presence
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.domain.share_keys import ShareKey
from ibo_desk.domain.topics import Phase, Preparation, ReferralOutcome, Stance, Treatment
from ibo_desk.language import N_, _
from ibo_desk.services.words.action_labels import ACTION_LABELS
from ibo_desk.services.words.agenda_labels import AGENDA_LABELS
from ibo_desk.services.words.day_labels import DAY_LABELS
from ibo_desk.services.words.form_labels import FORM_LABELS
from ibo_desk.services.words.overview_words import OVERVIEW_LABELS
from ibo_desk.services.words.package_words import PACKAGE_LABELS

# Members of different enums may be equal as text, so each enum has a table of its own.
LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    **ACTION_LABELS,
    **AGENDA_LABELS,
    **DAY_LABELS,
    **FORM_LABELS,
    **OVERVIEW_LABELS,
    **PACKAGE_LABELS,
    BackupKind: {
        BackupKind.OPENING: N_("when it was opened"),
        BackupKind.HOURLY: N_("after an hour of work"),
        BackupKind.ASKED: N_("asked for"),
        BackupKind.BEFORE_RESTORE: N_("before restoring"),
        BackupKind.BEFORE_MIGRATION: N_("before a new version"),
        BackupKind.BEFORE_IMPORT: N_("before an import"),
    },
    Audience: {
        Audience.SECRETARIAT: N_("secretariat only"),
        Audience.COLLEGE: N_("that college"),
        Audience.MUNICIPALITIES: N_("municipalities"),
        Audience.PARTICIPANTS: N_("participants"),
        Audience.PUBLIC: N_("public"),
    },
    BodyKind: {
        BodyKind.IBO: N_("inter-governmental consultation (IBO)"),
        BodyKind.MAYORS_CONFERENCE: N_("conference of mayors"),
        BodyKind.TRANSPORT_REGION_COUNCIL: N_("transport region council"),
        BodyKind.PROJECT_TEAM: N_("project team"),
        BodyKind.COLLEGE: N_("college of mayor and aldermen"),
        BodyKind.MUNICIPAL_COUNCIL: N_("municipal council"),
        BodyKind.PROVINCIAL_EXECUTIVE: N_("provincial executive"),
        BodyKind.GOVERNMENT: N_("government"),
        BodyKind.BOARD: N_("board of directors"),
        BodyKind.OTHER: N_("other body"),
    },
    ItemType: {
        ItemType.INFORMATION: N_("for information"),
        ItemType.DISCUSSION: N_("discussion"),
        ItemType.ALIGNMENT: N_("alignment"),
        ItemType.CROSS_CHECK: N_("cross-check"),
        ItemType.ADVICE: N_("advice"),
        ItemType.DECISION: N_("decision"),
        ItemType.MINUTES_APPROVAL: N_("approval of the minutes"),
        ItemType.FOLLOW_UP: N_("follow-up"),
        ItemType.ANY_OTHER_BUSINESS: N_("any other business"),
    },
    TransportLayer: {
        TransportLayer.NONE: N_("not about transport"),
        TransportLayer.RAIL: N_("rail network"),
        TransportLayer.CORE: N_("core network"),
        TransportLayer.SUPPLEMENTARY: N_("supplementary network"),
        TransportLayer.ON_DEMAND: N_("transport on demand"),
        TransportLayer.MOBILITY_PLAN: N_("regional mobility plan"),
        TransportLayer.GIP: N_("GIP"),
    },
    PlanStep: {
        PlanStep.NONE: N_("no step of the plan"),
        PlanStep.PROVISIONAL: N_("provisional adoption"),
        PlanStep.DEFINITIVE: N_("definitive adoption"),
    },
    Outcome: {
        Outcome.NOTED: N_("noted"),
        Outcome.CONCLUDED: N_("conclusion"),
        Outcome.ADVISED: N_("advice"),
        Outcome.DECIDED: N_("decision"),
        Outcome.APPROVED: N_("approval"),
    },
    SentenceKey: {
        SentenceKey.NOTED: N_("noted"),
        SentenceKey.CONCLUDED: N_("conclusion"),
        SentenceKey.ADVISED: N_("advice"),
        SentenceKey.DECIDED: N_("decision"),
        SentenceKey.APPROVED: N_("approval"),
        SentenceKey.POSTPONED: N_("postponed"),
        SentenceKey.WITHDRAWN: N_("withdrawn"),
        SentenceKey.INVITATION: N_("invitation"),
    },
    MemberRole: {
        MemberRole.MEMBER: N_("member"),
        MemberRole.CHAIR: N_("chair"),
        MemberRole.CO_CHAIR: N_("co-chair"),
        MemberRole.ADVISORY: N_("advisory member"),
        MemberRole.GUEST: N_("guest"),
        MemberRole.SECRETARY: N_("secretary"),
    },
    ApprovalMode: {
        ApprovalMode.UNKNOWN: N_("not filled in"),
        ApprovalMode.NEXT_MEETING: N_("at the next meeting"),
        ApprovalMode.IN_WRITING: N_("in writing"),
        ApprovalMode.SILENT: N_("silently, after the term"),
    },
    DecisionMode: {
        DecisionMode.UNKNOWN: N_("not filled in"),
        DecisionMode.CONSENSUS: N_("by consensus"),
        DecisionMode.VOTE: N_("by vote"),
    },
    EngagementState: {
        EngagementState.PROPOSED: N_("proposed"),
        EngagementState.CONDITIONAL: N_("conditional"),
        EngagementState.CONFIRMED: N_("confirmed"),
        EngagementState.RUNNING: N_("running"),
        EngagementState.KEPT: N_("kept"),
        EngagementState.NOT_KEPT: N_("not kept (according to the partner)"),
        EngagementState.WITHDRAWN: N_("withdrawn"),
    },
    Firmness: {
        Firmness.CONFIRMED: N_("confirmed"),
        Firmness.CONDITIONAL: N_("conditional"),
        Firmness.PROPOSED: N_("proposed"),
    },
    EngagementKind: {
        EngagementKind.MONEY: N_("money"),
        EngagementKind.STAFF: N_("staff"),
        EngagementKind.INVESTMENT: N_("investment on own territory"),
        EngagementKind.IN_KIND: N_("in kind"),
        EngagementKind.KNOWLEDGE: N_("knowledge"),
        EngagementKind.POLICY: N_("policy"),
    },
    InMultiYearPlan: {
        InMultiYearPlan.YES: N_("yes"),
        InMultiYearPlan.NO: N_("no"),
        InMultiYearPlan.TO_CHECK: N_("to be checked"),
    },
    Recurrence: {
        Recurrence.ONCE: N_("once"),
        Recurrence.MONTHLY: N_("monthly"),
        Recurrence.QUARTERLY: N_("quarterly"),
        Recurrence.HALF_YEARLY: N_("half-yearly"),
        Recurrence.YEARLY: N_("yearly"),
    },
    ConfirmationGap: {
        ConfirmationGap.BODY: N_("by which body"),
        ConfirmationGap.DAY: N_("on which day"),
        ConfirmationGap.REFERENCE: N_("with which reference"),
    },
    Gap: {
        Gap.PARTNER: N_("partner missing"),
        Gap.WHAT: N_("what is missing"),
        Gap.ACTION: N_("action missing"),
        Gap.DUE: N_("due date missing"),
    },
    Side: {
        Side.BEFORE: N_("before the meeting"),
        Side.AFTER: N_("after the meeting"),
    },
    Question: {
        Question.FOR_INFORMATION: N_("for information"),
        Question.TAKE_NOTE: N_("to take note"),
        Question.POSITION: N_("position"),
        Question.MANDATE: N_("mandate"),
        Question.CONFIRM_ENGAGEMENT: N_("confirmation of engagement"),
    },
    Answer: {
        Answer.TOOK_NOTE: N_("takes note"),
        Answer.AGREES: N_("agrees"),
        Answer.AGREES_WITH_RESERVATION: N_("agrees with reservation"),
        Answer.DOES_NOT_AGREE: N_("does not agree"),
        Answer.MANDATE_GIVEN: N_("mandate"),
        Answer.POSTPONED: N_("postponed"),
        Answer.NOT_CONCERNED: N_("not concerned"),
    },
    FeedbackState: {
        FeedbackState.TO_DELIVER: N_("note to deliver (secretariat)"),
        FeedbackState.DELIVERED: N_("delivered"),
        FeedbackState.ANSWER_ASKED: N_("answer asked"),
        FeedbackState.OVERDUE: N_("term has passed"),
        FeedbackState.HEARD: N_("dealt with"),
        FeedbackState.TOOK_NOTE: N_("noted by the college"),
        FeedbackState.AGREED: N_("agrees"),
        FeedbackState.RESERVATION: N_("agrees with reservation"),
        FeedbackState.REFUSED: N_("does not agree"),
        FeedbackState.MANDATE_GIVEN: N_("mandate"),
        FeedbackState.POSTPONED: N_("postponed"),
        FeedbackState.NOT_CONCERNED: N_("not concerned"),
        FeedbackState.ENDED: N_("no longer asked"),
    },
    Turn: {
        Turn.SECRETARIAT: N_("secretariat"),
        Turn.COLLEGE: N_("college"),
        Turn.NOBODY: N_("nobody"),
    },
    MeetingState: {
        MeetingState.PLANNED: N_("planned"),
        MeetingState.AGENDA_SENT: N_("agenda sent"),
        MeetingState.HELD: N_("held"),
        MeetingState.CLOSED: N_("closed"),
        MeetingState.CANCELLED: N_("cancelled"),
    },
    MinutesState: {
        MinutesState.DRAFT: N_("draft"),
        MinutesState.SUBMITTED: N_("submitted for approval"),
        MinutesState.APPROVED: N_("approved"),
        MinutesState.REPLACED: N_("replaced"),
    },
    OrganisationKind: {
        OrganisationKind.MUNICIPALITY: N_("municipality"),
        OrganisationKind.PROVINCE: N_("province"),
        OrganisationKind.FLEMISH: N_("Flemish entity"),
        OrganisationKind.FEDERAL: N_("federal entity"),
        OrganisationKind.INTERMUNICIPAL: N_("intermunicipal partnership"),
        OrganisationKind.PROVINCIAL: N_("provincial entity"),
        OrganisationKind.JOINT_VOICE: N_("joint voice"),
        OrganisationKind.INFORMAL: N_("informal partnership"),
        OrganisationKind.OTHER: N_("other organisation"),
    },
    Capacity: {
        Capacity.FULL: N_("delegate"),
        Capacity.SUBSTITUTE: N_("substitute"),
        Capacity.ADVISORY: N_("advisory member"),
        Capacity.GUEST: N_("guest"),
        Capacity.CHAIR: N_("chair"),
        Capacity.CO_CHAIR: N_("co-chair"),
        Capacity.SECRETARY: N_("secretary"),
        Capacity.CONTACT: N_("contact official"),
        Capacity.COORDINATOR: N_("coordinator"),
    },
    Presence: {
        Presence.UNKNOWN: N_("not noted"),
        Presence.PRESENT: N_("present"),
        Presence.EXCUSED: N_("excused"),
        Presence.ABSENT: N_("absent"),
        Presence.REPLACED: N_("represented by another"),
    },
    Preparation: {
        Preparation.SUBMITTED: N_("submitted"),
        Preparation.PREPARED: N_("prepared"),
        Preparation.SCHEDULED: N_("put on an agenda"),
        Preparation.TREATED: N_("treated"),
        Preparation.POSTPONED: N_("postponed"),
        Preparation.WITHDRAWN: N_("withdrawn"),
        Preparation.DECLINED: N_("declined"),
    },
    Phase: {
        Phase.EXPLORING: N_("exploring"),
        Phase.DISCUSSING: N_("discussing"),
        Phase.WEIGHING: N_("final weighing"),
        Phase.SETTLED: N_("settled"),
    },
    Treatment: {
        Treatment.OPEN: N_("to be treated"),
        Treatment.TREATED: N_("treated"),
        Treatment.POSTPONED: N_("postponed"),
        Treatment.WITHDRAWN: N_("withdrawn"),
    },
    Stance: {
        Stance.AGREES: N_("agrees"),
        Stance.RESERVATION: N_("reservation"),
        Stance.DISSENTS: N_("dissents"),
        Stance.NONE: N_("no position"),
    },
    ReferralOutcome: {
        ReferralOutcome.APPROVED: N_("approved"),
        ReferralOutcome.NOTED: N_("taken note of"),
        ReferralOutcome.REJECTED: N_("rejected"),
        ReferralOutcome.POSTPONED: N_("postponed"),
        ReferralOutcome.WITHDRAWN: N_("withdrawn"),
    },
    ShareKey: {
        ShareKey.UNITS: N_("by units"),
        ShareKey.INHABITANTS: N_("by inhabitants"),
        ShareKey.EQUAL: N_("in equal parts"),
        ShareKey.FIXED: N_("fixed amounts"),
    },
    AgendaMark: {
        AgendaMark.SAME: N_("unchanged"),
        AgendaMark.NEW: N_("new item"),
        AgendaMark.CHANGED: N_("changed item"),
        AgendaMark.RENUMBERED: N_("other number"),
        AgendaMark.DROPPED: N_("dropped"),
        AgendaMark.WITHDRAWN: N_("withdrawn"),
    },
    CarryReason: {
        CarryReason.NOT_DISCUSSED: N_("not discussed"),
        CarryReason.POSTPONED: N_("was postponed"),
        CarryReason.CANCELLED: N_("meeting did not take place"),
        CarryReason.RECURRING: N_("returns every time"),
    },
    Difference: {
        Difference.SAME: N_("unchanged"),
        Difference.ADDED: N_("paragraph added"),
        Difference.REMOVED: N_("paragraph removed"),
        Difference.CHANGED: N_("paragraph changed"),
    },
    Finding: {
        Finding.MEETING_NOT_HELD: N_("meeting not held"),
        Finding.NO_CHAIR: N_("no chair"),
        Finding.CHAIR_AWAY: N_("chair not present"),
        Finding.NO_SECRETARY: N_("no reporter"),
        Finding.NOBODY_LISTED: N_("no attendance list"),
        Finding.MEMBER_NOT_LISTED: N_("member not on the list"),
        Finding.PRESENCE_UNKNOWN: N_("presence unknown"),
        Finding.REPLACED_BY_NOBODY: N_("replaced by nobody"),
        Finding.NO_ITEMS: N_("no agenda items"),
        Finding.NO_ANSWER: N_("no answer"),
        Finding.ITEM_OPEN: N_("item without conclusion"),
        Finding.CONCLUSION_EMPTY: N_("conclusion without text"),
        Finding.CONCLUSION_DECIDES: N_("conclusion reads as a decision"),
        Finding.DISCUSSION_DECIDES: N_("discussion reads as decision"),
        Finding.SLASH_LINE_LEFT: N_("slash line left"),
        Finding.POSITION_UNEXPLAINED: N_("position without explanation"),
        Finding.POSITION_OF_ABSENT: N_("position of who was absent"),
        Finding.ENGAGEMENT_WITHOUT_PARTNER: N_("engagement without partner"),
        Finding.ENGAGEMENT_WITHOUT_WORDS: N_("engagement without words"),
        Finding.ENGAGEMENT_WITHOUT_DUE: N_("engagement without due date"),
        Finding.REFERRAL_WITHOUT_DAY: N_("referral without planned day"),
        Finding.REMARK_OPEN: N_("remark not dealt with"),
        Finding.NOT_ADOPTED_BEFORE: N_("plan not adopted provisionally"),
    },
    Whom: {
        Whom.CHOSEN: N_("to the chosen cells"),
        Whom.ALL: N_("to all colleges of these items"),
        Whom.TOUCHED: N_("to the colleges that the action touches"),
    },
}

_SHORT = {
    FeedbackState.TO_DELIVER: N_("to deliver"),
    FeedbackState.DELIVERED: N_("deliv."),
    FeedbackState.ANSWER_ASKED: N_("asked"),
    FeedbackState.OVERDUE: N_("term over"),
    FeedbackState.HEARD: N_("on college"),
    FeedbackState.TOOK_NOTE: N_("took n."),
    FeedbackState.AGREED: N_("agreed"),
    FeedbackState.RESERVATION: N_("reserv."),
    FeedbackState.REFUSED: N_("disagrees"),
    FeedbackState.MANDATE_GIVEN: N_("mandate"),
    FeedbackState.POSTPONED: N_("postp."),
    FeedbackState.NOT_CONCERNED: N_("n/a"),
    FeedbackState.ENDED: N_("ended"),
}


def label(code: StrEnum) -> str:
    """The word for a code, in lower case as it stands in a table or inside a sentence."""
    return _(LABELS[type(code)][code])


def short_label(state: FeedbackState) -> str:
    """The word for a cell of the matrix, which is narrow."""
    return _(_SHORT[state])
