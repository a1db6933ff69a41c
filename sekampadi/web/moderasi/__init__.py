"""Pages: Penilaian and Responden."""
