"""Who uses the product, and for which municipality."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from survey.email_addresses import AddressField
from survey.models.named import Named, NamedQuerySet
from survey.models.questionnaire import Wave
from survey.models.territory import Municipality
from survey.rights import OFFICE
from survey.typed import validate_line

FORMER_PERSON = "Ehemalige Person"  # what the database has in place of the name of somebody forgotten


def shown_name(name: str, email: str) -> str:
    """What a page calls the person of whom the database has these."""
    return gettext("Former person") if name == FORMER_PERSON else name or email


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> NamedQuerySet["User"]:
        return NamedQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who logs in by a code sent to `email`. Raises ValidationError."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(Named, AbstractBaseUser):
    """A person with an e-mail address: municipal staff, an analyst, the office or an admin."""

    email = AddressField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("A person with this e-mail address exists already.")},
    )
    name = models.CharField(_("name"), max_length=150, validators=[validate_line])
    is_analyst = models.BooleanField(
        _("analyst"), default=False, help_text=_("Reads the Atlas with the results of all municipalities.")
    )
    is_staff = models.BooleanField(
        _("office"), default=False, help_text=_("Looks after municipalities, people, waves and requests.")
    )
    is_superuser = models.BooleanField(
        _("admin"), default=False, help_text=_("Does and reads everything, and hands out these roles.")
    )
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Uncheck to keep a person out for a while."))
    date_joined = models.DateTimeField(_("added"), auto_now_add=True)
    forgotten_at = models.DateTimeField(_("forgotten"), null=True, editable=False)
    session_generation = models.PositiveIntegerField(default=0, editable=False)  # counted up, all sessions end

    objects: ClassVar = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_in_lower_case",
                violation_error_message=_("E-mail addresses are kept in lower case."),
            )
        ]

    def __str__(self) -> str:
        return shown_name(self.name, self.email)

    def get_short_name(self) -> str:
        """What the administration calls whoever is logged in."""
        return str(self)

    def clean(self) -> None:
        """Admins are at home where the office is."""
        super().clean()
        self.is_staff = self.is_staff or self.is_superuser

    def has_perm(self, right: str, of: models.Model | None = None) -> bool:
        return self.is_active and (self.is_superuser or (self.is_staff and right in OFFICE))

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and (self.is_superuser or (self.is_staff and app_label == "survey"))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session ends when any of these is no longer what it was at its log-in, whoever changed it."""
        roles = [self.is_analyst, self.is_staff, self.is_superuser]
        text = repr([self.password, self.email, self.session_generation, *roles])
        return salted_hmac("survey.User.session", text, secret=secret, algorithm="sha256").hexdigest()

    @property
    def has_wider_role(self) -> bool:
        """Whether the person does more than work for a municipality."""
        return self.is_analyst or self.is_staff or self.is_superuser

    @property
    def reads_atlas(self) -> bool:
        return self.is_active and (self.is_analyst or self.is_superuser)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_wave(self, slug: str) -> "MembershipQuerySet":
        """Roles that hold in this wave: those given for it, and those given for all."""
        return self.filter(models.Q(wave__slug=slug) | models.Q(wave=None))

    def holding(self, slug: str) -> "MembershipQuerySet":
        """The one role of each member of each municipality in this wave; who has none there is no member."""
        place = {"user": models.OuterRef("user"), "municipality": models.OuterRef("municipality")}
        special = Membership.objects.filter(**place, wave__slug=slug)
        members = self.in_wave(slug).filter(models.Q(wave__isnull=False) | ~models.Exists(special))
        return members.exclude(role=Membership.Role.NONE)

    def in_force(self, municipality_pk: str, slug: str) -> "MembershipQuerySet":
        """The one role of each member of the municipality in this wave."""
        return self.filter(municipality=municipality_pk).holding(slug)

    def reachable(self) -> "MembershipQuerySet":
        """Those to whom letters go. A closed account is none of them, but for whoever invited it: to them it must look
        like any address that they typed.
        """
        return self.filter(models.Q(user__is_active=True) | ~models.Q(invited_as=""))


class Membership(models.Model):
    """A person's role in a municipality, for one wave or for all; a person may serve several municipalities.

    "No role" ends one for all in a single wave.
    """

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordination")
        CONTRIBUTOR = "contributor", _("contribution")
        RELEASE = "release", _("release")
        READER = "reader", _("reading only")
        NONE = "none", _("no role in this wave")

        @classmethod
        def given(cls) -> list[tuple[str, Any]]:
            """The choices of a coordination: it ends a role by removing the person."""
            return [(role.value, role.label) for role in cls if role is not cls.NONE]

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="memberships", verbose_name=_("municipality")
    )
    wave = models.ForeignKey(
        Wave,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("wave"),
        help_text=_("Empty: the role holds in every wave. A role for one wave goes before one for all."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    # The name that was typed with the invitation, until the person has opened a return of the municipality.
    invited_as = models.CharField(max_length=150, blank=True, editable=False)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["municipality", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "municipality", "wave"],
                nulls_distinct=False,
                name="membership_unique",
                violation_error_message=_("This person already has a role in this municipality."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["coordinator", "contributor", "release", "reader", "none"]),
                name="membership_role_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="none") | models.Q(wave__isnull=False),
                name="membership_none_in_one_wave",
                violation_error_message=_("No role: please say in which wave, or delete the role for all."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.municipality}"

    @property
    def known_as(self) -> str:
        """What the municipality calls the person: the name of somebody invited may be known elsewhere only."""
        return self.invited_as or str(self.user)
