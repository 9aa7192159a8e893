"""newsclean in engines for many pages, beside its own command line."""
