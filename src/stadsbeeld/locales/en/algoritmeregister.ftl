# The entry in the Dutch register of algorithms, to read in English: the register itself takes Dutch only.
algoritmeregister-name = Forecasting how busy streets and roads will be ({ $model })
algoritmeregister-model-ensemble = pattern and decision trees
algoritmeregister-model-profile-level = usual pattern
algoritmeregister-model-other = { $id }
algoritmeregister-model-unknown = model not named
algoritmeregister-short = This algorithm expects how busy it will be at places in { $city } where counts are made. It gives a band: this calm or this busy it may become. Operators and crowd managers look at it. A person always decides.
algoritmeregister-tags = crowding, forecast, traffic, pedestrians, crowd management, events, Stadsbeeld
algoritmeregister-provider = Stadsbeeld contributors (open source, EUPL-1.2)

algoritmeregister-goal =
    Purpose: to see in time where it gets busy in { $city }. The municipality can then show people the way earlier or have help ready. That makes the risks of crowding smaller.
    Effect: who walks or drives in the city notices nothing of the algorithm itself, but does notice what people do with it. They may show you another route, or close a square for a while. The algorithm says nothing about any one person.

algoritmeregister-human =
    A person always decides. The system never takes a measure by itself. It closes no road and no square, and it sends nobody away. It only shows an expectation.
    An operator or crowd manager lays that expectation beside what is measured now and what colleagues see in the street. Then a person chooses what happens, also when that differs from the expectation.
    Each expectation says when it was made. Where it fails, the measurements remain in sight.

algoritmeregister-risks = The largest risk: somebody trusts the expectation too much. So there is always a band with it. Each expectation is kept. As soon as the count is there, the two are compared. How often it was right can be asked for. What was measured for this model stands under ‘Technische werking’.
algoritmeregister-limits = What it cannot do:
algoritmeregister-limit-places = - It knows only of places where counts are made. Of the streets between them it knows nothing.
algoritmeregister-limit-past = - It learns from what happened before. What never happened, it does not see coming.
algoritmeregister-limit-weather = - The weather is not in the list of what this model uses. It does not see a sudden shower coming.
algoritmeregister-limit-events = - Events are not in the list of what this model uses. It sees something of them only once more people are counted.
algoritmeregister-limit-features = - The card of the model does not say what it uses. Do not assume that it knows of the weather or of events.
algoritmeregister-limit-little = - With few measurements the band becomes wide, or there is no expectation. No expectation does not mean that it is calm.
algoritmeregister-faults = Known faults:
algoritmeregister-fault-change = - When a road closes or a street is laid out anew, the expectation lags for a while.
algoritmeregister-fault-sensor = - A counter that slowly starts to count wrongly takes the expectation with it.
algoritmeregister-fault-rare = - Of holidays there are few examples. The expectation may then be further off.
algoritmeregister-fault-naive = - { $ahead } ahead it was, as measured, no better than the simple forecast.
algoritmeregister-fault-narrow = - { $ahead } ahead the band was too narrow: { NUMBER($coverage, maximumFractionDigits: 0) } of 100 counts lay in it. It should be around 80.
algoritmeregister-fault-wide = - { $ahead } ahead the band was too wide: { NUMBER($coverage, maximumFractionDigits: 0) } of 100 counts lay in it. It should be around 80.
algoritmeregister-fault-unmeasured = - How good this model is does not stand on its card.

algoritmeregister-data = Measurements used, by place and interval: { $quantities }.
algoritmeregister-data-unknown = The card of the model does not say which measurements it uses.
algoritmeregister-data-persons = The algorithm gets numbers by place only, such as counts and speeds. There are no personal data among them: no names, no number plates, no telephones, no images.
algoritmeregister-data-calendar = Also used: the calendar with public and school holidays.
algoritmeregister-data-places = The model learnt from { NUMBER($places) } places.
algoritmeregister-data-until = The model learnt from measurements up to { DATETIME($until, dateStyle: "long") }.
algoritmeregister-data-sources = Sources that give such measurements, with what each says of its ground:
algoritmeregister-data-source = - { $title }. Licence: { $licence }. { $ground }
algoritmeregister-data-no-source = Which source gave the measurements is not known here.
algoritmeregister-quantity-flow_veh_h = vehicles an hour
algoritmeregister-quantity-speed_kmh = speed in km an hour
algoritmeregister-quantity-flow_ped_h = pedestrians an hour
algoritmeregister-quantity-flow_ped_min = pedestrians a minute
algoritmeregister-quantity-density_p_m2 = people per square metre
algoritmeregister-quantity-occupancy_ratio = how full a place is

