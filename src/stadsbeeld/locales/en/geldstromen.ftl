# The instrument money flows: what a neighbourhood costs and gets, who pays and who benefits.
instrument-geldstromen = Money flows
geld-empty = No figures about money have been loaded yet.
geld-empty-do = This page will show what flows in and out of each neighbourhood. First load the figures of Iv3 and Statistics Netherlands (CBS).

# Files: CSV, Excel and the data package.
geld-export-data = Data
geld-export-origin = Origin
geld-export-title = Title
geld-export-made = Made on
geld-export-source = Source
geld-export-note = Note
geld-export-mark = Mark
geld-export-missing = not delivered
geld-export-missing-is = not delivered: the municipality or Statistics Netherlands gave no figure. That is not zero.
geld-export-withheld = withheld
geld-export-withheld-is = withheld: the figure would tell something about a few people. That is not zero.
geld-export-unknown = unknown
geld-export-unknown-is = unknown: this figure cannot be worked out. That is not zero.

# Why this party pays, or for whom it is.
geld-party-why-mixed = Several parties together: the published table gives a total only.
geld-party-why-documents = Fees for passports, driving licences and weddings: residents pay those.
geld-party-why-owners = Only owners of dwellings pay this tax. Landlords are among them: the table does not keep them apart.
geld-party-why-premises = Owners and users of business premises. Schools and public bodies are among them.
geld-party-why-parking = Whoever parks pays: mostly residents and visitors. Parking for business is not known apart.
geld-party-why-other-taxes = Tourist tax, tax on use of public land and dog tax together: the table does not keep them apart.
geld-party-why-fund = Only money from the state may stand here: the payment from the municipal fund.
geld-party-why-reserves = The municipality's own savings: only a change of the reserves may stand here.
geld-party-why-quays = Harbour dues of, and quays for, businesses for the larger part.
geld-party-why-business-land = Land for business: buyers and tenants are mostly businesses.
geld-party-why-markets = Market dues and contributions of entrepreneurs in a business area.
geld-party-why-state-grants = Mostly money from the state, with contributions and recoveries in it: the table does not keep them apart.
geld-party-why-sewer = Sewerage charges of residents and businesses together: the table does not keep them apart.
geld-party-why-waste = The waste charge is for households. A small part comes from businesses.
geld-party-why-graves = The bereaved pay, and it is for them.
geld-party-why-overhead = The organisation itself: this work helps all other tasks.
geld-party-why-own-costs = The municipality's own costs to collect and keep money.
geld-party-why-profit-tax = Corporation tax: it goes to the state.
geld-party-why-leisure = Mostly for residents in their spare time. Visitors and clubs are among them.
geld-party-why-travellers = Travellers, residents for the larger part.
geld-party-why-economy = Tasks for entrepreneurs. Employees gain by them too.
geld-party-why-pupils = The law names pupils and their parents.
geld-party-why-social = The law names the people who get help or a benefit.
geld-party-why-health = Health of residents: the law names the population.
geld-party-why-dwellings = Mostly for residents and owners of dwellings.
geld-party-why-salaries = Wages and social contributions stand apart in the accounts.
geld-party-why-suppliers = Suppliers, institutions and benefits together: the table gives a total only.

# The data package.
geld-package-rekening = Money flows of { $name }, accounts { $year }
geld-package-begroting = Money flows of { $name }, budget { $year }
geld-package-is = Revenue and expenditure per task, as published in Iv3, and how they were allocated to the neighbourhoods. Amounts in euro. An empty amount was not delivered or is withheld: that is not zero.
geld-package-ledger = The ledger, as published
geld-package-allocated = Allocated to the neighbourhoods

# The PDF of a business case.
geld-pdf-over = All parties together gain { $value } over { $years } years. In 8 of 10 cases the balance lies between { $low } and { $high }.
geld-pdf-short = All parties together lose { $value } over { $years } years. In 8 of 10 cases the balance lies between { $low } and { $high }.
geld-pdf-chance-is = The chance that the plan pays for itself is { $chance } per cent.
geld-pdf-chance-least = The chance that the plan pays for itself is below 1 per cent.
geld-pdf-chance-most = The chance that the plan pays for itself is above 99 per cent.
geld-pdf-pays = { $name }: pays { $paid } and gets { $value } of it back.
geld-pdf-pays-unknown = { $name }: pays, but how much is not known.
geld-pdf-do = Taking this plan further together? Get in touch with { $author }.
geld-pdf-chart = Column chart from { $first } to { $last }. The year with most gains: { $gain }. The year with most costs: { $cost }.
geld-pdf-unknown-gain = What it brings is not known.
geld-pdf-unknown-cost = What it costs is not known.
geld-pdf-spans = By five years
geld-pdf-span = Years
geld-pdf-cost = Costs
geld-pdf-gain = Gains
geld-pdf-correlation = Goes together
geld-pdf-spans-read = As paid and received in those years, not discounted. What goes together is no proven effect and does not count.
geld-pdf-cash = Does it become money?
geld-pdf-cash-now = Now
geld-pdf-cash-later = Later
geld-pdf-cash-never = Never
geld-pdf-card-cost = cost
geld-pdf-evidence = Kind
geld-pdf-amount = Amount
geld-pdf-from = Source
geld-pdf-grades-read = Certainty runs from A (registered) to D (modelled).
geld-pdf-left = Not all amounts fit here. Another { $count } stand on the screen, with their source.
