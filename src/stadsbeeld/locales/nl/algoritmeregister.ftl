# De inschrijving in het Algoritmeregister. Taalniveau B1; korter dan de velden van het register toelaten.
algoritmeregister-name = Drukte op straten en wegen voorspellen ({ $model })
algoritmeregister-model-ensemble = patroon en beslisbomen
algoritmeregister-model-profile-level = gewoon patroon
algoritmeregister-model-other = { $id }
algoritmeregister-model-unknown = model niet genoemd
algoritmeregister-short = Dit algoritme verwacht hoe druk het wordt op plekken in { $city } waar wordt geteld. Het geeft een band: zo rustig of zo druk kan het worden. Operators en crowdmanagers kijken ernaar. Een mens beslist altijd.
algoritmeregister-tags = drukte, voorspelling, verkeer, voetgangers, crowdmanagement, evenementen, Stadsbeeld
algoritmeregister-provider = Stadsbeeld contributors (open source, EUPL-1.2)

algoritmeregister-goal =
    Doel: op tijd zien waar het druk wordt in { $city }. Dan kan de gemeente mensen eerder de weg wijzen of hulp klaarzetten. Zo worden de risico's van drukte kleiner.
    Gevolg: wie in de stad loopt of rijdt, merkt niets van het algoritme zelf. Wel van wat mensen ermee doen. Zij kunnen u bijvoorbeeld een andere route wijzen, of een plein even sluiten. Het algoritme zegt niets over één persoon.

algoritmeregister-human =
    Een mens beslist altijd. Het systeem neemt nooit zelf een maatregel. Het sluit geen weg en geen plein, en het stuurt niemand weg. Het laat alleen een verwachting zien.
    Een operator of crowdmanager legt die verwachting naast wat nu gemeten is en naast wat collega's op straat zien. Daarna kiest een mens wat er gebeurt, ook als dat anders is dan de verwachting.
    Bij elke verwachting staat hoe laat die is gemaakt. Valt de verwachting weg, dan blijven de metingen te zien.

algoritmeregister-risks = Het grootste risico: iemand vertrouwt te veel op de verwachting. Daarom staat er altijd een band bij. Elke verwachting blijft bewaard. Zodra de telling er is, wordt die ernaast gelegd. Hoe vaak het klopte, is op te vragen. Wat er gemeten is voor dit model, staat bij ‘Technische werking’.
algoritmeregister-limits = Wat het niet kan:
algoritmeregister-limit-places = - Het weet alleen iets van plekken waar wordt geteld. Van de straten ertussen weet het niets.
algoritmeregister-limit-past = - Het leert van wat er eerder gebeurde. Wat nog nooit gebeurde, ziet het niet aankomen.
algoritmeregister-limit-weather = - Het weer staat niet in de lijst van wat dit model gebruikt. Een plotselinge bui ziet het niet aankomen.
algoritmeregister-limit-events = - Evenementen staan niet in de lijst van wat dit model gebruikt. Het ziet er pas iets van als er meer mensen geteld worden.
algoritmeregister-limit-features = - De kaart van het model noemt niet wat het gebruikt. Ga er niet van uit dat het iets weet van het weer of van evenementen.
algoritmeregister-limit-little = - Met weinig metingen wordt de band breed, of komt er geen verwachting. Geen verwachting betekent niet dat het rustig is.
algoritmeregister-faults = Bekende fouten:
algoritmeregister-fault-change = - Gaat een weg dicht of wordt een straat anders ingericht? Dan loopt de verwachting een tijd achter.
algoritmeregister-fault-sensor = - Een teller die langzaam verkeerd gaat tellen, trekt de verwachting mee.
algoritmeregister-fault-rare = - Van feestdagen zijn er weinig voorbeelden. Dan kan de verwachting er verder naast zitten.
algoritmeregister-fault-naive = - { $ahead } vooruit was het gemeten niet beter dan de simpele voorspelling.
algoritmeregister-fault-narrow = - { $ahead } vooruit was de band te smal: { NUMBER($coverage, maximumFractionDigits: 0) } van de 100 tellingen lagen erin. Het hoort rond de 80 te zijn.
algoritmeregister-fault-wide = - { $ahead } vooruit was de band te breed: { NUMBER($coverage, maximumFractionDigits: 0) } van de 100 tellingen lagen erin. Het hoort rond de 80 te zijn.
algoritmeregister-fault-unmeasured = - Hoe goed dit model klopt, staat niet op de kaart van het model.

