"""The types of arrays that mapping works on."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]
Codes: TypeAlias = NDArray[np.uint8]  # of a State, an Answer or a Method
Booleans: TypeAlias = NDArray[np.bool_]
