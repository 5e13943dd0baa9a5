"""The pages of opsporing."""
