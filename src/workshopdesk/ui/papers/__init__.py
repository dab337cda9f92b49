"""Papers: every document of an event, with the page itself as its preview."""
