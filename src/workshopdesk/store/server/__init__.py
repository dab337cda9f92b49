"""PostgreSQL as a team's server: what a person may do is enforced by the database itself.

Hides roles, grants, row-level security, triggers and notifications. A program that goes around
ours, with the same login, is stopped just the same. docs/decisions/0024-team-server.md says why
things are as they are.
"""
