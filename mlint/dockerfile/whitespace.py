"""The sets of characters that BuildKit takes for white space; each place in the grammar has its own."""

GO_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""Around instructions and flags, between the words of ENV, LABEL and ARG, and between expanded words."""

NAME_SPACE = "\t\v\f\r "
"""Behind an instruction's name and between the words of FROM, EXPOSE, COPY, ADD and VOLUME."""

DIRECTIVE_SPACE = "\t\n\f\r "
"""Around the equals sign and at the end of a parser directive."""

TAIL = " \t"
"""Behind a continuation mark."""

HEREDOC_BLANK = "\t\r "
"""Between ``<<`` and the name of a heredoc."""
