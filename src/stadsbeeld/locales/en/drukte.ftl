# The instrument drukte: map, list, panel and time bar.
instrument-drukte = Crowding
level = Level
level-A = calm
level-B = lively
level-C = busy
level-D = very busy
level-E = too busy
level-F = dangerous
level-F-road = standstill
level-unknown = unknown
trend = Trend
trend-worse = busier
trend-better = calmer
trend-steady = steady
unit-kmh = km/h
unit-veh-h = veh per hour
unit-ped-h = per hour
no-value = no value
free-speed = Free speed
free-speed-short = free { $value }
flow = Flow
lanes = { $count ->
    [one] 1 lane
   *[other] { $count } lanes
}
incident = Incident
incidents = Incidents
incident-obstruction = Obstruction
incident-accident = Accident
incident-roadworks = Roadworks
incident-bridge-open = Bridge open
incident-uncertain = Possibly over: the source is silent.
since = Since
since-time = since { $time }

kind-all = all kinds
kind-road = roads
kind-walkway = walkways
kind-queue = queues
kind-event-ground = event grounds
kind-car-park = car parks
kind-stop = stops
kind-measuring-station = measuring stations

why-never = never measured
why-stale = no data since { $time }
why-missing = no usable observation
why-implausible = implausible observation
why-doubt = the observation is in doubt
why-doubt-too-many-lanes = sums { $lanes } lanes
why-no-scale = no scale for this place
last-value = Last value: { $value }.

headline-loading = The map is coming
headline-unknown = The state of no place is known
headline-stuck-roads = { $count ->
    [one] Standstill at 1 place
   *[other] Standstill at { $count } places
}
headline-stuck = { $count ->
    [one] Dangerously busy at 1 place
   *[other] Dangerously busy at { $count } places
}
headline-slow-roads = { $count ->
    [one] Slow at 1 place
   *[other] Slow at { $count } places
}
headline-slow = { $count ->
    [one] Very busy at 1 place
   *[other] Very busy at { $count } places
}
headline-busy = { $count ->
    [one] Busy at 1 place
   *[other] Busy at { $count } places
}
headline-calm = Calm everywhere
headline-known = { $known } of { $total } places known
headline-old = Mind: this picture is old

panel-label = Places and areas
panel-tabs = Places or areas
tab-places = Places
tab-areas = Areas
sheet = Make the list larger or smaller
search-places = Search a place
search-nothing = No place fits
search-nothing-do = Search another word, or clear the filters.
filter-levels = Show only these levels
filter-places = places
filter-kind = Kind of place
filter-clear = Show all
places-worst-first = { $count } places, busiest first
places-failed = The places did not arrive
places-empty = No places yet
places-empty-do = The measuring places of the city come here. Switch on a source in the city pack.
show-all = Show all { $count } places
area-size = Districts or neighbourhoods
area-gebied = Districts
area-buurt = Neighbourhoods
area-known = { $known } of { $total } places known
area-no-worst = No place with a known level.
areas-empty = No area with measuring places
areas-empty-do = How busy each area is stands here, once places lie in it.

map-region = Map
map-label = Map of { $city } with the level of each place. All of it is in the table too.
map-controls = Move the map
map-failed = The map cannot draw here
map-failed-do = This browser has no WebGL. The list and the table work as usual.
zoom-in = Zoom in
zoom-out = Zoom out
whole-city = Whole city
tilt = Tilt, with columns
legend = Legend
legend-level = Level
legend-scale = Level ({ $title })
table-places = Table of places
table-places-count = { $count } places, busiest first
table-incidents-count = { $count ->
    [one] 1 incident
   *[other] { $count } incidents
}
age-header = Measured

detail-close = Close the panel
detail-past = This is how it was at { $time }
series-failed = The history did not arrive
finding-too-little = Too few observations to say anything
finding-silent = No observation came after { $time }
finding-stuck-since = Traffic has been slow since { $time } and now stands still
finding-slow-since = Traffic has been slow since { $time }
finding-slow-until = Traffic was slow until { $time } and flows again
finding-flowing = { $hours ->
    [one] Traffic flowed for the whole hour
   *[other] Traffic flowed for all { $hours } hours; lowest was { $value } at { $time }
}
finding-dips = { $count ->
    [one] Traffic flows; it was slow once for a moment: { $value } at { $time }
   *[other] Traffic flows; it was slow { $count } times for a moment, lowest { $value } at { $time }
}
finding-top = It was busiest at { $time }, with { $value }
usual-now = Usual now
usual-ratio = { $ratio }× usual
usual-for = for { $moment }; usual is { $low } to { $high } ({ $days } days compared)
usual-days = { $days } days compared
too-little-history = too little history
comparable-days = { $days ->
    [0] no comparable day known yet
    [one] only 1 comparable day known
   *[other] only { $days } comparable days known
}
chart-caption = { $quantity }, { $unit } · line: measured, hatched no data
chart-caption-usual = { $quantity }, { $unit } · line: measured, grey usual (10–90 %), hatched no data
chart-since = · data from { $time }
chart-label = History of { $title } in { $unit }. The figures are in the table under the button Table.
chart-table = Observations of { $title }
chart-quantity = What the chart shows
chart-span = Last { $hours } hours
chart-paused = The chart stands still while time is played.
download-csv = Save the figures (CSV)
quantity-speed_kmh = Speed
quantity-flow_veh_h = Vehicles
quantity-flow_ped_h = Pedestrians
no-data = no data
limit-under = { $level } under { $value }
limit-over = { $level } over { $value }
mark-implausible = implausible
mark-missing = missing
mark-doubt = in doubt
source-line = Source: { $title }, { $attribution }, { $licence }
scale-in-force = Limits: { $title }
bound-above = above { $value } { $unit }
bound-below = up to { $value } { $unit }
of-free-speed = of the free speed
limits-standard = The limits of the scale. { $why }
limits-why = Set by { $who }: { $why }
limits-change = Change the limits
limits-explain = The limit of each level, { $unit }. What lies beyond E is F.
limits-reason = Why do you change this

time-bar = Time bar
time-slider = Moment shown
now-at = Now, { $time }
speed = Speed of playing
play = Play
pause = Pause
hold = Hold still
to-live = Back to live
live-now = Live
busy-places = { $count ->
    [one] 1 place busy or worse
   *[other] { $count } places busy or worse
}
timeline-failed = The time bar did not arrive. The map works.
past-banner = You are looking back: { $time }
past-waiting = Fetching { $time }
stale-banner = No news from the server since { $time }. Values become unknown by themselves.
offline-banner = No connection. You see the state of { $time }.
announce-level = { $place }: from { $from } to { $to }.
announce-more = And { $count } more places.

keys = Keys
key-search = search a place
key-next = next in the list
key-previous = previous in the list
key-open = open the place
key-play = hold still or play
key-back = 5 minutes back
key-forward = 5 minutes forward
key-live = back to live
key-close = close the panel
key-help = this overview

# What the platform works out by itself.
job-nowcast = Forecast for the next two hours
job-next-72h = Forecast for the next three days
job-next-7d = Forecast for the next week
job-weights = Learning which forecasters do well
job-models = Learning and describing models
