"""The cards of the report on robustness. Each builder takes the evidence of a wave and its edition."""
