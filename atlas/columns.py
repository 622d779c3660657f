"""Names of columns and ordered categories, spelled once.

The usual input of every function is `standing`: one row per municipality of the register, whether it answered or not,
with the columns of REGISTER, those of RETURNS (empty without a return), one column of scores 0…100 per section, named
by the section's code, `participated`, and those of STRATA.
"""

from survey.size_classes import SIZE_CLASSES

AGS = "ags"
NAME = "name"
KIND = "kind"
DISTRICT_AGS = "district_ags"
DISTRICT = "district"
POPULATION = "population"  # in the register: inhabitants; in a frame by group: N, its municipalities
SIZE_CLASS = "size_class"
AREA = "area_km2"
LATITUDE = "latitude"
LONGITUDE = "longitude"
REGISTER = (AGS, NAME, KIND, DISTRICT_AGS, DISTRICT, POPULATION, SIZE_CLASS, AREA, LATITUDE, LONGITUDE)

PARTICIPATED = "participated"

SUBMITTED_AT = "submitted_at"  # the latest submission
FIRST_SUBMITTED_AT = "first_submitted_at"
INDEX = "index"
INDEX_LOW = "index_low"
INDEX_HIGH = "index_high"
LEVEL = "level"
SOVEREIGNTY = "sovereignty"
ANSWERED_SHARE = "answered_share"
RETURNS = (
    AGS, SUBMITTED_AT, FIRST_SUBMITTED_AT, INDEX, INDEX_LOW, INDEX_HIGH, LEVEL, SOVEREIGNTY, ANSWERED_SHARE,
)  # fmt: skip

# what stands for whom, see strata.py
STRATUM = "stratum"
STRATUM_POPULATION = "stratum_population"  # N_h: municipalities
STRATUM_RESPONDENTS = "stratum_respondents"  # n_h
STRATA = (STRATUM, STRATUM_POPULATION, STRATUM_RESPONDENTS)
WEIGHT = "weight"

# frames by group
N = "n"
SHARE = "share"
SECTION = "section"
MEAN = "mean"
SE = "se"
LOW = "low"  # of a confidence interval
HIGH = "high"
DF = "df"
REPRESENTED = "represented"  # municipalities in strata with respondents: those that an estimate speaks of
UNWEIGHTED = "mean_unweighted"
BOUNDS_LOW = "bounds_low"  # if all without a value were worst
BOUNDS_HIGH = "bounds_high"
RANGE_LOW = "range_low"  # if everything that respondents left open were worst
RANGE_HIGH = "range_high"
WEIGHTING = "weighting"
QUESTION = "question"
STATE = "state"
VALUE = "value"
CHOICE = "choice"
GROUP = "group"
MEDIAN = "median"
Q1 = "q1"  # quartiles
Q3 = "q3"
LOWEST = "lowest"
HIGHEST = "highest"
ADDRESS = "address"  # of the profile of a municipality
DAY = "day"
NEW = "new"

# boundaries and outlines
POLYGONS = "polygons"
X = "x"
Y = "y"

NO_VALUE = "no_value"  # handed in, but too little answered for a level
NO_RETURN = "no_return"
REGION = "Region"  # the whole register; its rows have an empty district_ags

SIZE_CLASS_CODES = tuple(size_class.code for size_class in SIZE_CLASSES)
