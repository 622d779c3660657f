"""Addresses get their one spelling, as far as nobody else has it; what cannot be mended is told and left alone.

allauth's table of further addresses is emptied: it only ever held what somebody typed into the administration.
"""

from django.core.exceptions import ValidationError
from django.db import migrations

import survey.email_addresses


def mend_addresses(apps, schema_editor):
    people = apps.get_model("survey", "User").objects.using(schema_editor.connection.alias)
    taken = dict(people.values_list("email", "pk"))
    for user in people.order_by("pk"):
        try:
            mended = survey.email_addresses.one_spelling(user.email)
        except ValidationError:
            print(f"\n  {user.email!a} (person {user.pk}) is no address: nobody can log in with it until it is corrected.")
            continue
        if mended == user.email:
            continue
        if mended in taken:
            print(f"\n  {user.email!a} (person {user.pk}) is {mended}, the address of person {taken[mended]}: one must go.")
            continue
        print(f"\n  {user.email!a} (person {user.pk}) becomes {mended}.")
        people.filter(pk=user.pk).update(email=mended)
        taken[mended] = user.pk


def forget_further_addresses(apps, schema_editor):
    people = apps.get_model("survey", "User").objects.using(schema_editor.connection.alias)
    addresses = apps.get_model("account", "EmailAddress").objects.using(schema_editor.connection.alias)
    own = dict(people.values_list("pk", "email"))
    for address in addresses.order_by("pk"):
        if address.email != own[address.user_id]:
            print(f"\n  {address.email!a} no longer opens the account of person {address.user_id}.")
    addresses.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("survey", "0006_sessions_end"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=survey.email_addresses.AddressField(
                error_messages={"unique": "A person with this e-mail address exists already."},
                max_length=254,
                unique=True,
                verbose_name="e-mail address",
            ),
        ),
        migrations.RunPython(mend_addresses, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(forget_further_addresses, migrations.RunPython.noop, elidable=True),
    ]
