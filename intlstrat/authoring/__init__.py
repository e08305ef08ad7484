"""What makes records and data repos: what is to be written is planned apart from the writing of it."""
