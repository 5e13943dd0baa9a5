"""How people come in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Users are made by the municipality; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
