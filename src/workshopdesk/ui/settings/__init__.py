"""Settings: language and colours of the window."""
