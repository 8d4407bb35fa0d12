# Het instrument drukte: kaart, lijst, paneel en tijdbalk.
instrument-drukte = Drukte
level = Niveau
level-A = rustig
level-B = levendig
level-C = druk
level-D = zeer druk
level-E = te druk
level-F = gevaarlijk
level-F-road = staat vast
level-unknown = onbekend
trend = Verloop
trend-worse = drukker
trend-better = rustiger
trend-steady = gelijk
unit-kmh = km/u
unit-veh-h = vtg per uur
unit-ped-h = per uur
no-value = geen waarde
free-speed = Vrije snelheid
free-speed-short = vrij { $value }
flow = Stroom
lanes = { $count ->
    [one] 1 rijstrook
   *[other] { $count } rijstroken
}
incident = Melding
incidents = Meldingen
incident-obstruction = Obstakel
incident-accident = Ongeval
incident-roadworks = Werk aan de weg
incident-bridge-open = Brug open
incident-uncertain = Misschien voorbij: de bron zwijgt.
since = Sinds
since-time = sinds { $time }

kind-all = alle soorten
kind-road = wegen
kind-walkway = looproutes
kind-queue = wachtrijen
kind-event-ground = evenementen
kind-car-park = parkeren
kind-stop = haltes
kind-measuring-station = meetstations

why-never = nog nooit gemeten
why-stale = geen gegevens sinds { $time }
why-missing = geen bruikbare meting
why-implausible = ongeloofwaardige meting
why-doubt = twijfel aan de meting
why-doubt-too-many-lanes = telt { $lanes } rijstroken samen
why-no-scale = geen schaal voor deze plek
last-value = Laatste waarde: { $value }.

headline-loading = De kaart komt eraan
headline-unknown = Van geen enkele plek is de stand bekend
headline-stuck-roads = { $count ->
    [one] Op 1 plek staat het vast
   *[other] Op { $count } plekken staat het vast
}
headline-stuck = { $count ->
    [one] Op 1 plek is het gevaarlijk druk
   *[other] Op { $count } plekken is het gevaarlijk druk
}
headline-slow-roads = { $count ->
    [one] Op 1 plek rijdt het traag
   *[other] Op { $count } plekken rijdt het traag
}
headline-slow = { $count ->
    [one] Op 1 plek is het zeer druk
   *[other] Op { $count } plekken is het zeer druk
}
headline-busy = { $count ->
    [one] Op 1 plek is het druk
   *[other] Op { $count } plekken is het druk
}
headline-calm = Het is overal rustig
headline-known = { $known } van { $total } plekken bekend
headline-old = Let op: dit beeld is oud

panel-label = Plekken en gebieden
panel-tabs = Plekken of gebieden
tab-places = Plekken
tab-areas = Gebieden
sheet = Lijst groter of kleiner
search-places = Zoek een plek
search-nothing = Geen plek past hierbij
search-nothing-do = Zoek op een ander woord, of haal de filters weg.
filter-levels = Toon alleen deze niveaus
filter-places = plekken
filter-kind = Soort plek
filter-clear = Alles tonen
places-worst-first = { $count } plekken, drukste eerst
places-failed = De plekken kwamen niet binnen
places-empty = Nog geen plekken
places-empty-do = Hier komen de meetplekken van de stad. Zet een bron aan in het pakket van de stad.
show-all = Toon alle { $count } plekken
area-size = Gebieden of buurten
area-gebied = Gebieden
area-buurt = Buurten
area-known = { $known } van { $total } plekken bekend
area-no-worst = Geen plek met een bekend niveau.
areas-empty = Geen gebied met meetplekken
areas-empty-do = Hier staat hoe druk elk gebied is, zodra er plekken in liggen.

map-region = Kaart
map-label = Kaart van { $city } met de drukte per plek. Alles staat ook in de tabel.
map-controls = Kaart bedienen
map-failed = De kaart kan hier niet tekenen
map-failed-do = Deze browser heeft geen WebGL. De lijst en de tabel werken gewoon.
zoom-in = Dichterbij
zoom-out = Verder weg
whole-city = Hele stad
tilt = Kantelen, met kolommen
legend = Legenda
legend-level = Niveau
legend-scale = Niveau ({ $title })
table-places = Tabel van plekken
table-places-count = { $count } plekken, drukste eerst
table-incidents-count = { $count ->
    [one] 1 melding
   *[other] { $count } meldingen
}
age-header = Gemeten

