"""The room: meetings, participants and what was agreed."""
