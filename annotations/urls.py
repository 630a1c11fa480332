"""Addresses of what readers add. Nouns: what a POST makes is named by its address."""

from django.urls import include, path

from annotations.views import (
    actions,
    annotations,
    export_templates,
    exports,
    fates,
    groups,
    imports,
    passages,
    placements,
    places,
    replies,
    revisions,
)

app_name = "annotations"

on_interview = [
    path("", annotations.create, name="annotations"),
    path("new/", annotations.new, name="new"),
    path("fates/", fates.fates, name="fates"),
]

one_annotation = [
    path("", annotations.annotation, name="annotation"),
    path("actions/", actions.actions, name="actions"),
    path("replies/", replies.replies, name="replies"),
    path("revision/", revisions.revision, name="revision"),
    path("colour/", revisions.colour, name="colour"),
    path("visibility/", revisions.visibility, name="visibility"),
    path("extension/", revisions.extension, name="extension"),
    path("placement/", placements.placement, name="placement"),
    path("deletion/", revisions.deletion, name="deletion"),
    path("restoration/", revisions.restoration, name="restoration"),
]

one_group = [
    path("", groups.group, name="group"),
    path("invitation/", groups.invitation_link, name="invitation_link"),
    path("members/<uuid:member>/removal/", groups.removal, name="removal"),
    path("members/<uuid:member>/ownership/", groups.ownership, name="ownership"),
    path("closure/", groups.closure, name="closure"),
    path("deletion/", groups.deletion, name="group_deletion"),
]

notes_in_and_out = [
    path("export/", exports.exports, name="exports"),
    path("export/template/", export_templates.export_template, name="export_template"),
    path("export/<slug:key>/", exports.export, name="export"),
    path("import/", imports.imports, name="import"),
]

interview_out = [
    path("", exports.interview_exports, name="interview_exports"),
    path("<slug:key>/", exports.interview_export, name="interview_export"),
]

urlpatterns = [
    path("notes/", include(notes_in_and_out)),
    path("interviews/<slug:slug>/export/", include(interview_out)),
    path("interviews/<slug:slug>/annotations/", include(on_interview)),
    path("interviews/<slug:slug>/passages/", passages.passages, name="passages"),
    path("interviews/<slug:slug>/place/", places.place, name="place"),
    path("annotations/<uuid:uid>/", include(one_annotation)),
    path("groups/", groups.index, name="groups"),
    path("groups/<uuid:uid>/", include(one_group)),
    path("invitations/<str:token>/", groups.invitation, name="invitation"),
]
