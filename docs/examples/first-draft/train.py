"""Train a small model and log it."""

import argparse

import joblib
import mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=20)
arguments = parser.parse_args()

features, target = load_iris(return_X_y=True)
with mlflow.start_run():
    model = LogisticRegression(max_iter=arguments.epochs * 10).fit(features, target)
    mlflow.log_metric("accuracy", model.score(features, target))
joblib.dump(model, "model.joblib")
