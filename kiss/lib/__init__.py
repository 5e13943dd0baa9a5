"""Small tools that any app may use. They know no app."""
