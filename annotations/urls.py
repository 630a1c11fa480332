"""Addresses of what readers add. Nouns: what a POST makes is named by its address."""

from django.urls import include, path

from annotations.views import (
    actions,
    annotations,
    comment_files,
    comments,
    decisions,
    export_templates,
    exports,
    fates,
    feeds,
    flags,
    groups,
    imports,
    mail_links,
    meanings,
    moderation,
    mutes,
    notebook,
    notice_settings,
    notices,
    passages,
    people,
    permalinks,
    placements,
    places,
    reactions,
    replies,
    revisions,
    sharing,
    suggestions,
    tags,
)

app_name = "annotations"

on_interview = [
    path("", annotations.create, name="annotations"),
    path("new/", annotations.new, name="new"),
    path("share/", sharing.passage, name="share_passage"),
    path("fates/", fates.fates, name="fates"),
    path("tags/", tags.offered_tags, name="offered_tags"),
]

one_annotation = [
    path("", annotations.annotation, name="annotation"),
    path("actions/", actions.actions, name="actions"),
    path("share/", sharing.note, name="share"),
    path("reactions/", reactions.reactions, name="reactions"),
    path("resolution/", reactions.resolution, name="resolution"),
    path("flag/", flags.flag, name="flag"),
    path("mute/", mutes.muting, name="mute"),
    path("replies/", replies.replies, name="replies"),
    path("revision/", revisions.revision, name="revision"),
    path("colour/", revisions.colour, name="colour"),
    path("tags/", tags.tags, name="tags"),
    path("visibility/", revisions.visibility, name="visibility"),
    path("extension/", revisions.extension, name="extension"),
    path("placement/", placements.placement, name="placement"),
    path("deletion/", revisions.deletion, name="deletion"),
    path("restoration/", revisions.restoration, name="restoration"),
    path("decision/", decisions.decision, name="decision"),
    path("support/", decisions.supporting, name="supporting"),
]

one_group = [
    path("", groups.group, name="group"),
    path("invitation/", groups.invitation_link, name="invitation_link"),
    path("members/<uuid:member>/removal/", groups.removal, name="removal"),
    path("members/<uuid:member>/ownership/", groups.ownership, name="ownership"),
    path("closure/", groups.closure, name="closure"),
    path("deletion/", groups.deletion, name="group_deletion"),
]

in_notebook = [
    path("", notebook.notebook, name="notebook"),
    path("colours/", meanings.colours, name="colours"),
    path("chosen/", notebook.chosen, name="chosen"),
    path("changes/", notebook.changes, name="changes"),
    path("changes/<uuid:uid>/restoration/", notebook.restoration, name="undone"),
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

told = [
    path("", notices.notices, name="notices"),
    path("bell/", notices.bell, name="bell"),
    path("settings/", notice_settings.settings, name="notice_settings"),
    path("unsubscribe/<str:token>/", mail_links.unsubscribe, name="unsubscribe"),
    path("mute/<str:token>/", mail_links.mute_by_mail, name="mute_by_mail"),
    path("confirm/<str:token>/", mail_links.confirm, name="confirm"),
    path("<uuid:uid>/", notices.notice, name="notice"),
]

urlpatterns = [
    path("tags/<str:name>/feed/", feeds.tag, name="tag_feed"),
    path("tags/<path:name>/", tags.tag, name="tag"),
    path("notes/", include(in_notebook + notes_in_and_out)),
    path("interviews/<slug:slug>/export/", include(interview_out)),
    path("interviews/<slug:slug>/annotations/", include(on_interview)),
    path("interviews/<slug:slug>/comments/", comments.comments, name="comments"),
    path("interviews/<slug:slug>/passages/", passages.passages, name="passages"),
    path("interviews/<slug:slug>/place/", places.place, name="place"),
    path("a/<uuid:uid>/", permalinks.permalink, name="permalink"),
    path("a/<uuid:uid>/card.<str:form>", sharing.card, name="card"),
    path("interviews/<slug:slug>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("interviews/<slug:slug>/suggestions/new/", suggestions.suggest, name="suggest"),
    path("interviews/<slug:slug>/feed/", feeds.interview, name="interview_feed"),
    path("annotations/<uuid:uid>/", include(one_annotation)),
    path("groups/", groups.index, name="groups"),
    path("groups/<uuid:uid>/", include(one_group)),
    path("invitations/<str:token>/", groups.invitation, name="invitation"),
    path("comments/import/", comment_files.begin, name="import_comments"),
    path("comments/import/<uuid:uid>/", comment_files.comment_file, name="comment_file"),
    path("comments/import/<uuid:uid>/deletion/", comment_files.deletion, name="comment_file_deletion"),
    path("moderation/", moderation.moderation, name="moderation"),
    path("moderation/undo/", moderation.undo, name="moderation_undo"),
    path("moderation/log/", moderation.log, name="moderation_log"),
    path("notices/", include(told)),
    path("people/", people.people, name="people"),
    path("readers/<str:username>/", people.person, name="person"),
    path("readers/<str:username>/feed/", feeds.person, name="person_feed"),
]
