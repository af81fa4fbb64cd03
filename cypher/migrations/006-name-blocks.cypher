// Names that are written alike are looked for in blocks: see src/model/name-blocks.ts, which computes them when a name is written.
CREATE INDEX match_name_letters IF NOT EXISTS FOR (n:MatchName) ON (n.lettersBlock);
CREATE INDEX match_name_head IF NOT EXISTS FOR (n:MatchName) ON (n.headBlock);
CREATE INDEX redirect_into IF NOT EXISTS FOR (n:Redirect) ON (n.intoId);
// The same for the names that are there already.
MATCH (m:MatchName) WHERE m.lettersBlock IS NULL
CALL (m) {
  WITH m, split(m.key, '|')[0] + '|' AS kind, split('bdfgklmnprstv', '') AS consonants, split('0123456789', '') AS digits
  WITH m, kind, consonants, digits, substring(m.key, size(kind)) AS name
  WITH m, kind, consonants, digits, name,
       reduce(rest = name, pair IN [['x', 'ks'], ['q', 'k'], ['c', 'k'], ['w', 'v'], ['z', 's'], ['j', 's'],
                                    ['a', ''], ['e', ''], ['i', ''], ['o', ''], ['u', ''], ['y', ''], ['h', '']]
              | replace(rest, pair[0], pair[1])) AS spaced
  WITH m, kind, consonants, digits, name, spaced,
       reduce(rest = replace(spaced, ' ', ''), letter IN consonants | replace(rest, letter + letter, letter)) AS letters,
       split(reduce(rest = spaced, digit IN digits | replace(rest, digit, '')), ' ') AS words
  WITH m, kind, digits, consonants, name, letters,
       reduce(begun = '', word IN words | CASE WHEN size(begun) >= 4 THEN begun
              ELSE reduce(rest = begun + word, letter IN consonants | replace(rest, letter + letter, letter)) END) AS head,
       reduce(rest = letters, digit IN digits | replace(rest, digit, '')) AS heard
  SET m.lettersBlock = kind + CASE WHEN size(heard) < 3 THEN '=' + replace(name, ' ', '')
        ELSE reduce(counts = '', letter IN digits + consonants | counts +
               CASE WHEN letters CONTAINS letter THEN letter + (size(split(letters, letter)) - 1) ELSE '' END) END,
      m.headBlock = CASE WHEN size(head) >= 4 THEN kind + head END
} IN TRANSACTIONS OF 5000 ROWS;
