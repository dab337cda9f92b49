"""Files from outside become rows and a list of problems; nothing is written here."""
