"""Reports: what is shown, once and escaped, and what a real browser makes of it."""
