"""Document tree → text or bytes: one pure function `render(document, language, …)` per format."""
