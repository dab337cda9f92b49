"""The designer: what a certificate looks like, edited on the page itself."""
