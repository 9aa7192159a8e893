"""Commands for developers that measure newsclean: `python -m tests.bench.score --help`. Not tests; not shipped."""
