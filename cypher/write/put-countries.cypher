// Keeps the country that entities were described with, for names are compared within a country: the first one stays.
// $countries: [{id, country: STRING, ISO 3166-1 alpha-2}]
UNWIND $countries AS row
MATCH (e:Entity {id: row.id}) WHERE e.describedCountry IS NULL
SET e.describedCountry = row.country
