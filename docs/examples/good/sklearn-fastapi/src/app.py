"""Serve the classifier that a training run has stored under MODEL_PATH."""

import os
from typing import Annotated

import joblib
from fastapi import FastAPI
from pydantic import Field

app = FastAPI()
model = joblib.load(os.environ["MODEL_PATH"])


@app.post("/predict")
def predict(features: Annotated[list[float], Field(min_length=4, max_length=4)]) -> dict[str, int]:
    """Predict the species of one flower by the lengths and widths of sepal and petal."""
    return {"species": int(model.predict([features])[0])}


@app.get("/health")
def health() -> dict[str, str]:
    """Tell that the model is loaded."""
    return {"status": "ok"}
