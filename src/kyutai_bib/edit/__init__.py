"""Changes written into the text of a data file, with every other byte as it was.

`spans` knows where each thing stands in the text, `scalars` writes values in YAML, `pieces` turns one insertion
or replacement into an `Edit`, `papers` turns changes of the model into edits and reads the result back.
"""
