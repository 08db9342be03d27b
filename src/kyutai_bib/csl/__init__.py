"""Citation Style Language 1.0.2: styles, locales, formatted references and in-text citations.

    styles, locales     find a style, find a locale
    render              `bibliography` and `citations`: what the rest of the program calls
    engine              the CSL processor behind it, citeproc-py for now
    fields, inline      CSL-JSON values as the engine takes them
    tree, marks         formatted text as a tree, and the characters that carry it through the engine
    punctuation         quotes, and the marks that meet where two pieces meet
    markup/             text, HTML, Markdown, LaTeX, RTF

Nothing is imported here, so that what does not format references does not pay for lxml and citeproc.
"""
