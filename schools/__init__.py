"""Who and where: people, roles, schools, classes, pupils, calendars and dated figures."""
