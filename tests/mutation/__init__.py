"""Mistakes made on purpose, drawn by seed: which of them does no test notice?"""
