// Sums of one parent `i` in their order, then those of all parents as columns. A group that is not selected comes back as null.
// Parts of 10^-12 that make wholes are carried, so that sums are in their order.
WITH *, toInteger(floor(toFloat(fraction) / 1000000000000)) AS carried
WITH *, whole + carried AS sumWhole, fraction - carried * 1000000000000 AS sumFraction
ORDER BY unit, sumWhole DESC, sumFraction DESC, keys LIMIT $limit
RETURN keys, unit, whole, fraction, facts, min, max, inexact, omitted, disputed
}
RETURN collect(toFloat(i)) AS parent, collect(keys) AS keys, collect(unit) AS unit, collect(toString(whole)) AS whole,
       collect(toString(fraction)) AS fraction, collect(toFloat(facts)) AS facts, collect(toFloat(omitted)) AS omitted,
       CASE WHEN $ask.columns.range THEN collect(coalesce(min, '')) END AS min,
       CASE WHEN $ask.columns.range THEN collect(coalesce(max, '')) END AS max,
       CASE WHEN $ask.columns.quality THEN collect(inexact) END AS inexact,
       CASE WHEN $ask.columns.quality THEN collect(disputed) END AS disputed
