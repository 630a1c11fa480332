"""The words that scripts show on the page, for `<script type="application/json" id="texts">`.

A script fills `{placeholders}`; a text that depends on a number has a key for one and one for other.
"""

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them, in the language of this request."""
    return {
        # Selection and highlighting
        "passage": _("Selected passage"),
        "highlight_y": _("Highlight in yellow"),
        "highlight_g": _("Highlight in green"),
        "highlight_b": _("Highlight in blue"),
        "highlight_p": _("Highlight in pink"),
        "comment": _("Comment"),
        "suggest": _("Suggest a correction"),
        "copy": _("Copy quote"),
        "share": _("Share"),
        "extend": _("Extend"),
        "toolbar_here": _("Selected. H highlights, C comments, F6 goes to the toolbar."),
        "nothing_selected": _("Nothing selected. Please select a passage."),
        "nothing_to_undo": _("There is nothing to undo."),
        "writing": _("Write a comment"),
        "draft_restored": _("Your draft is back."),
        # Copying
        "quote": _("“{quote}”\n— {by}\n{link}"),
        "turn": _("Turn {number}"),
        "quote_copied": _("Quote copied"),
        "link_copied": _("Link copied"),
        "copied": _("Copied"),
        "copy_refused": _("The browser does not allow copying here."),
        # What went wrong
        "not_saved": _("Not saved. Your text is still here."),
        "not_loaded": _("That could not be loaded."),
        "retry": _("Try again"),
        "unreachable": _("The server cannot be reached."),
        "no_answer": _("The server does not answer."),
        "too_quick": _("That was quick. You can continue in a minute."),
        "forbidden": _("You are not allowed to do this."),
        "gone": _("It no longer exists."),
        "went_wrong": _("Something went wrong. We know about it."),
        "refused": _("The server did not accept it."),
        # Notes and page
        "hint": _("Select text to highlight it."),
        "hint_close": _("Got it"),
        "more": _("More"),
        "more_notes": _("Show {count} more"),
        "notes_one": _("{count} note"),
        "notes_other": _("{count} notes"),
        "no_more_notes": _("No more notes in this direction."),
        "marks_shown": _("Other readers’ highlights are shown."),
        "marks_hidden": _("Other readers’ highlights are hidden."),
        "turns_shown": _("{shown} of {all} turns"),
        "on": _("on"),
        "off": _("off"),
        "close": _("Close"),
        # Select mode
        "select_mode": _("Selection"),
        "sentence": _("sentence"),
        "word": _("word"),
        "by_word": _("by word"),
        "by_sentence": _("by sentence"),
        "leave": _("leave"),
        # The dialog for selecting without a mouse
        "pick_title": _("Select a passage"),
        "pick_hint": _("Go through the sentences with the arrow keys, select with the space bar."),
        "pick_exact": _("Select exact words"),
        "pick_exact_hint": _("Select with Shift and the arrow keys. The text cannot be changed."),
        "pick_highlight": _("Highlight selection"),
        "pick_comment": _("Comment"),
        "pick_cancel": _("Cancel"),
        "colour": _("Colour"),
        "colour_y": _("Yellow"),
        "colour_g": _("Green"),
        "colour_b": _("Blue"),
        "colour_p": _("Pink"),
        # Keys
        "help_title": _("Keyboard shortcuts"),
        "help_hint": _("The single letters can be switched off under Appearance."),
        "key_turns": _("next, previous turn"),
        "key_select": _("select in this turn"),
        "key_move": _("next, previous sentence or word"),
        "key_extend": _("extend the selection"),
        "key_units": _("sentences or words"),
        "key_highlight": _("highlight"),
        "key_colours": _("yellow, green, blue, pink"),
        "key_notes": _("next, previous note"),
        "key_speakers": _("filter by speaker"),
        "key_outline": _("outline"),
        "key_type": _("appearance"),
        "key_undo": _("undo"),
        "key_search": _("search"),
        "key_toolbar": _("to the toolbar of the selection"),
        "key_save": _("save the comment"),
        "key_help": _("this list"),
    }
