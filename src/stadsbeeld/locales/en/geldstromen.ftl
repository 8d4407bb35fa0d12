# The instrument money flows: what a neighbourhood costs and gets, who pays and who benefits.
instrument-geldstromen = Money flows
geld-empty = No figures about money have been loaded yet.
geld-empty-do = This page will show what flows in and out of each neighbourhood. First load the figures of Iv3 and Statistics Netherlands (CBS).
