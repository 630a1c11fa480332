"""Search over titles, people, texts, and what layers add: words in any form, phrases, the last word begun.

`terms` makes terms of texts and of what is asked, in Python: both databases then find the same. `index`
keeps the terms of everything in the rows of `reader.models.Entry`; `matching` asks the database, by FTS5
on SQLite and by full text search on PostgreSQL, and `ranking` which entries answer best. `results` is what
a person may see of it.
"""
