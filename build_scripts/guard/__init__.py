"""Decides what may be published: personal data, secrets, demonstration data."""
