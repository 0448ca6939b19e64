"""A model's whole life: data, training, tuning, evaluation, promotion, monitoring, retraining."""
