"""The questionnaire's versions."""
