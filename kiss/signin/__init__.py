"""How people come in, stay in and go out: second factor, sessions, limits on guessing."""
