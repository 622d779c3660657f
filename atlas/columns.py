"""Names of columns and ordered categories, spelled once.

The usual input of every function is `standing`: one row per municipality of the register, whether it answered or not,
with the columns of REGISTER, then `participated`, then those of RETURNS (empty without a return), then one column of
scores 0…100 per section, named by the section's code.
"""

from survey.size_classes import SIZE_CLASSES

AGS = "ags"
NAME = "name"
KIND = "kind"
DISTRICT_AGS = "district_ags"
DISTRICT = "district"
POPULATION = "population"  # in the register: inhabitants; in a frame by group: N, its municipalities
SIZE_CLASS = "size_class"
LATITUDE = "latitude"
LONGITUDE = "longitude"
REGISTER = (AGS, NAME, KIND, DISTRICT_AGS, DISTRICT, POPULATION, SIZE_CLASS, LATITUDE, LONGITUDE)

PARTICIPATED = "participated"

SUBMITTED_AT = "submitted_at"
INDEX = "index"
INDEX_LOW = "index_low"
INDEX_HIGH = "index_high"
LEVEL = "level"
SOVEREIGNTY = "sovereignty"
ANSWERED_SHARE = "answered_share"
RETURNS = (AGS, SUBMITTED_AT, INDEX, INDEX_LOW, INDEX_HIGH, LEVEL, SOVEREIGNTY, ANSWERED_SHARE)

# frames by group
N = "n"
SHARE = "share"
SECTION = "section"
MEAN = "mean"
LOW = "low"
HIGH = "high"
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
