import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

/** The text of a statement without placeholders: this room asks two questions, long before the statements are planned. */
export const statementText = (name: 'ping' | 'server-version'): string =>
  readFileSync(join(projectRoot, 'cypher', `${name}.cypher`), 'utf8');
