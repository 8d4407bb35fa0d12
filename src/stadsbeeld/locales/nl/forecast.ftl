# Voorspellingen: tijdbalk, kaart, paneel, en hoe vaak ze klopten.
badge-ahead = Voorspelling
made-at = · gemaakt om { $time }
forecast-zone = voorspelling
forecast-for = Voorspelling voor { $time }
forecast-for-made = Voorspelling voor { $time }, gemaakt om { $made }
forecast-waiting = Voorspelling voor { $time } wordt opgehaald
forecast-none = Voor { $time } is er nog geen voorspelling
forecast-failed = De voorspelling kwam niet binnen. Wat gemeten is werkt wel.
forecast-not-measured = Niet gemeten
forecast-drawn = Streepjesrand: voorspeld, niet gemeten
forecast-late = Geen nieuws van de server sinds { $time }. Deze voorspelling kan oud zijn.
now-line = nu
ahead-min = over { $value } min
ahead-hour = over { $value } uur
ahead-short-min = +{ $value } min
ahead-short-hour = +{ $value } u
span-min = { $value } min
span-hour = { $value } uur
time-ahead = Voorspelling voor { $time }, { $ahead }
play-not-ahead = Een voorspelling kan niet afspelen
why-no-forecast = geen voorspelling
why-stale-forecast = de voorspelling is te oud
headline-ahead-none = Nog geen voorspelling voor dit moment
headline-ahead-stuck-roads = { $count ->
    [one] Op 1 plek staat het dan vast
   *[other] Op { $count } plekken staat het dan vast
}
headline-ahead-stuck = { $count ->
    [one] Op 1 plek wordt het gevaarlijk druk
   *[other] Op { $count } plekken wordt het gevaarlijk druk
}
headline-ahead-slow-roads = { $count ->
    [one] Op 1 plek rijdt het dan traag
   *[other] Op { $count } plekken rijdt het dan traag
}
headline-ahead-slow = { $count ->
    [one] Op 1 plek wordt het zeer druk
   *[other] Op { $count } plekken wordt het zeer druk
}
headline-ahead-busy = { $count ->
    [one] Op 1 plek wordt het druk
   *[other] Op { $count } plekken wordt het druk
}
headline-ahead-calm = Naar verwachting is het overal rustig
headline-ahead-known = Verwacht om { $time }. { $known } van { $total } plekken voorspeld

colour-by = Kleur
colour-median = verwacht niveau
colour-chance = kans op D of erger
chance-0 = hoogstens 10 %
chance-1 = 10 tot 35 %
chance-2 = 35 tot 65 %
chance-3 = 65 tot 90 %
chance-4 = minstens 90 %
chance-value = { $value } % kans op D of erger
chance-most = hoogstens 10 % kans op D of erger
chance-least = minstens 90 % kans op D of erger
chance-unknown = kans onbekend
chances = Kans op een niveau
chance-list = Kans op { $level } of erger
percent = { $value } %
percent-most = hoogstens { $value } %
percent-least = minstens { $value } %
area-no-forecast = Voor gebieden is er geen voorspelling
area-no-forecast-do = Kies Plekken voor de voorspelling, of ga terug naar live voor de gebieden.

expected = verwacht
expected-header = Verwacht
chance-header = Kans op D of erger
expected-value = verwacht { $value }
expected-between = meestal { $low } tot { $high }
measured-now = Nu gemeten
no-measure-now = nu geen bruikbare meting
table-forecast-count = { $count } plekken, voorspeld voor { $time }
made-header = Gemaakt
between-header = In 8 van 10 keer
forecast-row = voorspeld

span-back-6 = 6 uur terug
span-back-48 = 48 uur terug
span-ahead-72 = 72 uur vooruit
chart-window = Hoe ver de grafiek kijkt
chart-forecast = · streepjes: voorspelling van { $time }, band: daarin valt 8 van de 10 keer de meting
chart-forecast-later = (vanaf { $from }: van { $time })
chart-no-forecast = · geen voorspelling voor deze plek
chart-no-forecast-silent = · geen voorspelling: de plek zwijgt al meer dan een week
chart-no-forecast-too-little-history = · geen voorspelling: er zijn nog te weinig metingen
chart-no-forecast-stale = · de laatste voorspelling is te oud om te tonen
chart-no-forecast-no-model = · geen voorspelling: er is nog geen model
forecast-without = De voorspelling weet niets van: { $what }.
forecast-event = Zit in de verwachting: { $title } ({ $visitors } bezoekers verwacht).
forecast-event-seen = Zit in de verwachting: { $title }, zoals het een vorige keer ging.
forecast-event-not = Niet in de verwachting: { $title }. { $why }
event-why-cancelled = Het gaat niet door.
event-why-place-unknown = Niemand heeft gezegd waar het is.
event-why-visitors-unknown = Niemand heeft gezegd hoeveel bezoekers er komen.
event-why-not-counted = Hier wordt alleen snelheid gemeten, en hoeveel trager het wordt is niet bekend.
driver-weather = het weer
driver-events = evenementen
driver-calendar = feestdagen
driver-neighbours = plekken in de buurt
driver-usual = wat gewoon is voor deze dag

