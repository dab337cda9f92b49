"""The rules and the vocabulary of workshops. Standard library and ``lao`` only."""
