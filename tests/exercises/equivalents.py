"""Mutants that no check can kill, since they are right answers too. Each with the reason."""

EQUIVALENT = {}
