"""The real 179 municipalities with an invented truth, and who of them would answer."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.random import Generator

from atlas.columns import SIZE_CLASS_CODES
from survey.size_classes import size_class_of

REGISTER = Path(__file__).parents[2] / "fixtures" / "municipalities.csv"

MEAN_SCORE = 42.0
BY_SIZE = 11.0  # points per power of ten of inhabitants
DISTRICT_SPREAD = 3.0
SPREAD = 10.0

RATE = 1.35  # logit of a middle town's probability of answering: about 79 % answer in all
BY_SIZE_CLASS = (-0.9, -0.5, 0.2, 0.9, 1.6)
BY_DISTRICT = (0.4, -0.4, -0.7, 0.3, 0.6, 1.0)
BY_SCORE = 1.0  # per standard deviation, where staying away depends on the score itself


def population(rng: Generator) -> pd.DataFrame:
    """The register with a true `index` for everybody: rising with size, different by district, otherwise by chance."""
    frame = pd.read_csv(REGISTER, dtype={"ags": str, "district_ags": str})
    codes = [size_class_of(inhabitants).code for inhabitants in frame.population]
    frame["size_class"] = pd.Categorical(codes, SIZE_CLASS_CODES, ordered=True)
    districts = frame.district_ags.factorize(sort=True)[0]
    shifts = rng.normal(0, DISTRICT_SPREAD, districts.max() + 1)
    score = (
        MEAN_SCORE + BY_SIZE * (np.log10(frame.population) - 4) + shifts[districts] + rng.normal(0, SPREAD, len(frame))
    )
    return frame.assign(index=score.clip(0, 100))


def probabilities(frame: pd.DataFrame, *, by_score: float = 0.0) -> np.ndarray:
    """Of answering: by size class and district and, with `by_score`, by the score itself."""
    districts = frame.district_ags.factorize(sort=True)[0]
    logit = RATE + np.take(BY_SIZE_CLASS, frame.size_class.cat.codes) + np.take(BY_DISTRICT, districts)
    standard = (frame["index"] - frame["index"].mean()) / frame["index"].std()
    return 1 / (1 + np.exp(-(logit + by_score * standard.to_numpy())))
