"""`manage.py load_region`: the shipped region, and every kind of wrong file."""

import json
from decimal import Decimal

import pytest
from django.core.management import CommandError

from survey.models import Boundary, District, Municipality
from tests.factories import MunicipalityFactory

HEADER = "ags,name,kind,district,district_ags,population,area_km2,latitude,longitude"
TOWN = "08115001,Aidlingen,Gemeinde,Böblingen,08115,9302,26.56,48.677969,8.896991"
OTHER = "08116019,Esslingen am Neckar,Große Kreisstadt,Esslingen,08116,96182,46.43,48.741347,9.309565"
BOW = [[9.0, 48.0], [9.1, 48.1], [9.1, 48.0], [9.0, 48.1], [9.0, 48.0]]
RING = [[9.0, 48.0], [9.1, 48.0], [9.1, 48.1], [9.0, 48.0]]


def feature(ags, kind="Polygon", coordinates=None):
    geometry = {"type": kind, "coordinates": [RING] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"ags": ags}, "geometry": geometry}


@pytest.fixture
def files(tmp_path):
    """Writes both files, valid ones by default, and returns the arguments of the command."""

    def write(*lines, header=HEADER, features=None, csv=None, geojson=None):
        lines = lines or (TOWN, OTHER)
        content = csv if csv is not None else "\n".join([header, *lines]).encode()
        (tmp_path / "towns.csv").write_bytes(content)
        if features is None:
            features = [feature(line.split(",")[0]) for line in lines]
        text = geojson if geojson is not None else json.dumps({"type": "FeatureCollection", "features": features})
        (tmp_path / "borders.geojson").write_text(text)
        return "load_region", "--csv", tmp_path / "towns.csv", "--boundaries", tmp_path / "borders.geojson"

    return write


def refusal(manage, *arguments):
    with pytest.raises(CommandError) as error:
        manage(*arguments)
    assert not Municipality.objects.exists()
    return str(error.value)


@pytest.mark.django_db
class TestShippedRegion:
    def test_all_179_municipalities_of_six_districts_are_loaded(self, manage):
        assert "179 added, 0 changed, 0 unchanged" in manage("load_region")
        assert Municipality.objects.count() == Boundary.objects.count() == 179
        assert set(District.objects.values_list("name", flat=True)) == {
            "Stuttgart",
            "Böblingen",
            "Esslingen",
            "Göppingen",
            "Ludwigsburg",
            "Rems-Murr-Kreis",
        }
        assert sum(Municipality.objects.values_list("population", flat=True)) == 2_779_310

    def test_a_municipality_carries_what_the_file_says(self, manage):
        manage("load_region")
        town = Municipality.objects.get(ags="08116019")
        assert (town.name, town.kind, town.district.name) == ("Esslingen am Neckar", "Große Kreisstadt", "Esslingen")
        assert (town.population, town.area_km2) == (96182, Decimal("46.43"))
        assert (town.latitude, town.longitude) == (48.741347, 9.309565)

    def test_a_second_run_changes_nothing_and_says_so(self, manage):
        manage("load_region")
        before = set(Municipality.objects.values_list("ags", "updated_at"))
        assert manage("load_region") == "Nothing to do: all 179 municipalities are up to date.\n"
        assert set(Municipality.objects.values_list("ags", "updated_at")) == before

    def test_a_dry_run_changes_nothing(self, manage):
        assert "Dry run, nothing was changed: 179 added" in manage("load_region", "--dry-run")
        assert not District.objects.exists()