algoritmeregister-data = Gebruikte metingen per plek en per tijdvak: { $quantities }.
algoritmeregister-data-unknown = De kaart van het model noemt niet welke metingen het gebruikt.
algoritmeregister-data-persons = Het algoritme krijgt alleen getallen per plek, zoals tellingen en snelheden. Er zijn geen persoonsgegevens bij: geen namen, geen kentekens, geen telefoons, geen beelden.
algoritmeregister-data-calendar = Ook gebruikt: de kalender met feestdagen en schoolvakanties.
algoritmeregister-data-places = Het model leerde van { NUMBER($places) } plekken.
algoritmeregister-data-until = Het model leerde van metingen tot { DATETIME($until, dateStyle: "long") }.
algoritmeregister-data-sources = Bronnen die zulke metingen geven, met wat elke bron zegt over de grond:
algoritmeregister-data-source = - { $title }. Licentie: { $licence }. { $ground }
algoritmeregister-data-no-source = Welke bron de metingen gaf, is hier niet bekend.
algoritmeregister-quantity-flow_veh_h = voertuigen per uur
algoritmeregister-quantity-speed_kmh = snelheid in km per uur
algoritmeregister-quantity-flow_ped_h = voetgangers per uur
algoritmeregister-quantity-flow_ped_min = voetgangers per minuut
algoritmeregister-quantity-density_p_m2 = mensen per vierkante meter
algoritmeregister-quantity-occupancy_ratio = hoe vol een plek is

algoritmeregister-how = Het model is zelflerend: het leert van metingen en wordt af en toe opnieuw getraind. Een ouder model blijft bewaard.
algoritmeregister-how-ensemble = Het zijn twee modellen samen. Het eerste neemt wat gewoon is voor de plek (zelfde dag, zelfde tijd) en stelt dat bij naar hoe druk het de laatste tijd is. Het tweede is een groep beslisbomen (LightGBM) die van alle plekken tegelijk leerde. Per plek en per afstand in de tijd telt het model zwaarder dat de laatste tijd minder fout was.
algoritmeregister-how-profile-level = Het model neemt wat gewoon is voor de plek (zelfde dag, zelfde tijd) en stelt dat bij naar hoe druk het de laatste tijd is. Er zijn enkele varianten. De variant die de laatste tijd minder fout was, telt zwaarder.
algoritmeregister-how-other = De kaart van het model noemt geen model dat hier beschreven is.
algoritmeregister-output = Uitkomst: negen grenzen van laag naar hoog (10 tot en met 90 procent). Tussen de onderste en de bovenste horen 8 van de 10 tellingen te vallen.
algoritmeregister-horizons = Het kijkt { NUMBER($first, maximumFractionDigits: 2) } tot { NUMBER($last, maximumFractionDigits: 2) } uur vooruit.
algoritmeregister-features = Kenmerken die het gebruikt ({ NUMBER($count) }): { $features }.
algoritmeregister-features-more = Kenmerken die het gebruikt ({ NUMBER($count) }): { $features }, en nog { NUMBER($more) }.
algoritmeregister-made = Vastgelegd op { DATETIME($at, dateStyle: "long") }.
algoritmeregister-seed = Startgetal van het toeval: { $seed }.
algoritmeregister-sha = Kenmerk van de gegevens waarvan het leerde (sha256): { $sha }.
algoritmeregister-software = Software: { $software }.
algoritmeregister-licence = De broncode is open. Licentie: EUPL-1.2.
algoritmeregister-scores = Zo goed klopte het, gemeten met verwachtingen van { DATETIME($since, dateStyle: "long") } tot { DATETIME($until, dateStyle: "long") }:
algoritmeregister-scores-no-period = Zo goed klopte het. Over welke periode dit gemeten is, staat niet op de kaart van het model:
algoritmeregister-scores-none = Op de kaart van het model staat niet hoe goed het klopt. Ga er dus niet van uit dat het klopt.
algoritmeregister-score = - { $ahead } vooruit: de voorspelling zat er gemiddeld { NUMBER($wape, maximumFractionDigits: 1) } van de 100 naast.
algoritmeregister-score-naive = De simpele voorspelling (neem hetzelfde moment een week of een dag eerder): { NUMBER($naive, maximumFractionDigits: 1) }, tegen { NUMBER($beside, maximumFractionDigits: 1) } voor dit model.
algoritmeregister-score-no-naive = Met een simpele voorspelling is dit niet vergeleken.
algoritmeregister-score-band = In de band lagen { NUMBER($coverage, maximumFractionDigits: 0) } van de 100 tellingen.
algoritmeregister-score-no-band = Hoe vaak de band klopte, is niet gemeten.
algoritmeregister-score-count = Nagekeken: { NUMBER($count) } keer.
algoritmeregister-scores-more = - En nog { NUMBER($count) } regels, zie de kaart van het model.
algoritmeregister-ahead-h = { $range } uur
algoritmeregister-ahead-min = { $range } minuten
algoritmeregister-ahead-d = { $range } dagen
algoritmeregister-lacking = De kaart van het model noemt niet: { $what }.
algoritmeregister-shortened = (Ingekort.)
algoritmeregister-card-id = welk model het is
algoritmeregister-card-trainedUntil = tot wanneer het leerde
algoritmeregister-card-knownAt = wanneer het is vastgelegd
algoritmeregister-card-dataSha256 = het kenmerk van de gegevens
algoritmeregister-card-places = van hoeveel plekken het leerde
algoritmeregister-card-quantities = welke metingen het gebruikt
algoritmeregister-card-features = welke kenmerken het gebruikt
algoritmeregister-card-horizons = hoe ver het vooruit kijkt
algoritmeregister-card-scores = hoe goed het klopt
algoritmeregister-card-scoredFrom = vanaf wanneer dat gemeten is
algoritmeregister-card-scoredUntil = tot wanneer dat gemeten is
algoritmeregister-card-seed = het startgetal van het toeval
algoritmeregister-card-software = de versies van de software

