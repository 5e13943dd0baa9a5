"""How people come in, stay in and go out: second factor, sessions, step-up, the town's login."""
