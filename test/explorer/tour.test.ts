import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { tourFiles } from './tour-files.ts';

const schema = buildSchema(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));

test('the tour tells its story in this order', () => {
  const names = tourFiles.map(({ text }) =>
    parse(text).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
    ),
  );
  expect(names).toEqual([
    ['Story'],
    ['WhoSaysSo'],
    ['WhereSourcesDisagree'],
    ['TotalsPerUnit'],
    ['SearchAcrossScripts'],
    ['WhatWasKnownThen'],
    ['AsItHappens'],
  ]);
});

test.each(tourFiles)('$file is valid against the schema and begins with its explanation', ({ text }) => {
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
  expect(text).toMatch(/^# .+\n#\n# /);
});
