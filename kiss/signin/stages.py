"""What stands between the first proof of who somebody is and the house."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from kiss.signin.provider.session import provider_was_factor


class OwnFactorStage(AuthenticateStage):
    """Our own second factor, unless the municipality's sign-in has asked for as much."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if provider_was_factor(request, self.login.user):
            return False
        return super()._should_handle(request)
