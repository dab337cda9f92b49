"""Invitations: letters to units, the seats promised to them, and what they answered."""
