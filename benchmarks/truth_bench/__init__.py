"""The truth benchmark: a simulated world whose truth is known, methods that judge what is said of it, and their scores."""
