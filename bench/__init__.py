"""Benchmarks that anyone can run: `make bench`. Times depend on the machine; counts do not."""
