"""Makes a release: wheel and source archive, built reproducibly, with their checksums and a bill of materials."""
