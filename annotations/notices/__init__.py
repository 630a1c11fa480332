"""Notices: whom a note concerns is told of it, by the bell, a list and mail."""
