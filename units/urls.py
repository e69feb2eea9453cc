from django.urls import path

from units.views import accounts, health, mails, setup, sign_in

urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="sign-in"),
    path("dang-xuat/", sign_in.SignOut.as_view(), name="sign-out"),
    path("quan-tri/login/", sign_in.admin_door),  # before the admin's own form, which knows no throttle
    path("mat-khau/", accounts.PasswordChange.as_view(), name="password-change"),
    path("mat-khau/quen/", accounts.password_reset, name="password-reset"),
    path("mat-khau/quen/da-gui/", accounts.password_reset_sent, name="password-reset-sent"),
    path("mat-khau/dat-lai/<uidb64>/<token>/", accounts.PasswordResetConfirm.as_view(), name="password-reset-confirm"),
    path("ngon-ngu/", accounts.set_language, name="set-language"),
    path("bat-dau/", setup.setup, name="setup"),
    path("thu/", mails.mail_list, name="mails"),
    path("thu/giu-lai/gui/", mails.mails_release, name="mails-release"),
    path("thu/giu-lai/bo/", mails.mails_cancel, name="mails-cancel"),
    path("thu/<int:pk>/", mails.mail_detail, name="mail"),
    path("thu/<int:pk>/bo/", mails.mail_cancel, name="mail-cancel"),
    path("healthz/", health.healthz, name="healthz"),
]
