"""The first page: while there is no event yet, and whenever a new one is begun."""
