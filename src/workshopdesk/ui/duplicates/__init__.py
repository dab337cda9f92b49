"""People who may have been entered twice: side by side, one decision at a time."""
