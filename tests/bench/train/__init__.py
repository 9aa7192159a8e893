"""Training of the model that finds the body: `python -m tests.bench.train`."""
