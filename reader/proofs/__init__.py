"""Proofs: a text is corrected step by step before readers get it, with undo."""
