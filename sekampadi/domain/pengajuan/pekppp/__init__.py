"""PEKPPP: how the ministry scores what an UPP makes of its survey in a year.

What the ministry leaves open is decided here, by what the system knows:

- **Asked for** is the sheet of a triwulan from the day after its deadline, and any earlier one that
  is published.
- **Conforming** (PermenPANRB 14/2017) is a year in which every sheet asked for is in force, each
  values all nine unsur, and the answers of all of them reach the minimum sample of all people
  served in these triwulan. The regulation wants a survey at least once a year, so the sample is
  that of the year; where the people served are not told, nobody can say that it was reached.
- **Publication** is asked of each sheet. The steps build on each other, as the ministry writes
  them with a plus: who shows a sheet electronically only has not taken the step before. Only what
  an address or a photo proves counts, and what is neither on paper nor electronic counts as paper.
- **Follow-up** as the last step of the first indicator is a plan with an action for each sheet
  whose plan is due, and one finished action in the year.
- **Media** are counted by their kinds over the whole year.
- **RTL finished** are the finished actions of the plans of the year's four triwulan, of all that
  were planned; what was called off was planned, too. The exact share decides, not the rounded one.
- **Speed** runs from the day on which the sheet was first published (a revision is no new report)
  to the day on which the first action of its plan was finished. The slowest sheet decides; one
  without a finished action is as slow as it has been waiting, and a year without any has none.
"""
