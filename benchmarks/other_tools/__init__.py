"""The same derivatives from other tools: run, checked against ours, and timed."""
