"""Train a classifier of irises and store it under MODEL_PATH."""

import os

import joblib
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

features, target = load_iris(return_X_y=True)
train_x, test_x, train_y, test_y = train_test_split(features, target, random_state=0, stratify=target)
model = LogisticRegression(max_iter=200).fit(train_x, train_y)
print(f"accuracy {model.score(test_x, test_y):.3f}")
joblib.dump(model, os.environ["MODEL_PATH"])
