"""New records: what to ask next, what an answer means, and the text of the file. Reads nothing and writes nothing.

`given` serves those who say everything at once; `interview` asks. Both come to a map of the record's values, which
`file_text` writes as YAML.
"""
