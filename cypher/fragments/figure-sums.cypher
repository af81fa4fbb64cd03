// Sums of facts `f` in one index; how many are disputed and inexact only where that is selected.
sum(f.addends[0]) AS whole, sum(f.addends[1]) AS fraction, count(f.addends[0]) AS facts, count(*) AS found
//{{#isWithQuality}}
, sum(CASE WHEN f.isDisputed THEN 1 ELSE 0 END) AS disputed,
sum(CASE WHEN f.bound IN ['EXACT', 'RANGE'] THEN 0 ELSE 1 END) AS inexact
//{{/isWithQuality}}
