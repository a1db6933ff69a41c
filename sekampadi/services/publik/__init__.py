"""The figures everyone may read: whole triwulan, frozen, and none to be subtracted from another."""
