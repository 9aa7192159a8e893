"""newsclean in engines for many pages, compared with its own command line."""
