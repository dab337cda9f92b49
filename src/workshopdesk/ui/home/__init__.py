"""Home: the month, what comes next, and what is missing before an event can be reported."""
