// What is known of entities that a file speaks of, to add to it. $ids: [STRING]
UNWIND $ids AS id
MATCH (e:Entity {id: id})
RETURN e.id AS id, e.description AS description, e.placeType AS placeType,
       e.nameTexts AS nameTexts, e.nameLanguages AS nameLanguages, e.nameScripts AS nameScripts, e.nameKinds AS nameKinds,
       e.identifierSchemes AS identifierSchemes, e.identifierValues AS identifierValues
