"""Training of the model that finds the article in plain text: `python -m tests.bench.lines`."""
