// How many claims of each parent pass a filter. $ask.keys: [STRING] · $ask.where MAP, as claim-page
// Index: as claim-page.
UNWIND range(0, size($ask.keys) - 1) AS i
CALL (i) {
  CALL (i) {
    //{{#branches}}
    WITH i
    MATCH (c:{{LABEL}})
    USING INDEX SEEK c:{{LABEL}}({{#ANCHOR}}{{ANCHOR}}, {{/ANCHOR}}key)
    WHERE c.key > ''
    //{{#ANCHOR}}
    AND c.{{ANCHOR}} = $ask.keys[i]
    //{{/ANCHOR}}
    //{{#isOtherEnd}}
    AND c.subjectId <> $ask.keys[i]
    //{{/isOtherEnd}}
    //{{> claim-known}}
    //{{> claim-filter}}
    //{{#isPast}}
    RETURN c.id AS id
    //{{/isPast}}
    //{{^isPast}}
    RETURN count(c) AS part
    //{{/isPast}}
    //{{^isLast}}
    UNION ALL
    //{{/isLast}}
    //{{/branches}}
  }
  RETURN {{#isPast}}count(DISTINCT id){{/isPast}}{{^isPast}}sum(part){{/isPast}} AS n
}
RETURN collect(i) AS parent, collect(n) AS n
