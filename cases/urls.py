"""Addresses of the cases and of the front page."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cases.phases import Element
from cases.views import (
    access,
    attachments,
    classes,
    closing,
    concerns,
    covers,
    deadlines,
    detail,
    drafts,
    elements,
    emergency,
    emergency_breach,
    emergency_review,
    handovers,
    history,
    inquiries,
    insight,
    listing,
    municipal,
    opening,
    oversight,
    papers,
    people,
    plan,
    reading,
    records,
    relations,
    reveal,
    reviews,
    rounds,
    staff,
    timeline,
    today,
    tool_sheets,
    tools,
    underretninger,
    understanding,
)


class ElementConverter(StringConverter):
    """One of the four elements of a case."""

    regex = "|".join(Element.values)


register_converter(ElementConverter, "element")

app_name = "cases"
urlpatterns = [
    path("", today.today, name="today"),
    path("frister/", deadlines.deadlines, name="deadlines"),
    path("kladde/", drafts.keep, name="draft_keep"),
    path("kladde/kasser/", drafts.drop, name="draft_drop"),
    path("adgang/", access.access, name="access"),
    path("adgang/fortsaet/", reading.read_on, name="read_on"),
    path("adgang/opslag/", oversight.lookups, name="lookups"),
    path("adgang/opslag/alarmer/", oversight.alarms, name="alarms"),
    path("adgang/opslag/alarmer/<int:pk>/", oversight.alarm, name="alarm"),
    path("adgang/opslag/stikproever/", oversight.controls, name="controls"),
    path("adgang/opslag/stikproever/<int:pk>/", oversight.control, name="control"),
    path("adgang/opslag/indsigt/", insight.insight, name="insight"),
    path("adgang/opslag/inhabilitet/", relations.relations, name="relations"),
    path("adgang/opslag/inhabilitet/<int:pk>/", relations.end, name="relation_end"),
    path("adgang/opslag/noedadgang/", emergency_review.emergencies, name="emergencies"),
    path("noedadgang/", emergency.home, name="emergency"),
    path("noedadgang/ny/", emergency.new, name="emergency_new"),
    path("noedadgang/<slug:public_id>/", emergency.case, name="emergency_case"),
    path("noedadgang/<slug:public_id>/luk/", emergency.stop, name="emergency_stop"),
    path("noedadgang/<slug:public_id>/vis/", emergency.reveal, name="emergency_reveal"),
    path("noedadgang/<slug:public_id>/efterse/", emergency_review.review, name="emergency_review"),
    path("noedadgang/<slug:public_id>/brud/", emergency_breach.breach, name="emergency_breach"),
    path("beskyttet/<slug:public_id>/", reveal.reveal, name="reveal"),
    path("adgang/inhabilitet/ny/<slug:public_id>/", relations.declare, name="relation_new"),
    path("sager/<slug:public_id>/handleplan/papir/", papers.plan_paper, name="plan_paper"),
    path("sager/<slug:public_id>/handleplan.pdf", papers.plan_pdf, name="plan_pdf"),
    path("sager/gennemgang/", reviews.reviews, name="reviews"),
    path("sager/<slug:public_id>/gennemgang/", reviews.review, name="review"),
    path(
        "sager/<slug:public_id>/gennemgang/<int:pk>/gjort/", reviews.review_done, name="review_done"
    ),
    path("sager/udvalg/gem/", listing.filter_save, name="filter_save"),
    path("sager/udvalg/<int:pk>/slet/", listing.filter_delete, name="filter_delete"),
    path("sager/", listing.case_list, name="list"),
    path("sager/ny/<slug:public_id>/", opening.open_case, name="open"),
    path("sager/<slug:public_id>/", detail.detail, name="detail"),
    path("sager/<slug:public_id>/<element:element>/", elements.element, name="element"),
    path("sager/<slug:public_id>/kontakt/", records.contact, name="contact"),
    path("sager/<slug:public_id>/notat/", records.note_new, name="note_new"),
    path("sager/<slug:public_id>/notat/<int:pk>/", records.note, name="note"),
    path("sager/<slug:public_id>/bilag/", attachments.attach, name="attach"),
    path("sager/<slug:public_id>/bilag/<int:number>/", attachments.attachment, name="attachment"),
    path(
        "sager/<slug:public_id>/bilag/<int:number>/fil/",
        attachments.attachment_file,
        name="attachment_file",
    ),
    path(
        "sager/<slug:public_id>/bilag/<int:number>/tag-af/",
        attachments.attachment_remove,
        name="attachment_remove",
    ),
    path("sager/<slug:public_id>/barnets-ord/", records.child_words, name="child_words"),
    path("sager/<slug:public_id>/barnets-ord/<int:pk>/", records.drawer, name="drawer"),
    path(
        "sager/<slug:public_id>/afdaekning/<slug:angle>/", records.perspective, name="perspective"
    ),
    path(
        "sager/<slug:public_id>/afdaekning/<slug:angle>/<slug:tool>/",
        tools.tool_new,
        name="tool_new",
    ),
    path("sager/<slug:public_id>/redskaber/<int:pk>/", tools.tool_entry, name="tool_entry"),
    path(
        "sager/<slug:public_id>/redskaber/<int:pk>/ark.pdf",
        tool_sheets.tool_sheet,
        name="tool_sheet",
    ),
    path("redskaber/", tool_sheets.tools, name="tools"),
    path("redskaber/ark.pdf", tool_sheets.tool_blank, name="tool_blank"),
    path("sager/<slug:public_id>/redskaber/<int:pk>/ret/", tools.tool_edit, name="tool_edit"),
    path(
        "sager/<slug:public_id>/redskaber/<int:pk>/skuffe/", tools.tool_drawer, name="tool_drawer"
    ),
    path(
        "sager/<slug:public_id>/faelles-forstaaelse/",
        understanding.understanding,
        name="understanding",
    ),
    path("sager/<slug:public_id>/indsatser/<int:pk>/", records.follow_up, name="follow_up"),
    path("sager/<slug:public_id>/handleplan/", plan.plan, name="plan"),
    path("sager/<slug:public_id>/handleplan/versioner/", plan.versions, name="plan_versions"),
    path(
        "sager/<slug:public_id>/handleplan/versioner/<int:number>/",
        plan.version,
        name="plan_version",
    ),
    path("sager/<slug:public_id>/underretning/", underretninger.new, name="underretning_new"),
    path(
        "sager/<slug:public_id>/underretning/<int:number>/",
        underretninger.underretning,
        name="underretning",
    ),
    path(
        "sager/<slug:public_id>/underretning/<int:number>/papir.pdf",
        underretninger.pdf,
        name="underretning_pdf",
    ),
    path(
        "sager/<slug:public_id>/underretning/<int:number>/sendt/",
        underretninger.sent,
        name="underretning_sent",
    ),
    path(
        "sager/<slug:public_id>/underretning/<int:number>/kvittering/",
        underretninger.receipt,
        name="underretning_receipt",
    ),
    path(
        "sager/<slug:public_id>/underretning/<int:number>/laeg-vaek/",
        underretninger.aside,
        name="underretning_aside",
    ),
    path("sager/<slug:public_id>/tidslinje/", timeline.timeline, name="timeline"),
    path("sager/<slug:public_id>/tidslinje/<int:pk>/ret/", timeline.correct, name="correct"),
    path("sager/<slug:public_id>/fokus/", people.focus, name="focus"),
    path("sager/<slug:public_id>/tovholder/", handovers.tovholder, name="tovholder"),
    path("sager/<slug:public_id>/vikar/", covers.cover, name="cover"),
    path("sager/<slug:public_id>/vikar/<int:pk>/slut/", covers.cover_end, name="cover_end"),
    path("sager/<slug:public_id>/personer/", people.participants, name="participants"),
    path(
        "sager/<slug:public_id>/personer/<int:pk>/slut/",
        people.participant_end,
        name="participant_end",
    ),
    path("sager/<slug:public_id>/bekymring/", people.level, name="level"),
    path("sager/<slug:public_id>/opfoelgning/hold/", rounds.hold, name="round"),
    path("sager/<slug:public_id>/afslut/", closing.close, name="close"),
    path("sager/<slug:public_id>/eftertjek/<int:pk>/", closing.after_check, name="after_check"),
    path("sager/<slug:public_id>/genaabn/", closing.reopen, name="reopen"),
    path("sager/<slug:public_id>/historik/", history.history, name="history"),
    path("sager/<slug:public_id>/adgang/", history.access, name="case_access"),
    path("overdragelse/<slug:public_id>/", handovers.handover, name="handover"),
    path(
        "overdragelse/<slug:public_id>/traek-tilbage/",
        handovers.withdraw,
        name="handover_withdraw",
    ),
    path("sager/<slug:public_id>/spoerg/", inquiries.ask, name="ask"),
    path("spoergsmaal/<slug:public_id>/", inquiries.inquiry, name="inquiry"),
    path("spoergsmaal/<slug:public_id>/luk/", inquiries.close, name="inquiry_close"),
    path("klasser/", classes.classes, name="classes"),
    path("klasser/<int:pk>/", classes.school_class, name="school_class"),
    path("klasser/<int:pk>/analyse/", classes.analysis, name="class_analysis"),
    path("medarbejdere/", staff.staff, name="staff"),
    path("kommunens-roller/", municipal.people, name="municipal"),
    path("kommunens-roller/ny/", municipal.appoint, name="municipal_appoint"),
    path("kommunens-roller/<int:pk>/afslut/", municipal.dismiss, name="municipal_dismiss"),
    path("kommunens-roller/forslag/<int:pk>/", municipal.decide, name="municipal_decide"),
    path("kommunens-roller/person/<slug:person_id>/", municipal.person, name="municipal_person"),
    path(
        "kommunens-roller/person/<slug:person_id>/login/", municipal.login, name="municipal_login"
    ),
    path(
        "kommunens-roller/person/<slug:person_id>/noegler/", municipal.reset, name="municipal_reset"
    ),
    path("medarbejdere/<slug:public_id>/ny/", staff.give, name="staff_give"),
    path("medarbejdere/<slug:public_id>/bekraeft/", staff.confirm, name="staff_confirm"),
    path("medarbejdere/<slug:public_id>/rolle/<int:pk>/", staff.role_end, name="staff_role_end"),
    path(
        "medarbejdere/<slug:public_id>/person/<slug:person_id>/",
        staff.person,
        name="staff_person",
    ),
    path("bekymring/", concerns.new, name="concern_new"),
    path("bekymring/<slug:public_id>/", concerns.concern, name="concern"),
    path("bekymring/<slug:public_id>/handlingsplan/", concerns.plan_1c, name="plan_1c"),
    path(
        "bekymring/<slug:public_id>/handlingsplan/faerdig/",
        concerns.plan_1c_ready,
        name="plan_1c_ready",
    ),
]
