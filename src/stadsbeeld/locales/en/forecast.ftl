# Forecasts: time bar, map, panel, and how often they held.
badge-ahead = Forecast
made-at = · made at { $time }
forecast-zone = forecast
forecast-for = Forecast for { $time }
forecast-for-made = Forecast for { $time }, made at { $made }
forecast-waiting = Fetching the forecast for { $time }
forecast-none = There is no forecast for { $time } yet
forecast-failed = The forecast did not come in. What was measured still works.
forecast-not-measured = Not measured
forecast-drawn = Dashed edge: foretold, not measured
forecast-late = No news from the server since { $time }. This forecast may be old.
now-line = now
ahead-min = in { $value } min
ahead-hour = in { $value } h
ahead-short-min = +{ $value } min
ahead-short-hour = +{ $value } h
span-min = { $value } min
span-hour = { $value } h
time-ahead = Forecast for { $time }, { $ahead }
play-not-ahead = A forecast cannot be played
why-no-forecast = no forecast
why-stale-forecast = the forecast is too old
headline-ahead-none = No forecast for this moment yet
headline-ahead-stuck-roads = { $count ->
    [one] 1 place will be at a standstill
   *[other] { $count } places will be at a standstill
}
headline-ahead-stuck = { $count ->
    [one] 1 place will be dangerously busy
   *[other] { $count } places will be dangerously busy
}
headline-ahead-slow-roads = { $count ->
    [one] 1 place will be slow
   *[other] { $count } places will be slow
}
headline-ahead-slow = { $count ->
    [one] 1 place will be very busy
   *[other] { $count } places will be very busy
}
headline-ahead-busy = { $count ->
    [one] 1 place will be busy
   *[other] { $count } places will be busy
}
headline-ahead-calm = It is expected to be calm everywhere
headline-ahead-known = Expected at { $time }. { $known } of { $total } places foretold

colour-by = Colour
colour-median = expected level
colour-chance = chance of D or worse
chance-0 = at most 10%
chance-1 = 10 to 35%
chance-2 = 35 to 65%
chance-3 = 65 to 90%
chance-4 = at least 90%
chance-value = { $value }% chance of D or worse
chance-most = at most 10% chance of D or worse
chance-least = at least 90% chance of D or worse
chance-unknown = chance unknown
chances = Chance of a level
chance-list = Chance of { $level } or worse
percent = { $value }%
percent-most = at most { $value }%
percent-least = at least { $value }%
area-no-forecast = There is no forecast for areas
area-no-forecast-do = Choose Places for the forecast, or go back to live for the areas.

expected = expected
expected-header = Expected
chance-header = Chance of D or worse
expected-value = expected { $value }
expected-between = mostly { $low } to { $high }
measured-now = Measured now
no-measure-now = no usable measurement now
table-forecast-count = { $count } places, foretold for { $time }
made-header = Made
between-header = In 8 of 10 times
forecast-row = foretold

span-back-6 = 6 hours back
span-back-48 = 48 hours back
span-ahead-72 = 72 hours ahead
chart-window = How far the chart looks
chart-forecast = · dashes: forecast of { $time }, band: holds the measurement 8 of 10 times
chart-forecast-later = (from { $from }: of { $time })
chart-no-forecast = · no forecast for this place
chart-no-forecast-silent = · no forecast: the place has been silent for more than a week
chart-no-forecast-too-little-history = · no forecast: there are too few measurements yet
chart-no-forecast-stale = · the newest forecast is too old to show
chart-no-forecast-no-model = · no forecast: there is no model yet
forecast-without = The forecast knows nothing of: { $what }.
forecast-event = In the forecast: { $title } ({ $visitors } visitors expected).
forecast-event-seen = In the forecast: { $title }, as it went an earlier time.
forecast-event-not = Not in the forecast: { $title }. { $why }
event-why-cancelled = It does not take place.
event-why-place-unknown = Nobody has said where it is.
event-why-visitors-unknown = Nobody has said how many visitors will come.
event-why-not-counted = Only speed is measured here, and how much slower it will get is not known.
driver-weather = the weather
driver-events = events
driver-calendar = public holidays
driver-neighbours = places nearby
driver-usual = what is usual for this day

record = How often was it right?
record-nav = Reliability
record-title = How good is the forecast?
record-lead = Every forecast is kept. Once the measurement is in, we lay it beside the forecast. This is how that turned out, up to { $days } days back.
record-place-lead = At this place, up to { $days } days back.
record-in-band = Of 100 times the measurement was inside the band { $count } times ({ $ahead } ahead). It should be about 80.
record-empty = No forecast has been checked yet
record-empty-do = Once the first foretold time has passed, this shows how well it went.
record-failed = The results did not come in
record-table = { $quantity }: foretold beside measured
record-ahead = Ahead
record-error = Error
record-naive = Simple
record-naive-week = as last week
record-naive-day = as yesterday
record-gain = Difference
record-band = In the band
record-count = Checked
record-per-100 = per 100
record-of-100 = of 100 times
record-gain-better = { $value }% smaller
record-gain-worse = { $value }% larger
record-gain-same = equal
record-read = How to read this
record-read-error = Error: how far off the forecast was on average, per 100 vehicles, pedestrians or km/h. Lower is better.
record-read-naive = Simple: take the measurement of the same moment a week earlier. Where there is no week yet, of a day earlier. A forecast that does not beat it adds nothing.
record-read-gain = Difference: how much smaller or larger our error is than that of the simple forecast, over the times when both were there.
record-read-band = In the band: how often the measurement lay between the lower and upper bound. About 80 of 100 is good. Far lower is too sure of itself, far higher too cautious.
record-read-count = Checked: how many measurements we laid beside it. Of the whole city that is a sample.
record-at = As of { $time }.
record-band-low = too sure
record-band-high = too cautious
record-no-week = There is not a week of measurements yet. So the simple forecast is that of a day earlier.
record-no-naive = There is nothing to compare with yet.
misses = The last times it went wrong
misses-none = In the last 24 hours not one measurement fell outside the band.
misses-lead = Of the last 24 hours: where the measurement lay farthest outside the band.
miss-when = When
miss-ahead = Ahead
miss-expected = Expected
miss-band = Band
miss-truth = Measured
drift-ok = The forecast does as well as usual
drift-ok-means = In the last 24 hours the measurement was inside the band { $count } of 100 times.
drift-alarm = Caution: the forecast is less right than usual
drift-alarm-means = In the last 24 hours the measurement was inside the band { $count } of 100 times. For now, trust measurements more.
drift-since = Looked at from { $time }.
drift-too-little = Too few measurements yet to say whether the forecast is changing
why-forecast = Why this forecast?
why-lead = Until { $time }: usually { $usual } { $unit }, expected { $median }. The difference comes from:
why-none = Too little history to explain this yet.
why-not-cause = This says what the model looks at, not what the cause is.
why-level = how busy it has been of late
why-time = hour, day and time of year
why-holiday = public and school holidays
why-event = events near by
why-year = how it was a year before
why-place = this place
why-usual = what the model finds usual
unit-of-flow_veh_h = veh/h
unit-of-speed_kmh = km/h
unit-of-flow_ped_h = people/h
unit-of-flow_ped_min = people/min
