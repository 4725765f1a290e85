"""gongkai (公开): a compiler from the records of union federations to a sealed public site."""
