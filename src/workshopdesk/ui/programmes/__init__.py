"""Programmes and the funders that pay for them."""
