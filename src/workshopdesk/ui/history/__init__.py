"""History on screen: who did what, when and where, with before and after, and taking it back."""
