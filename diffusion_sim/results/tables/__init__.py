"""The tables of a result, each from the records: by month, by municipality, by solution, by case."""
