"""Serve a scikit-learn model that a training run has stored under MODEL_PATH."""

import os

import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load(os.environ["MODEL_PATH"])


@app.post("/predict")
def predict(features: list[float]) -> dict[str, float]:
    """Predict the target for one row of features."""
    return {"prediction": float(model.predict([features])[0])}
