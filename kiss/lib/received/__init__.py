"""Files that people send to be kept: known by what is in them, cleaned, and never by their name.

`receiving.receive` is the way in. What a hostile file could do, it does in a child process that has
no secrets, little memory and little time (`child`).
"""
