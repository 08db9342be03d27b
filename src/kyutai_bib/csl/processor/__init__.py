"""A CSL 1.0.2 processor. A style is compiled once into a tree of elements; items go through it to groups of
output; what stands next to what decides on punctuation, quotes and spaces at the very end.

    style_program, compilation, name_compilation, options     a style's XML to elements
    elements, names, name_list, name_parts, dates, conditions what renders
    work, persons, date_values, characters                    items
    context, output, look, rich_text, text_case, numbers      what rendering works with
    document, positions, sorting, disambiguation              a document as a whole
    clusters, collapsing, affixes, entries, author_substitution
    joining                                                   groups to formatted text

Nothing is imported here.
"""
