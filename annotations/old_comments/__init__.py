"""A site's old comments: read from a file, kept, given to interviews page by page, and taken over."""
