"""The words that scripts show on the page, for `<script type="application/json" id="texts">`.

A script fills `{placeholders}`; a text that depends on a number has a key for one and one for other.
"""

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """All of them, in the language of this request."""
    return {
        # Selection and highlighting
        "passage": _("Selected passage"),  # de: Ausgewählte Stelle
        "highlight_y": _("Highlight in yellow"),  # de: Gelb markieren
        "highlight_g": _("Highlight in green"),  # de: Grün markieren
        "highlight_b": _("Highlight in blue"),  # de: Blau markieren
        "highlight_p": _("Highlight in pink"),  # de: Rosa markieren
        "comment": _("Comment"),  # de: Kommentieren
        "copy": _("Copy quote"),  # de: Zitat kopieren
        "extend": _("Extend"),  # de: Erweitern
        # de: Ausgewählt. H markiert, C kommentiert, F6 führt zur Leiste.
        "toolbar_here": _("Selected. H highlights, C comments, F6 goes to the toolbar."),
        # de: Die Auswahl ist leer. Bitte eine Stelle im Text auswählen.
        "nothing_selected": _("Nothing selected. Please select a passage."),
        "nothing_to_undo": _("There is nothing to undo."),  # de: Es gibt nichts rückgängig zu machen.
        "writing": _("Write a comment"),  # de: Kommentar schreiben
        "draft_restored": _("Your draft is back."),  # de: Ihr Entwurf ist wieder da.
        # Copying
        "quote": _("“{quote}”\n— {by}\n{link}"),  # de: „{quote}“\n— {by}\n{link}
        "turn": _("Turn {number}"),  # de: Wortmeldung {number}
        "quote_copied": _("Quote copied"),  # de: Zitat kopiert
        "link_copied": _("Link copied"),  # de: Link kopiert
        # de: Der Browser erlaubt das Kopieren hier nicht.
        "copy_refused": _("The browser does not allow copying here."),
        # What went wrong
        "not_saved": _("Not saved. Your text is still here."),  # de: Nicht gespeichert. Ihr Text ist noch da.
        "not_loaded": _("That could not be loaded."),  # de: Das ließ sich nicht laden.
        "retry": _("Try again"),  # de: Erneut versuchen
        "unreachable": _("The server cannot be reached."),  # de: Der Server ist nicht erreichbar.
        "no_answer": _("The server does not answer."),  # de: Der Server antwortet nicht.
        # de: Das ging etwas schnell. In einer Minute geht es weiter.
        "too_quick": _("That was quick. You can continue in a minute."),
        "forbidden": _("You are not allowed to do this."),  # de: Das ist hier nicht erlaubt.
        "gone": _("It no longer exists."),  # de: Das gibt es nicht mehr.
        # de: Hier ist etwas schiefgegangen. Wir wissen davon.
        "went_wrong": _("Something went wrong. We know about it."),
        "refused": _("The server did not accept it."),  # de: Der Server hat es nicht angenommen.
        # Notes and page
        "notes_one": _("{count} note"),  # de: {count} Anmerkung
        "notes_other": _("{count} notes"),  # de: {count} Anmerkungen
        # de: Keine weiteren Anmerkungen in dieser Richtung.
        "no_more_notes": _("No more notes in this direction."),
        "marks_shown": _("Other readers’ highlights are shown."),  # de: Markierungen anderer werden gezeigt.
        # de: Markierungen anderer sind ausgeblendet.
        "marks_hidden": _("Other readers’ highlights are hidden."),
        "turns_shown": _("{shown} of {all} turns"),  # de: {shown} von {all} Wortmeldungen
        "on": _("on"),  # de: an
        "off": _("off"),  # de: aus
        "close": _("Close"),  # de: Schließen
        # Select mode
        "select_mode": _("Selection"),  # de: Auswahl
        "sentence": _("sentence"),  # de: Satz
        "word": _("word"),  # de: Wort
        "by_word": _("by word"),  # de: wortweise
        "by_sentence": _("by sentence"),  # de: satzweise
        "leave": _("leave"),  # de: beenden
        # The dialog for selecting without a mouse
        "pick_title": _("Select a passage"),  # de: Stelle auswählen
        # de: Sätze mit den Pfeiltasten ansteuern, mit der Leertaste auswählen.
        "pick_hint": _("Go through the sentences with the arrow keys, select with the space bar."),
        "pick_exact": _("Select exact words"),  # de: Wortgenau auswählen
        # de: Mit Umschalt und Pfeiltasten auswählen. Der Text lässt sich nicht verändern.
        "pick_exact_hint": _("Select with Shift and the arrow keys. The text cannot be changed."),
        "pick_highlight": _("Highlight selection"),  # de: Markieren
        "pick_comment": _("Comment"),  # de: Kommentieren
        "pick_cancel": _("Cancel"),  # de: Abbrechen
        "colour": _("Colour"),  # de: Farbe
        "colour_y": _("Yellow"),  # de: Gelb
        "colour_g": _("Green"),  # de: Grün
        "colour_b": _("Blue"),  # de: Blau
        "colour_p": _("Pink"),  # de: Rosa
        # Keys
        "help_title": _("Keyboard shortcuts"),  # de: Tastenkürzel
        # de: Die einzelnen Buchstaben lassen sich unter Darstellung abschalten.
        "help_hint": _("The single letters can be switched off under Appearance."),
        "key_turns": _("next, previous turn"),  # de: nächste, vorige Wortmeldung
        "key_select": _("select in this turn"),  # de: in dieser Wortmeldung auswählen
        # de: nächster, voriger Satz, nächstes, voriges Wort
        "key_move": _("next, previous sentence or word"),
        "key_extend": _("extend the selection"),  # de: Auswahl erweitern
        "key_units": _("sentences or words"),  # de: Sätze oder Wörter
        "key_highlight": _("highlight"),  # de: markieren
        "key_colours": _("yellow, green, blue, pink"),  # de: gelb, grün, blau, rosa
        "key_notes": _("next, previous note"),  # de: nächste, vorige Anmerkung
        "key_speakers": _("filter by speaker"),  # de: nach Person filtern
        "key_outline": _("outline"),  # de: Gliederung
        "key_type": _("appearance"),  # de: Darstellung
        "key_undo": _("undo"),  # de: rückgängig
        "key_search": _("search"),  # de: suchen
        "key_toolbar": _("to the toolbar of the selection"),  # de: zur Leiste der Auswahl
        "key_save": _("save the comment"),  # de: Kommentar speichern
        "key_help": _("this list"),  # de: diese Liste
    }
