import { readSearch } from '../../src/loaders/search.ts';
import { rows } from '../measure/bare.ts';
import type { Workload } from './workload.ts';

interface Columns {
  readonly id: string[];
  readonly name: string[];
}

/**
 * What Steppe makes of a word that fills a page, so that the index has the same to do for all: the word and its beginning. What has a
 * letter or two different would come behind, and is not looked for.
 */
const phraseOf = (text: string): string => readSearch(text)?.strict ?? '';

const hitsOf = (canonical: unknown): [id: string, name: string][] =>
  (canonical as [id: string, name: string][][])[0] ?? [];

export const w06: Workload<string> = {
  name: 'W6',
  title: 'Full-text search for a word that many names have: 20 hits with their names',
  draw: ({ searchWords }) => searchWords,
  sides: {
    steppe: {
      ask: (text) => ({
        query: 'query ($text: String!) { search(text: $text, first: 20) { nodes { id name } } }',
        variables: { text },
      }),
    },
    'neo4j-graphql': {
      ask: (text) => ({
        query: `query ($phrase: String!) { search(phrase: $phrase, first: 20, sort: [{score: DESC}, {node: {id: ASC}}]) {
          edges { node { id name } } } }`,
        variables: { phrase: phraseOf(text) },
      }),
    },
    postgraphile: {
      ask: (text) => ({
        query: 'query ($text: String!) { search(word: $text, first: 20) { nodes { rowId name } } }',
        variables: { text },
      }),
      // It ranks in its own way: which 20 of the entities that have the word it shows is its own affair.
      difference: (mine, reference, text) => {
        const [hits, others] = [hitsOf(mine), hitsOf(reference)];
        const stray = hits.find(([, name]) => !name.toLowerCase().includes(text.toLowerCase()));
        if (stray) return `it finds ${stray.join(' ')}`;
        return hits.length === others.length ? null : `it finds ${hits.length} and not ${others.length}`;
      },
    },
    floor: {
      cypher: `CALL db.index.fulltext.queryNodes('entity_search', $phrase) YIELD node, score
        WITH node, score ORDER BY score DESC, node.id LIMIT 20
        RETURN collect(node.id) AS id, collect(node.name) AS name`,
      ask: (text) => ({ phrase: phraseOf(text) }),
      canonical: ([answer]) => {
        const { id, name } = answer as Columns;
        return [rows({ id, name })];
      },
    },
  },
  notes: {
    postgraphile:
      'finds words and beginnings of words, as the others do before they look for words with a letter or two different; ranks in its own way',
  },
};
