"""The papers as PDF: hides where everything stands on each paper; drawn through ``typeset``."""