record = Hoe vaak klopte het?
record-nav = Betrouwbaarheid
record-title = Hoe goed is de voorspelling?
record-lead = Elke voorspelling blijft bewaard. Zodra de meting er is, leggen we die ernaast. Hier staat hoe dat uitpakte, tot { $days } dagen terug.
record-place-lead = Op deze plek, tot { $days } dagen terug.
record-in-band = Van 100 keer lag de meting { $count } keer in de band ({ $ahead } vooruit). Het hoort rond de 80 te zijn.
record-empty = Nog geen voorspelling is nagekeken
record-empty-do = Zodra de eerste voorspelde tijd voorbij is, staat hier hoe goed het ging.
record-failed = De uitkomsten kwamen niet binnen
record-table = { $quantity }: voorspeld naast gemeten
record-ahead = Vooruit
record-error = Fout
record-naive = Simpel
record-naive-week = zoals vorige week
record-naive-day = zoals gisteren
record-gain = Verschil
record-band = In de band
record-count = Nagekeken
record-per-100 = per 100
record-of-100 = van 100 keer
record-gain-better = { $value } % kleiner
record-gain-worse = { $value } % groter
record-gain-same = gelijk
record-read = Zo leest u dit
record-read-error = Fout: hoeveel de voorspelling er gemiddeld naast zat, per 100 voertuigen, voetgangers of km/u. Lager is beter.
record-read-naive = Simpel: neem de meting van hetzelfde moment een week eerder. Is er nog geen week, dan van een dag eerder. Wie dat niet verslaat, voegt niets toe.
record-read-gain = Verschil: hoeveel kleiner of groter onze fout is dan die van de simpele voorspelling, over de keren dat beide er waren.
record-read-band = In de band: hoe vaak de meting tussen de onder- en bovengrens lag. Rond 80 van 100 is goed. Veel lager is te zeker van zichzelf, veel hoger te voorzichtig.
record-read-count = Nagekeken: hoeveel metingen we ernaast legden. Van de hele stad is dat een steekproef.
record-at = Stand van { $time }.
record-band-low = te zeker
record-band-high = te voorzichtig
record-no-week = Er is nog geen week aan metingen. De simpele voorspelling is daarom die van een dag eerder.
record-no-naive = Er is nog niets om mee te vergelijken.
misses = De laatste keren dat het misging
misses-none = Het laatste etmaal viel geen enkele meting buiten de band.
misses-lead = Van het laatste etmaal: waar de meting het verst buiten de band lag.
miss-when = Wanneer
miss-ahead = Vooruit
miss-expected = Verwacht
miss-band = Band
miss-truth = Gemeten
drift-ok = De voorspelling doet het zoals gewoonlijk
drift-ok-means = Het laatste etmaal lag de meting { $count } van de 100 keer in de band.
drift-alarm = Let op: de voorspelling klopt minder dan gewoonlijk
drift-alarm-means = Het laatste etmaal lag de meting { $count } van de 100 keer in de band. Vertrouw voorlopig meer op wat gemeten is.
drift-since = Gekeken is vanaf { $time }.
drift-too-little = Nog te weinig metingen om te zeggen of de voorspelling verandert
why-forecast = Waarom deze verwachting?
why-lead = Tot { $time }: gewoonlijk { $usual } { $unit }, verwacht { $median }. Het verschil komt door:
why-none = Er is nog te weinig historie om dit uit te leggen.
why-not-cause = Dit zegt waar het model op let, niet wat de oorzaak is.
why-level = hoe druk het de laatste tijd is
why-time = uur, dag en tijd van het jaar
why-holiday = feestdagen en vakanties
why-event = evenementen in de buurt
why-year = hoe het een jaar eerder was
why-place = deze plek
why-usual = wat het model gewoon vindt
unit-of-flow_veh_h = vtg/u
unit-of-speed_kmh = km/u
unit-of-flow_ped_h = personen/u
unit-of-flow_ped_min = personen/min
