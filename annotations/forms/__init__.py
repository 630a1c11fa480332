"""What readers send, checked: a module a subject; on passages the text has the last word."""
