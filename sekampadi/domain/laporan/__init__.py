"""What figures may say: margins, comparisons, ranks, samples, counters."""
