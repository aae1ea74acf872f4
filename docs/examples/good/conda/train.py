"""Train gradient-boosted trees on the diabetes data of scikit-learn; the model goes to /models."""

import lightgbm
from sklearn.datasets import load_diabetes
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

features, target = load_diabetes(return_X_y=True, as_frame=True)
train_x, test_x, train_y, test_y = train_test_split(features, target, random_state=0)
model = lightgbm.LGBMRegressor(n_estimators=100, learning_rate=0.05, num_leaves=7, verbose=-1).fit(train_x, train_y)
print(f"mean absolute error {mean_absolute_error(test_y, model.predict(test_x)):.1f}")
model.booster_.save_model("/models/diabetes.txt")
