"""The sitecustomize of the program under test."""

import os

os.environ["CHAINED"] = "yes"
