"""Classify the lines of standard input with a model from the folder MODEL_PATH."""

import os
import sys

from transformers import pipeline

classify = pipeline("text-classification", model=os.environ["MODEL_PATH"])
for line in sys.stdin:
    print(classify(line.strip()))
