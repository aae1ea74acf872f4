"""CUDA and what runs on it: torch, tensorflow, jax, xgboost."""