@pytest.mark.django_db
class TestChanges:
    def test_only_the_changed_row_is_written(self, manage, files):
        manage(*files())
        before = dict(Municipality.objects.values_list("ags", "updated_at"))
        assert "0 added, 1 changed, 1 unchanged" in manage(*files(TOWN.replace("9302", "9400"), OTHER))
        after = dict(Municipality.objects.values_list("ags", "updated_at"))
        assert Municipality.objects.get(ags="08115001").population == 9400
        assert after["08115001"] > before["08115001"]
        assert after["08116019"] == before["08116019"]

    def test_a_new_boundary_counts_as_a_change_of_its_municipality(self, manage, files):
        manage(*files())
        ring = [[8.9, 48.0], [9.0, 48.0], [9.0, 48.1], [8.9, 48.0]]
        moved = [feature("08115001", "MultiPolygon", [[RING], [ring]]), feature("08116019")]
        assert "1 changed" in manage(*files(features=moved))
        assert Boundary.objects.get(pk="08115001").polygons == [[RING], [ring]]

    def test_a_renamed_district_is_renamed(self, manage, files):
        manage(*files())
        assert "1 changed" in manage(*files(TOWN.replace("Böblingen", "Kreis Böblingen"), OTHER))
        assert District.objects.get(ags="08115").name == "Kreis Böblingen"

    def test_a_municipality_missing_from_the_file_is_reported_and_kept(self, manage, files):
        MunicipalityFactory(ags="99001001", district__ags="99001")
        assert "left as they are: 99001001" in manage(*files())
        assert Municipality.objects.filter(ags="99001001").exists()

    def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(self, manage, files):
        manage(*files(csv="\r\n".join([HEADER, TOWN, OTHER, ""]).encode("utf-8-sig")))
        assert Municipality.objects.count() == 2


@pytest.mark.django_db
class TestWrongRegister:
    @pytest.mark.parametrize(
        ("old", "new", "column", "expected"),
        [
            ("08115001", "8115001", "ags", "'8115001': expected an official key (AGS) of 8 digits"),
            ("08115001", "0811500१", "ags", "of 8 digits"),
            ("08115001", "08116001", "ags", "begins with that of the district, 08115"),
            (",08115,", ",8115,", "district_ags", "'8115': expected an official key of a district of 5 digits"),
            ("Gemeinde", "Dorf", "kind", "'Dorf': expected one of Landeshauptstadt, Große Kreisstadt, Stadt"),
            ("Aidlingen", " ", "name", "expected a name"),
            ("9302", "0", "population", "'0': expected a positive whole number"),
            ("9302", "9.302", "population", "'9.302': expected a positive whole number"),
            ("9302", "-5", "population", "expected a positive whole number"),
            ("26.56", "0", "area_km2", "expected a positive number of km²"),
            ("26.56", "1e5", "area_km2", "expected a positive number of km²"),
            ("48.677969", "8.896991", "latitude", "expected degrees north from 47.0 to 55.2"),
            ("8.896991", "nan", "longitude", "'nan': expected degrees east"),
        ],
    )
    def test_a_wrong_value_is_named_with_line_column_and_rule(self, manage, files, old, new, column, expected):
        message = refusal(manage, *files(OTHER, TOWN.replace(old, new, 1)))
        assert f"towns.csv: line 3, column {column}: " in message
        assert expected in message

    def test_all_problems_are_listed_at_once(self, manage, files):
        message = refusal(manage, *files(TOWN.replace("9302", "x"), OTHER.replace("46.43", "y")))
        assert "line 2, column population" in message
        assert "line 3, column area_km2" in message
        assert "Nothing was changed: 2 problem(s)." in message

    def test_a_key_may_not_occur_twice(self, manage, files):
        assert "line 3, column ags: '08115001': expected every municipality once; this one is already in line 2" in (
            refusal(manage, *files(TOWN, TOWN))
        )

    def test_a_district_has_one_name(self, manage, files):
        second = TOWN.replace("08115001", "08115002").replace("Böblingen", "Boeblingen")
        assert "column district: 'Boeblingen': expected one name for 08115; line 2 says 'Böblingen'" in (
            refusal(manage, *files(TOWN, second))
        )

    def test_two_districts_may_not_share_a_name(self, manage, files):
        assert "line 3, column district_ags: '08116': expected one key for Böblingen; line 2 says '08115'" in (
            refusal(manage, *files(TOWN, OTHER.replace(",Esslingen,", ",Böblingen,")))
        )

    def test_a_missing_column_is_named(self, manage, files):
        assert "line 1: column population is missing" in (
            refusal(manage, *files(TOWN, header=HEADER.replace("population", "inhabitants")))
        )

    def test_a_column_may_not_occur_twice(self, manage, files):
        assert "column ags occurs more than once" in refusal(manage, *files(TOWN, header=HEADER + ",ags"))

    def test_a_line_with_too_many_fields_is_named(self, manage, files):
        assert "line 2: 10 fields: expected 9" in refusal(manage, *files(TOWN + ",more"))

    def test_a_quote_that_does_not_close_is_named(self, manage, files):
        assert "expected comma-separated values" in refusal(manage, *files(TOWN.replace("Aidlingen", '"Aidlingen')))

    @pytest.mark.parametrize("content", [b"", b"\n \n"])
    def test_an_empty_file_is_refused(self, manage, files, content):
        assert "towns.csv: the file is empty" in refusal(manage, *files(csv=content))

    def test_a_header_alone_is_refused(self, manage, files):
        assert "at least one municipality" in refusal(manage, *files(csv=HEADER.encode()))

    def test_a_file_in_another_encoding_is_refused_with_its_line(self, manage, files):
        assert "line 2: expected text in UTF-8" in refusal(manage, *files(csv=f"{HEADER}\n{TOWN}".encode("latin-1")))

    def test_a_file_that_does_not_exist_is_refused(self, manage, tmp_path):
        assert "cannot be read" in refusal(manage, "load_region", "--csv", tmp_path / "none.csv")


