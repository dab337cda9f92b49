"""WorkshopDesk: plan workshops, register participants, print Lao papers and funder reports."""

__version__ = "0.1.0"
