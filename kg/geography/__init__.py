"""Where things are: which place a name means, what ground words like «ريف X الشرقي» cover, and how well it is known."""
