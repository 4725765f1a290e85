"""Full-text search (全文检索) without a server: from a table of documents to the files that the search page reads.

Every two characters that stand side by side in a document lead to it (`postings`), so that no dictionary decides what can be found.
Documents stand in such an order that those alike in year, item and unit are neighbours (`order`): the facets are then a short table
of runs, and postings compress. docs/search.md says what each file holds.
"""
