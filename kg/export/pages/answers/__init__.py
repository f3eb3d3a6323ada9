"""Answers as pages, one file a question: `QUESTION.py` defines `page_of(view, result) -> bytes`."""
