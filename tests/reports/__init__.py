"""Tests of the design tokens, documents, codes and the render process."""
