# Before and now: what was measured, and whether it changed.

scores-title = Before and now
scores-lead = Small ups and downs are normal. What counts is where it goes over weeks.
scores-none = Nothing was measured yet. Each check-in adds to this page.
scores-first = { $before } at the start. A later check-in shows how it goes.
scores-plain = { $before } at the start, { $now } now.
scores-same = { $before } at the start, { $now } now. That is about the same.
scores-better = { $before } at the start, { $now } now. That is better, by enough to notice.
scores-worse = { $before } at the start, { $now } now. That is worse, by enough to notice.
scores-band = Inside the band, the change since the start is too small to count.
scores-table = The numbers
scores-day = Day
scores-value = Value
scores-chart-day = { $day } { $month }
scores-what = What
scores-before = Before
scores-now = Now
scores-says = What it says
