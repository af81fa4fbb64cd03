import { describe, expect, test } from 'vitest';
import { asOneColumn } from '../../src/graph/one-column.ts';
import { Statements } from '../../src/graph/statements.ts';

const statements = new Statements('cypher');
const of = (text: string) => asOneColumn({ name: 'a statement', text }, statements);

describe('A statement as one column', () => {
  test('gives the columns of its last RETURN as a list, in their order, behind a row of nothing', () => {
    const found = of('MATCH (n) RETURN n.id AS id, n.name AS name');
    expect(found?.text).toBe('MATCH (n) WITH [n.id, n.name] AS row UNWIND [null, row] AS found RETURN found');
    expect([...(found?.positions ?? [])]).toEqual([
      ['id', 0],
      ['name', 1],
    ]);
  });

  test('knows commas, words and RETURN within brackets and quotes from its own', () => {
    const found = of(
      "CALL () { RETURN 1 AS a, 2 AS b } RETURN a, [x IN range(1, 2) | x] AS c, 'RETURN , AS' AS d, COLLECT { MATCH (n) RETURN n.a AS e ORDER BY e } AS f",
    );
    expect([...(found?.positions.keys() ?? [])]).toEqual(['a', 'c', 'd', 'f']);
    expect(found?.text).toContain(' WITH [a, [x IN range(1, 2) | x], ');
  });

  test.each([
    ['has an order', 'MATCH (n) RETURN n.id AS id, n.name AS name ORDER BY name'],
    ['has a limit', 'MATCH (n) RETURN n.id AS id, n.name AS name LIMIT 3'],
    ['takes all', 'WITH 1 AS a, 2 AS b RETURN *'],
    ['is distinct', 'MATCH (n) RETURN DISTINCT n.id AS id, n.name AS name'],
    ['is one of two', 'RETURN 1 AS a, 2 AS b UNION RETURN 3 AS a, 4 AS b'],
    ['has one column', 'RETURN 1 AS a'],
    ['shows what is there', 'SHOW INDEXES YIELD name, state RETURN name, state'],
    ['returns nothing', 'MATCH (n) DELETE n'],
  ])('stays as it is when it %s', (_, text) => {
    expect(of(text)).toBeNull();
  });
});
