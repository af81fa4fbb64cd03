// Facts that may carry a figure whose subject lies in the country `lies`, of one index.
MATCH (subject)-[f:{{TYPE}}]->()
USING INDEX SEEK f:{{TYPE}}(subjectCountry, objectCountry, unit, modality, addends, bound, isDisputed)
WHERE f.subjectCountry = lies AND f.objectCountry IS NOT NULL AND f.unit IS NOT NULL AND f.modality IS NOT NULL
AND f.addends IS NOT NULL AND f.bound IS NOT NULL AND f.isDisputed IS NOT NULL
