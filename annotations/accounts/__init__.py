"""Accounts: django-allauth in our words and manners, taking everything along, and leaving."""
