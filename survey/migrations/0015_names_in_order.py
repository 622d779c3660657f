import pgtrigger.compiler
import pgtrigger.migrations
import survey.models.named
from django.db import migrations, models

from survey.alphabet import sort_key
from survey.models.unique_names import TELL_APART


def fill_sort_names(apps, schema_editor):
    for name in ("District", "Municipality", "User"):
        rows = apps.get_model("survey", name).objects.using(schema_editor.connection.alias)
        named = list(rows.order_by("pk").only("pk", "name"))
        for row in named:
            row.sort_name = sort_key(row.name)
        rows.bulk_update(named, ["sort_name"], batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ('survey', '0014_pages_of_evidence'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='municipality',
            options={'ordering': ['sort_name', 'ags'], 'verbose_name': 'municipality', 'verbose_name_plural': 'municipalities'},
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'ordering': ['sort_name', 'pk'], 'verbose_name': 'person', 'verbose_name_plural': 'people'},
        ),
        migrations.AddField(
            model_name='district',
            name='sort_name',
            field=survey.models.named.SortNameField(db_collation='C', default='', editable=False),
        ),
        migrations.AddField(
            model_name='municipality',
            name='sort_name',
            field=survey.models.named.SortNameField(db_collation='C', default='', editable=False),
        ),
        migrations.AddField(
            model_name='municipality',
            name='unique_name',
            field=models.TextField(default='', editable=False, verbose_name='name'),
        ),
        migrations.AddField(
            model_name='user',
            name='sort_name',
            field=survey.models.named.SortNameField(db_collation='C', default='', editable=False),
        ),
        migrations.RunPython(fill_sort_names, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL(TELL_APART, migrations.RunSQL.noop, elidable=True),
        pgtrigger.migrations.AddTrigger(
            model_name='district',
            trigger=pgtrigger.compiler.Trigger(name='names_tell_apart', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE survey_municipality AS municipality SET unique_name = found.unique_name FROM ( SELECT town.ags, town.name || CASE WHEN count(*) OVER (PARTITION BY town.name) = 1 THEN '' WHEN count(*) OVER (PARTITION BY town.name, town.district_id) = 1 THEN ' (' || coalesce(district.name, town.district_id) || ')' ELSE ' (' || town.ags || ')' END AS unique_name FROM survey_municipality AS town LEFT JOIN survey_district AS district ON district.ags = town.district_id ) AS found WHERE found.ags = municipality.ags AND found.unique_name <> municipality.unique_name; RETURN NULL;", hash='3c532fe23d22b3910ad4dea8b9fb2c7af150d605', level='STATEMENT', operation='INSERT OR UPDATE OF "name"', pgid='pgtrigger_names_tell_apart_3a691', table='survey_district', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='municipality',
            trigger=pgtrigger.compiler.Trigger(name='names_tell_apart', sql=pgtrigger.compiler.UpsertTriggerSql(func="UPDATE survey_municipality AS municipality SET unique_name = found.unique_name FROM ( SELECT town.ags, town.name || CASE WHEN count(*) OVER (PARTITION BY town.name) = 1 THEN '' WHEN count(*) OVER (PARTITION BY town.name, town.district_id) = 1 THEN ' (' || coalesce(district.name, town.district_id) || ')' ELSE ' (' || town.ags || ')' END AS unique_name FROM survey_municipality AS town LEFT JOIN survey_district AS district ON district.ags = town.district_id ) AS found WHERE found.ags = municipality.ags AND found.unique_name <> municipality.unique_name; RETURN NULL;", hash='99602a5126b5f986c49a35344daaaa2f14319860', level='STATEMENT', operation='INSERT OR UPDATE OF "name", "district_id" OR DELETE', pgid='pgtrigger_names_tell_apart_1b101', table='survey_municipality', when='AFTER')),
        ),
    ]
