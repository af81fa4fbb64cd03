// How many changes there are after one, up to another. $ask.since, $ask.upTo INTEGER · Index: change_number.
MATCH (c:Change) WHERE c.number > $ask.since AND c.number <= $ask.upTo
RETURN count(c) AS n
