"""Who uses the product, and for which municipality."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from survey.models.territory import Municipality


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who logs in by a code sent to `email`; with `password` also by that."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an e-mail address: municipal staff, an analyst or an admin."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("A person with this e-mail address exists already.")},
    )
    name = models.CharField(_("name"), max_length=150)
    is_analyst = models.BooleanField(
        _("analyst"), default=False, help_text=_("Reads the Atlas with the results of all municipalities.")
    )
    is_staff = models.BooleanField(_("admin"), default=False, help_text=_("May log in to the administration."))
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Uncheck instead of deleting a person."))
    date_joined = models.DateTimeField(_("added"), auto_now_add=True)

    objects: ClassVar = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_lower_case",
                violation_error_message=_("E-mail addresses are kept in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = type(self).objects.normalize_email(self.email).lower()

    @property
    def reads_atlas(self) -> bool:
        return self.is_active and (self.is_analyst or self.is_superuser)


class Membership(models.Model):
    """A person's role in the returns of one municipality; a person may serve several."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordination")
        CONTRIBUTOR = "contributor", _("contribution")
        READER = "reader", _("reading only")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="memberships", verbose_name=_("municipality")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["municipality", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "municipality"],
                name="membership_unique",
                violation_error_message=_("This person already has a role in this municipality."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["coordinator", "contributor", "reader"]), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.municipality}"

    @property
    def may_edit(self) -> bool:
        return self.role in (self.Role.COORDINATOR, self.Role.CONTRIBUTOR)

    @property
    def may_submit(self) -> bool:
        return self.role == self.Role.COORDINATOR
