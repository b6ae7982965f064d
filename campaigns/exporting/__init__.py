"""A published draft as a file to take along: Markdown, plain text, Word or JSON.

`copies` gathers what every such file says, in the reader's language and with its gaps named; the other modules write it.
The same draft at the same address always gives the same bytes.
"""
