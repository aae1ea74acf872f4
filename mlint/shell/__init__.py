"""RUN text -> commands and words with exact places in the file."""
