import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { printedSchema, schema } from '../../schema/schema.ts';
import { projectRoot } from '../../src/project-root.ts';
import { buildProgram } from '../database/built-program.ts';

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

test('schema/schema.graphql is what the code prints (npx vitest run -u test/schema/printed-schema.test.ts prints it anew).', async () => {
  await expect(printedSchema()).toMatchFileSnapshot('../../schema/schema.graphql');
});

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** A type and all that belongs to it, by path. */
function parts(type: GraphQLNamedType): [path: string, part: Described][] {
  const below: [string, Described][] = [];
  if (isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields())) {
      below.push([`${type.name}.${field.name}`, field]);
      for (const argument of field.args)
        below.push([`${type.name}.${field.name}(${argument.name}:)`, argument]);
    }
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) below.push([`${type.name}.${field.name}`, field]);
  if (isEnumType(type))
    for (const value of type.getValues()) below.push([`${type.name}.${value.name}`, value]);
  return [[type.name, type], ...below];
}

test('Every type, field, argument and enum value explains itself in a sentence.', () => {
  const all = types.flatMap(parts);
  expect(all.length).toBeGreaterThan(500);
  const silent = all.filter(
    ([, { description }]) => !description || !/^[A-ZÀ-Þ“`0-9].*[.:”)]$/su.test(description),
  );
  expect(silent.map(([path, { description }]) => `${path}: ${description}`)).toEqual([]);
});

test('The schema has at most 150 types.', () => {
  expect(types.length).toBeLessThanOrEqual(150);
});

test('Lists are never null, and what they hold is null only where an id may name nothing.', () => {
  const lists = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map(
          (field) => [`${type.name}.${field.name}`, String(field.type)] as const,
        )
      : [],
  );
  const nullable = lists
    .filter(([, type]) => type.includes('[') && !/^\[\w+!\]!$/.test(type))
    .map(([path]) => path);
  expect(nullable.filter((path) => !/^(Query\.nodes|\w+Connection\.nodes)$/.test(path))).toEqual([]);
});

test('Only nodes have an `id`, which `node(id:)` finds again, for clients keep one object under it.', () => {
  const withId = types.filter((type) => isObjectType(type) && 'id' in type.getFields());
  expect(withId.length).toBeGreaterThan(8);
  const others = withId.filter(
    (type) => isObjectType(type) && !type.getInterfaces().some(({ name }) => name === 'Node'),
  );
  expect(others).toEqual([]);
});

test('Connections are as Relay has them.', () => {
  const connections = types.filter(({ name }) => name.endsWith('Connection'));
  expect(connections.length).toBeGreaterThan(10);
  for (const connection of connections) {
    if (!isObjectType(connection)) throw new Error(`${connection.name} is no object type`);
    const fields = connection.getFields();
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(['edges', 'nodes', 'pageInfo', 'totalCount']));
    expect(String(fields.pageInfo?.type)).toBe('PageInfo!');
    const edge = schema.getType(String(fields.edges?.type).replace(/\W/g, ''));
    if (!isObjectType(edge)) throw new Error(`${connection.name}.edges has no object type`);
    expect(edge.name).toMatch(/Edge$/);
    expect(String(edge.getFields().cursor?.type)).toBe('String!');
    expect(edge.getFields()).toHaveProperty('node');
  }
});

test('The schema is built in less than twice the processor time that graphql takes for its printed text, in a process of its own, as a start runs it.', {
  timeout: 60_000,
}, () => {
  const { folder, remove } = buildProgram();
  const printedFile = join(projectRoot, 'schema', 'schema.graphql');
  try {
    const script = `
      await import('@pothos/core'); await import('@graphql-tools/utils'); await import('./src/context.js'); await import('./src/graph/branches.js');
      const { readFileSync } = await import('node:fs');
      const { buildSchema } = await import('graphql');
      const timeOf = async (work) => {
        const before = process.cpuUsage();
        await work();
        const { user, system } = process.cpuUsage(before);
        return user + system;
      };
      const text = readFileSync(process.argv[1], 'utf8');
      const printed = await timeOf(() => buildSchema(text));
      console.log(JSON.stringify({ printed, built: await timeOf(() => import('./schema/schema.js')) }));`;
    const times = Array.from({ length: 4 }, (): { printed: number; built: number } =>
      JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '-e', script, printedFile], {
          cwd: folder,
          encoding: 'utf8',
        }),
      ),
    );
    // On a busy machine both take longer, each now and then much longer.
    const least = (of: 'printed' | 'built'): number => Math.min(...times.map((time) => time[of]));
    expect(least('built') / least('printed')).toBeLessThan(2);
  } finally {
    remove();
  }
});
