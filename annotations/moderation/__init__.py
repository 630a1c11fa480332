"""The moderation: what waits for it, judging that, and telling authors what became of their notes."""
