"""Developer commands that measure newsclean, as in `python -m tests.bench.score --help`. Not tests, not shipped."""