# Wat de gemeente zelf invult: het veld, en waarom het leeg is.
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
algoritmeregister-why-organization = In de instellingen staat geen organisatie. Vul de volledige naam in, zoals in de waardelijsten van TOOI.
algoritmeregister-why-status = Het systeem weet niet of u het algoritme al gebruikt. Kies: In ontwikkeling, In gebruik of Buiten gebruik.
algoritmeregister-why-begin_date = Het systeem weet niet wanneer u het algoritme in gebruik nam. Vul jaar en maand in.
algoritmeregister-why-contact_email = In de instellingen staat geen contact. Vul een algemeen mailadres of een webadres in, niet dat van één persoon.
algoritmeregister-why-website = Het systeem weet niet of u een pagina hebt over dit onderwerp.
algoritmeregister-why-publication_category = Dit is uw oordeel. Toets het aan de handreiking en aan de AI-verordening. Let op: bijlage III noemt ook veiligheid in het wegverkeer.
algoritmeregister-why-proportionality = De afweging van voor- en nadelen maakt u zelf. Neem ook mee wat u zonder dit algoritme zou doen.
algoritmeregister-why-lawful_basis = Voor welke taak u het gebruikt, weet het systeem niet. Noem de wet die bij die taak hoort, bijvoorbeeld over openbare orde of over het wegverkeer. Wat bronnen zeggen over hun gegevens, staat bij ‘Gegevens’.
algoritmeregister-why-lawful_basis_grouping = Zet hier de titel en de link van die wet.
algoritmeregister-why-process_index_url = Het systeem weet niet of dit in uw verwerkingsregister staat.
algoritmeregister-why-impacttoetsen_grouping = Het systeem weet niet of u een impacttoets deed, zoals een DPIA of IAMA. Noem de toets met een link.
algoritmeregister-why-impacttoetsen = Deed u een toets niet? Leg hier uit waarom.
algoritmeregister-why-source_data_grouping = Geen bron met een webadres is bekend bij deze metingen.
algoritmeregister-why-publiccode = Het systeem kent geen openbaar adres van de broncode die u gebruikt. De licentie is EUPL-1.2.
algoritmeregister-why-lang = Het register neemt alleen Nederlands aan. Vraag de tekst in het Nederlands op.
