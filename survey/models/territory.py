"""The register: districts, municipalities and their boundaries."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from pgtrigger import Delete, Insert, UpdateOf

from survey.models.data_change import DataChange, Marked
from survey.models.named import Named, NamedQuerySet
from survey.models.unique_names import TellsApart
from survey.size_classes import SizeClass
from survey.typed import validate_line


class District(Named):
    """A Landkreis, or the Stadtkreis Stuttgart: a district of one."""

    ags = models.CharField(_("official key"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=100, unique=True, validators=[validate_line])

    objects: ClassVar = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["ags"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ags__regex=r"^\d{5}$"),
                name="district_ags_has_5_digits",
                violation_error_message=_("The official key of a district has 5 digits."),
            )
        ]
        triggers = [Marked(DataChange.Topic.REGISTER), TellsApart(Insert | UpdateOf("name"))]

    def __str__(self) -> str:
        return self.name


class MunicipalityQuerySet(NamedQuerySet["Municipality"]):
    def in_size_class(self, size_class: SizeClass) -> "MunicipalityQuerySet":
        """Municipalities with as many inhabitants as the class says; its upper limit belongs to the next one."""
        found = self.filter(population__gte=size_class.lower)
        return found if size_class.upper is None else found.filter(population__lt=size_class.upper)


class Municipality(Named):
    """A town or village that is asked; its official key is the key, because names occur twice."""

    class Kind(models.TextChoices):
        CAPITAL = "Landeshauptstadt", _("state capital")
        LARGE_TOWN = "Große Kreisstadt", _("large district town")
        TOWN = "Stadt", _("town")
        VILLAGE = "Gemeinde", _("municipality without town charter")

    ags = models.CharField(_("official key (AGS)"), max_length=8, primary_key=True)
    name = models.CharField(_("name"), max_length=100, validators=[validate_line])
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    district = models.ForeignKey(District, models.PROTECT, related_name="municipalities", verbose_name=_("district"))
    population = models.PositiveIntegerField(_("population"))
    area_km2 = models.DecimalField(_("area in km²"), max_digits=7, decimal_places=2)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    # Kept by the database; empty only of what was not read from there.
    unique_name = models.TextField(_("name"), default="", editable=False)
    updated_at = models.DateTimeField(_("last change"), auto_now=True, db_index=True)

    objects: ClassVar = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_name", "ags"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ags__regex=r"^\d{8}$"),
                name="municipality_ags_has_8_digits",
                violation_error_message=_("The official key of a municipality (AGS) has 8 digits."),
            ),
            models.CheckConstraint(
                condition=Q(ags__startswith=F("district")),
                name="municipality_ags_starts_with_district",
                violation_error_message=_("The official key (AGS) begins with the key of the district."),
            ),
            models.CheckConstraint(
                condition=Q(population__gt=0),
                name="municipality_population_positive",
                violation_error_message=_("The population is at least 1."),
            ),
        ]
        triggers = [
            Marked(DataChange.Topic.REGISTER),
            TellsApart(Insert | UpdateOf("name", "district_id") | Delete),
        ]

    def __str__(self) -> str:
        """As it is printed everywhere: with the district where another one is called the same."""
        return self.unique_name or self.name

    def save(self, **options: Any) -> None:
        super().save(**options)
        self.refresh_from_db(fields=["unique_name"])


class Boundary(models.Model):
    """The outline of a municipality, apart from it so that lists do not carry it along."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, primary_key=True, related_name="boundary")
    polygons = models.JSONField(_("polygons"), help_text=_("Polygons, each a list of rings of [longitude, latitude]."))

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")
        triggers = [Marked(DataChange.Topic.REGISTER)]

    def __str__(self) -> str:
        return self.municipality_id
