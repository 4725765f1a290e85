"""Typed tables to one federation: indexes, the unit tree, references between records, the ledger."""
