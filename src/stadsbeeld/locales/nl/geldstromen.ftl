# Het instrument geldstromen: wat een wijk kost en krijgt, wie betaalt en wie ervan profiteert.
instrument-geldstromen = Geldstromen
geld-empty = Er zijn nog geen cijfers over geld ingeladen.
geld-empty-do = Hier komt per wijk te staan wat er binnenkomt en uitgaat. Laad eerst de cijfers van Iv3 en het CBS in.

# Bestanden: CSV, Excel en het datapackage.
geld-export-data = Gegevens
geld-export-origin = Herkomst
geld-export-title = Titel
geld-export-made = Gemaakt op
geld-export-source = Bron
geld-export-note = Toelichting
geld-export-mark = Teken
geld-export-missing = niet geleverd
geld-export-missing-is = niet geleverd: de gemeente of het CBS gaf dit cijfer niet. Dat is iets anders dan nul.
geld-export-withheld = afgeschermd
geld-export-withheld-is = afgeschermd: het cijfer zou iets over enkele mensen vertellen. Dat is iets anders dan nul.
geld-export-unknown = onbekend
geld-export-unknown-is = onbekend: dit cijfer is niet uit te rekenen. Dat is iets anders dan nul.

# Waarom deze partij betaalt, of voor wie het is.
geld-party-why-mixed = Meer partijen samen: de gepubliceerde tabel geeft alleen een totaal.
geld-party-why-documents = Leges voor paspoort, rijbewijs en trouwen: die betalen bewoners.
geld-party-why-owners = Alleen eigenaren van woningen betalen deze belasting. Verhuurders zitten erbij: de tabel houdt hen niet apart.
geld-party-why-premises = Eigenaren en gebruikers van bedrijfspanden. Ook scholen en overheden zitten erbij.
geld-party-why-parking = Wie parkeert, betaalt: meestal bewoners en bezoekers. Zakelijk parkeren is niet apart bekend.
geld-party-why-other-taxes = Toeristenbelasting, precario en hondenbelasting samen: de tabel houdt ze niet apart.
geld-party-why-fund = Hier mag alleen geld van het Rijk staan: de uitkering uit het gemeentefonds.
geld-party-why-reserves = Eigen spaargeld van de gemeente: hier mag alleen een verandering van de reserves staan.
geld-party-why-quays = Havengeld van en kades voor bedrijven, voor het grootste deel.
geld-party-why-business-land = Grond voor bedrijven: kopers en huurders zijn vooral bedrijven.
geld-party-why-markets = Marktgeld en bijdragen van ondernemers in een bedrijvengebied.
geld-party-why-state-grants = Vooral geld van het Rijk, met eigen bijdragen en terugvordering erin: de tabel houdt ze niet apart.
geld-party-why-sewer = Rioolheffing van bewoners en bedrijven samen: de tabel houdt ze niet apart.
geld-party-why-waste = Afvalstoffenheffing geldt voor huishoudens. Een klein deel is van bedrijven.
geld-party-why-graves = Nabestaanden betalen, en voor hen is het.
geld-party-why-overhead = De organisatie zelf: dit werk helpt alle andere taken.
geld-party-why-own-costs = Kosten van de gemeente zelf om geld te innen en te beheren.
geld-party-why-profit-tax = Vennootschapsbelasting: die gaat naar het Rijk.
geld-party-why-leisure = Vooral voor bewoners in hun vrije tijd. Bezoekers en verenigingen zitten erbij.
geld-party-why-travellers = Reizigers, voor het grootste deel bewoners.
geld-party-why-economy = Taken voor ondernemers. Werknemers hebben er ook baat bij.
geld-party-why-pupils = De wet noemt leerlingen en hun ouders.
geld-party-why-social = De wet noemt de mensen die hulp of een uitkering krijgen.
geld-party-why-health = Gezondheid van bewoners: de wet noemt de bevolking.
geld-party-why-dwellings = Vooral voor bewoners en eigenaren van woningen.
geld-party-why-salaries = Lonen en sociale lasten staan apart in de rekening.
geld-party-why-suppliers = Leveranciers, instellingen en uitkeringen samen: de tabel geeft alleen een totaal.

# Het datapackage.
geld-package-rekening = Geldstromen van { $name }, rekening { $year }
geld-package-begroting = Geldstromen van { $name }, begroting { $year }
geld-package-is = Inkomsten en uitgaven per taakveld, zoals gepubliceerd in Iv3, en hoe ze over de wijken zijn verdeeld. Bedragen in euro. Een leeg bedrag is niet geleverd of afgeschermd: dat is iets anders dan nul.
geld-package-ledger = Het grootboek, zoals gepubliceerd
geld-package-allocated = Verdeeld over de wijken

# De PDF van een businesscase.
geld-pdf-over = Alle partijen samen houden in { $years } jaar { $value } over. In 8 van 10 gevallen ligt het saldo tussen { $low } en { $high }.
geld-pdf-short = Alle partijen samen komen in { $years } jaar { $value } tekort. In 8 van 10 gevallen ligt het saldo tussen { $low } en { $high }.
geld-pdf-chance-is = De kans dat het plan zich terugverdient is { $chance } procent.
geld-pdf-chance-least = De kans dat het plan zich terugverdient is kleiner dan 1 procent.
geld-pdf-chance-most = De kans dat het plan zich terugverdient is groter dan 99 procent.
geld-pdf-pays = { $name }: betaalt { $paid } en krijgt daar { $value } van terug.
geld-pdf-pays-unknown = { $name }: betaalt, maar hoeveel is niet bekend.
geld-pdf-do = Samen verder met dit plan? Neem contact op met { $author }.
geld-pdf-chart = Staafgrafiek van { $first } tot en met { $last }. Het jaar met de meeste opbrengst: { $gain }. Het jaar met de meeste kosten: { $cost }.
geld-pdf-unknown-gain = Wat het oplevert, is niet bekend.
geld-pdf-unknown-cost = Wat het kost, is niet bekend.
geld-pdf-spans = Per vijf jaar
geld-pdf-span = Jaren
geld-pdf-cost = Kosten
geld-pdf-gain = Opbrengst
geld-pdf-correlation = Samenhang
geld-pdf-spans-read = Zoals in die jaren betaald en gekregen, zonder rente. Samenhang is geen bewezen effect en telt niet mee.
geld-pdf-cash = Wordt het geld?
geld-pdf-cash-now = Nu
geld-pdf-cash-later = Later
geld-pdf-cash-never = Nooit
geld-pdf-card-cost = kosten
geld-pdf-evidence = Soort
geld-pdf-amount = Bedrag
geld-pdf-from = Bron
geld-pdf-grades-read = Zekerheid loopt van A (geboekt) tot D (geschat met een model).
geld-pdf-left = Hier passen niet alle bedragen. Nog { $count } staan op het scherm, met hun bron.
