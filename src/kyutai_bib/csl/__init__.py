"""Citation Style Language 1.0.2: styles, locales, formatted references and in-text citations.

    styles, locales     find a style, find a locale
    render              `bibliography` and `citations`: what the rest of the program calls
    engine              the CSL processor behind it, by places in a list of items
    processor/          our CSL processor
    tree                formatted text as a tree
    markup/             text, HTML, Markdown, LaTeX, RTF

Nothing is imported here, so that what does not format references does not pay for lxml.
"""
