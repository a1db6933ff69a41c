"""The citizen's survey, its questionnaire, paper answers, and the marks on what looks odd."""
