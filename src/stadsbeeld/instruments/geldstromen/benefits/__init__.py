"""Who invests, who benefits: business cases of measures, their effects, and the parties that pay and gain."""
