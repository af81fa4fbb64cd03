// What is known of entities that a change speaks of, to add to it. $ids: [STRING]
// `ownCard` is what is known of one by itself, when it is merged into another (`intoId`) or others are merged into it.
UNWIND $ids AS id
MATCH (e:Entity {id: id})
RETURN e.id AS id, e.kind AS kind, e.intoId AS intoId, e.ownCard AS ownCard, e.description AS description, e.placeType AS placeType,
       e.nameTexts AS nameTexts, e.nameLanguages AS nameLanguages, e.nameScripts AS nameScripts, e.nameKinds AS nameKinds,
       e.identifierSchemes AS identifierSchemes, e.identifierValues AS identifierValues