@pytest.mark.django_db
class TestWrongBoundaries:
    @pytest.mark.parametrize(
        ("broken", "expected"),
        [
            (feature("8115001"), "properties.ags: '8115001': expected an official key"),
            (feature(8115001), "properties.ags: 8115001: expected an official key"),
            (feature("08115001", "Point", [9.0, 48.0]), "geometry.type: 'Point': expected Polygon or MultiPolygon"),
            (feature("08115001", coordinates=[RING[:3]]), "geometry.coordinates[0]: "),
            (feature("08115001", coordinates=[[*RING[:3], [9.0, 48.1]]]), "expected a closed ring"),
            (feature("08115001", coordinates=[[[48.0, 9.0], *RING[1:3], [48.0, 9.0]]]), "expected [longitude"),
            (feature("08115001", coordinates=[[["9", "48"]] * 4]), "expected [longitude"),
            (
                feature("08115001", "MultiPolygon", [[RING], []]),
                "geometry.coordinates[1]: []: expected a list of rings",
            ),
            (feature("08115001", coordinates=[BOW]), "geometry.coordinates: expected an outline that does not cross"),
            (feature("08115001", coordinates=[]), "expected a list of rings"),
            (feature("08115001", "MultiPolygon", []), "expected a list of polygons"),
            ({"type": "Feature", "properties": None, "geometry": None}, "geometry.type: None: expected Polygon"),
            ("nothing", "features[1]: 'nothing': expected a feature"),
        ],
    )
    def test_a_wrong_feature_is_named_with_its_path(self, manage, files, broken, expected):
        message = refusal(manage, *files(features=[feature("08116019"), broken]))
        assert "borders.geojson: features[1]" in message
        assert expected in message

    def test_a_boundary_without_municipality_is_refused(self, manage, files):
        features = [feature("08115001"), feature("08116019"), feature("08115999")]
        assert "boundary of 08115999: expected a municipality" in refusal(manage, *files(features=features))

    def test_a_municipality_without_boundary_is_refused(self, manage, files):
        assert "expected a boundary for 08116019 Esslingen am Neckar" in (
            refusal(manage, *files(features=[feature("08115001")]))
        )

    def test_two_boundaries_of_one_municipality_are_refused(self, manage, files):
        features = [feature("08115001"), feature("08116019"), feature("08115001")]
        assert "features[2].properties.ags: '08115001': expected every municipality once" in (
            refusal(manage, *files(features=features))
        )

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", "the file is empty"),
            ("{", "line 1: expected valid JSON"),
            ("[]", "expected a GeoJSON FeatureCollection"),
            ('{"type": "FeatureCollection"}', "features: None: expected a list of features"),
        ],
    )
    def test_a_file_that_is_no_geojson_is_refused(self, manage, files, text, expected):
        assert expected in refusal(manage, *files(geojson=text))

    def test_problems_of_both_files_are_listed_together(self, manage, files):
        message = refusal(manage, *files(TOWN.replace("9302", "x"), geojson="{"))
        assert "towns.csv: line 2" in message
        assert "borders.geojson: line 1" in message
