"""Tables with a row for each session: where the header is, what each column means, and what the rows say."""
