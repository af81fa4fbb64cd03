// Entities as columns. A group of columns that is not selected comes back as null.
[n IN nodes | n.id] AS nodeId, [n IN nodes | n.name] AS nodeName,
CASE WHEN $ask.columns.type THEN [n IN nodes | n.placeType] END AS nodePlaceType,
CASE WHEN $ask.columns.details THEN [n IN nodes | n.description] END AS nodeDescription,
CASE WHEN $ask.columns.details THEN [n IN nodes | n.identifierSchemes] END AS nodeIdentifierSchemes,
CASE WHEN $ask.columns.details THEN [n IN nodes | n.identifierValues] END AS nodeIdentifierValues,
CASE WHEN $ask.columns.names THEN [n IN nodes | n.nameTexts] END AS nodeNameTexts,
CASE WHEN $ask.columns.names THEN [n IN nodes | n.nameLanguages] END AS nodeNameLanguages,
CASE WHEN $ask.columns.names THEN [n IN nodes | n.nameScripts] END AS nodeNameScripts,
CASE WHEN $ask.columns.names THEN [n IN nodes | n.nameKinds] END AS nodeNameKinds
