"""Text -> instructions -> stages; knows neither Python nor machine learning."""
