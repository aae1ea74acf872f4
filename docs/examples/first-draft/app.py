"""Serve the model."""

import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(features: list[float]) -> dict[str, int]:
    """Predict the class of one flower."""
    return {"class": int(model.predict([features])[0])}
