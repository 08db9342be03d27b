"""What services on the network know about a paper, and how it differs from what the file says.

The only room that reaches the network. `sources` is the table of services, in the order of trust; each is a
module with how to ask it and how to read it. `transport` sends, `cache` keeps, `ask` puts the two together,
`compare` and `fill` bring answers and papers together. Nothing here writes a file of the user's.
"""
