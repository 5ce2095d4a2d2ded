"""The changes of the database's tables, oldest first. They ship with the program."""