detail-close = Paneel sluiten
detail-past = Zo was het om { $time }
series-failed = Het verloop kwam niet binnen
finding-too-little = Te weinig metingen voor een uitspraak
finding-silent = Na { $time } kwam er geen meting meer binnen
finding-stuck-since = Het verkeer rijdt traag sinds { $time } en staat nu vast
finding-slow-since = Het verkeer rijdt traag sinds { $time }
finding-slow-until = Het verkeer reed traag tot { $time } en stroomt weer
finding-flowing = { $hours ->
    [one] Het verkeer stroomde het hele uur
   *[other] Het verkeer stroomde alle { $hours } uur; het laagst was { $value } om { $time }
}
finding-dips = { $count ->
    [one] Het verkeer stroomt; één keer was het even traag: { $value } om { $time }
   *[other] Het verkeer stroomt; { $count } keer was het even traag, het laagst { $value } om { $time }
}
finding-top = Het drukst was het om { $time }, met { $value }
usual-now = Gewoonlijk nu
usual-ratio = { $ratio }× gewoon
usual-for = voor { $moment }; gewoon is { $low } tot { $high } ({ $days } dagen vergeleken)
usual-days = { $days } dagen vergeleken
too-little-history = te weinig historie
comparable-days = { $days ->
    [0] nog geen gelijke dag bekend
    [one] pas 1 gelijke dag bekend
   *[other] pas { $days } gelijke dagen bekend
}
chart-caption = { $quantity }, { $unit } · lijn: gemeten, gearceerd geen gegevens
chart-caption-usual = { $quantity }, { $unit } · lijn: gemeten, grijs gewoonlijk (10–90 %), gearceerd geen gegevens
chart-since = · gegevens vanaf { $time }
chart-label = Verloop van { $title } in { $unit }. De cijfers staan in de tabel onder de knop Tabel.
chart-table = Metingen van { $title }
chart-quantity = Wat de grafiek toont
chart-span = Laatste { $hours } uur
chart-paused = De grafiek staat stil zolang de tijd loopt.
download-csv = Cijfers opslaan (CSV)
quantity-speed_kmh = Snelheid
quantity-flow_veh_h = Voertuigen
quantity-flow_ped_h = Voetgangers
no-data = geen gegevens
limit-under = { $level } onder { $value }
limit-over = { $level } boven { $value }
mark-implausible = ongeloofwaardig
mark-missing = ontbreekt
mark-doubt = twijfel
source-line = Bron: { $title }, { $attribution }, { $licence }
scale-in-force = Grenzen: { $title }
bound-above = boven { $value } { $unit }
bound-below = tot { $value } { $unit }
of-free-speed = van de vrije snelheid
limits-standard = De grenzen van de schaal. { $why }
limits-why = Gezet door { $who }: { $why }
limits-change = Grenzen aanpassen
limits-explain = De grens van elk niveau, { $unit }. Wat voorbij E ligt is F.
limits-reason = Waarom past u dit aan

time-bar = Tijdbalk
time-slider = Getoond moment
now-at = Nu, { $time }
speed = Snelheid van afspelen
play = Afspelen
pause = Pauze
hold = Stilzetten
to-live = Terug naar live
live-now = Live
busy-places = { $count ->
    [one] 1 plek druk of erger
   *[other] { $count } plekken druk of erger
}
timeline-failed = De tijdbalk kwam niet binnen. De kaart werkt wel.
past-banner = U kijkt terug: { $time }
past-waiting = { $time } wordt opgehaald
stale-banner = Geen nieuws van de server sinds { $time }. Waarden worden vanzelf onbekend.
offline-banner = Geen verbinding. U ziet de stand van { $time }.
announce-level = { $place }: van { $from } naar { $to }.
announce-more = En nog { $count } plekken.

keys = Toetsen
key-search = zoek een plek
key-next = volgende in de lijst
key-previous = vorige in de lijst
key-open = open de plek
key-play = stilzetten of afspelen
key-back = 5 minuten terug
key-forward = 5 minuten vooruit
key-live = terug naar live
key-close = sluit het paneel
key-help = dit overzicht

# Wat het platform zelf uitrekent.
job-nowcast = Voorspelling voor de komende twee uur
job-next-72h = Voorspelling voor de komende drie dagen
job-next-7d = Voorspelling voor de komende week
job-weights = Leren welke voorspellers het goed doen
job-models = Modellen leren en beschrijven
