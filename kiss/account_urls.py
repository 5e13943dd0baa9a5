"""Login and logout. Nothing here lets anybody sign up."""

from allauth.account import views as account
from django.conf import settings
from django.urls import path, re_path

from kiss import views
from kiss.signin import views as signin
from kiss.signin.provider import views as provider

urlpatterns = [
    path("login/", signin.log_in, name="account_login"),
    path("logout/", signin.log_out, name="account_logout"),
    path("adgangskode/", signin.password_change, name="account_change_password"),
    path("adgangskode/ny/", signin.password_set, name="account_set_password"),
    path("nulstil/", signin.password_reset, name="account_reset_password"),
    path("nulstil/sendt/", signin.password_reset_done, name="account_reset_password_done"),
    # The key has dashes of its own, so the first dash is the one that separates.
    re_path(
        r"^nulstil/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        signin.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "nulstil/gemt/",
        signin.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("kommune/", provider.go, name="provider_go"),
    path("kommune/svar/", provider.answer, name="provider_answer"),
    path("kommune/saml/", provider.saml_answer, name="saml_answer"),
    path("kommune/saml/svar/", provider.saml_finish, name="saml_finish"),
    path("kommune/saml/metadata/", provider.saml_metadata, name="saml_metadata"),
    path("bekraeft/kommune/", provider.confirm, name="provider_confirm"),
    path("session/", signin.session, name="session"),
    path("sessioner/", signin.sessions, name="usersessions_list"),
    path("sessioner/andre/slut/", signin.end_other_sessions, name="sessions_end_others"),
    path("sessioner/<int:pk>/slut/", signin.end_session, name="session_end"),
    path("inaktiv/", account.account_inactive, name="account_inactive"),
    path("bekraeft/", signin.confirm_by_password, name="account_reauthenticate"),
    path("bekraeft/kode/", signin.confirm_by_code, name="mfa_reauthenticate"),
    path("bekraeft/noegle/", signin.confirm_by_key, name="mfa_reauthenticate_webauthn"),
    path("kode/", signin.confirm_login, name="mfa_authenticate"),
    path("sikkerhed/", signin.factors, name="mfa_index"),
    path("sikkerhed/app/", signin.add_app, name="mfa_activate_totp"),
    path("sikkerhed/noegle/", signin.add_key, name="mfa_add_webauthn"),
    path("sikkerhed/koder/", signin.recovery_codes, name="mfa_view_recovery_codes"),
    path("sikkerhed/koder/nye/", signin.new_codes, name="mfa_generate_recovery_codes"),
    path("sikkerhed/<int:pk>/fjern/", signin.remove_factor, name="factor_remove"),
]
if settings.DEMO:
    urlpatterns += [path("demo/", views.demo_login, name="demo_login")]