algoritmeregister-how = The model is self-learning: it learns from measurements and is trained anew now and then. An older model is kept.
algoritmeregister-how-ensemble = It is two models together. The first takes what is usual for the place (same day, same time) and adapts it to how busy it has been of late. The second is a group of decision trees (LightGBM) that learnt from all places at once. For each place and distance in time, the model that erred less of late weighs more.
algoritmeregister-how-profile-level = The model takes what is usual for the place (same day, same time) and adapts it to how busy it has been of late. There are some variants. The variant that erred less of late weighs more.
algoritmeregister-how-other = The card of the model names no model that is described here.
algoritmeregister-output = Result: nine bounds from low to high (10 to 90 percent). Between the lowest and the highest 8 out of 10 counts should fall.
algoritmeregister-horizons = It looks { NUMBER($first, maximumFractionDigits: 2) } to { NUMBER($last, maximumFractionDigits: 2) } hours ahead.
algoritmeregister-features = Features that it uses ({ NUMBER($count) }): { $features }.
algoritmeregister-features-more = Features that it uses ({ NUMBER($count) }): { $features }, and { NUMBER($more) } more.
algoritmeregister-made = Recorded on { DATETIME($at, dateStyle: "long") }.
algoritmeregister-seed = Seed of chance: { $seed }.
algoritmeregister-sha = Mark of the data it learnt from (sha256): { $sha }.
algoritmeregister-software = Software: { $software }.
algoritmeregister-licence = The source code is open. Licence: EUPL-1.2.
algoritmeregister-scores = How good it was, measured with expectations from { DATETIME($since, dateStyle: "long") } to { DATETIME($until, dateStyle: "long") }:
algoritmeregister-scores-no-period = How good it was. Over which period this was measured does not stand on the card of the model:
algoritmeregister-scores-none = The card of the model does not say how good it is. So do not assume that it is right.
algoritmeregister-score = - { $ahead } ahead: the forecast was off by { NUMBER($wape, maximumFractionDigits: 1) } of 100 on average.
algoritmeregister-score-naive = The simple forecast (take the same moment a week or a day before): { NUMBER($naive, maximumFractionDigits: 1) }, against { NUMBER($beside, maximumFractionDigits: 1) } for this model.
algoritmeregister-score-no-naive = It was not compared with a simple forecast.
algoritmeregister-score-band = In the band lay { NUMBER($coverage, maximumFractionDigits: 0) } of 100 counts.
algoritmeregister-score-no-band = How often the band was right was not measured.
algoritmeregister-score-count = Checked: { NUMBER($count) } times.
algoritmeregister-scores-more = - And { NUMBER($count) } lines more, see the card of the model.
algoritmeregister-ahead-h = { $range } hours
algoritmeregister-ahead-min = { $range } minutes
algoritmeregister-ahead-d = { $range } days
algoritmeregister-lacking = The card of the model does not say: { $what }.
algoritmeregister-shortened = (Shortened.)
algoritmeregister-card-id = which model it is
algoritmeregister-card-trainedUntil = up to when it learnt
algoritmeregister-card-knownAt = when it was recorded
algoritmeregister-card-dataSha256 = the mark of the data
algoritmeregister-card-places = from how many places it learnt
algoritmeregister-card-quantities = which measurements it uses
algoritmeregister-card-features = which features it uses
algoritmeregister-card-horizons = how far ahead it looks
algoritmeregister-card-scores = how good it is
algoritmeregister-card-scoredFrom = from when that was measured
algoritmeregister-card-scoredUntil = until when that was measured
algoritmeregister-card-seed = the seed of chance
algoritmeregister-card-software = the versions of the software

# What the municipality fills in itself: the field (as the register calls it), and why it is empty.
algoritmeregister-field-organization = Organisatienaam
algoritmeregister-field-status = Status
algoritmeregister-field-begin_date = Begindatum
algoritmeregister-field-contact_email = Contactgegevens
algoritmeregister-field-website = Link naar publiekspagina
algoritmeregister-field-publication_category = Publicatiecategorie
algoritmeregister-field-proportionality = Afwegingen
algoritmeregister-field-lawful_basis = Wettelijke basis
algoritmeregister-field-lawful_basis_grouping = Verwijzingen wettelijke basis
algoritmeregister-field-process_index_url = Link naar verwerkingsregister
algoritmeregister-field-impacttoetsen_grouping = Impacttoetsen
algoritmeregister-field-impacttoetsen = Toelichting op impacttoetsen
algoritmeregister-field-source_data_grouping = Verwijzingen gegevensbronnen
algoritmeregister-field-publiccode = Link naar broncode
algoritmeregister-field-lang = Taal
algoritmeregister-why-organization = The settings name no organisation. Fill in the full name, as in the value lists of TOOI.
algoritmeregister-why-status = The system does not know whether you use the algorithm yet. Choose: In ontwikkeling, In gebruik or Buiten gebruik.
algoritmeregister-why-begin_date = The system does not know when you began to use the algorithm. Fill in year and month.
algoritmeregister-why-contact_email = The settings name no contact. Fill in a general e-mail or web address, not that of one person.
algoritmeregister-why-website = The system does not know whether you have a page about this.
algoritmeregister-why-publication_category = This is your judgement. Hold it to the guide and to the AI Act. Mind: annex III also names safety in road traffic.
algoritmeregister-why-proportionality = You weigh the advantages and drawbacks yourself. Count in what you would do without this algorithm.
algoritmeregister-why-lawful_basis = The system does not know for which task you use it. Name the law that goes with that task, for example on public order or on road traffic. What sources say of their data stands under ‘Gegevens’.
algoritmeregister-why-lawful_basis_grouping = Put the title and the link of that law here.
algoritmeregister-why-process_index_url = The system does not know whether this stands in your records of processing.
algoritmeregister-why-impacttoetsen_grouping = The system does not know whether you did an impact assessment, such as a DPIA or IAMA. Name it with a link.
algoritmeregister-why-impacttoetsen = Did you leave out an assessment? Explain here why.
algoritmeregister-why-source_data_grouping = No source with a web address is known for these measurements.
algoritmeregister-why-publiccode = The system knows no public address of the source code that you use. The licence is EUPL-1.2.
algoritmeregister-why-lang = The register takes Dutch only. Ask for the text in Dutch.
