"""Report → text or bytes: one pure function per file, with no files, environment, clock, exit codes or policy."""
