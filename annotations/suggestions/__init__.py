"""Other words suggested for a passage: made, supported, decided on, and kept true when the text changes."""
