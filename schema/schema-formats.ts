import {
  type IntrospectionOptions,
  introspectionFromSchema,
  isAbstractType,
  lexicographicSortSchema,
} from 'graphql';
import { printedSchema, schema } from './schema.ts';

/** All that introspection can tell, so that no tool misses what it would have asked a running server. */
export const introspectionOptions: IntrospectionOptions = {
  descriptions: true,
  directiveIsRepeatable: true,
  experimentalDirectiveDeprecation: false,
  inputValueDeprecation: true,
  oneOf: true,
  schemaDescription: true,
  specifiedByUrl: true,
};

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const introspection = (): string =>
  asJson(introspectionFromSchema(lexicographicSortSchema(schema), introspectionOptions));

/** Interfaces and unions with the names of their types: the `possibleTypes` of Apollo Client’s cache. */
function possibleTypes(): string {
  const sorted = lexicographicSortSchema(schema);
  const abstract = Object.values(sorted.getTypeMap()).filter(isAbstractType);
  return asJson(
    Object.fromEntries(
      abstract.map((type) => [type.name, sorted.getPossibleTypes(type).map(({ name }) => name)]),
    ),
  );
}

export interface SchemaFormat {
  /** As `steppe schema --format` names it. */
  readonly name: string;
  /** As `steppe schema --out` names the file. */
  readonly file: string;
  readonly print: () => string;
}

/** The forms in which tools of clients read a schema. */
export const schemaFormats: readonly SchemaFormat[] = [
  { name: 'sdl', file: 'schema.graphql', print: printedSchema },
  { name: 'introspection', file: 'introspection.json', print: introspection },
  { name: 'possible-types', file: 'possibleTypes.json', print: possibleTypes },
];
