"""Input that was made to break a tool: what it is, and that newsclean does not care."""
