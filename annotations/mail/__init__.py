"""Mail to readers: what it says, where it goes, and sending it beside the requests."""
