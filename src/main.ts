#!/usr/bin/env node
import { Command } from 'commander';
import { addExportCommand } from './cli/export-command.ts';
import { addImportCommand } from './cli/import-command.ts';
import { addPersistCommand } from './cli/persist-command.ts';
import type { SchemaFlags } from './cli/schema.ts';
import { errorCode } from './engine/error-code.ts';
import { InputFileError, InputFileErrors, OperatorError } from './errors.ts';
import { DatabaseUnavailable } from './graph/database-errors.ts';
import { version } from './project-root.ts';
import { readSettings } from './settings.ts';

/** The command line. Each command loads its part of the program when it is called, so that help comes at once. */
const settings = () => readSettings(process.env);

const program = new Command('steppe')
  .description(
    'A GraphQL server for a graph of investment and production in which every fact says who claims it.',
  )
  .version(version)
  .showHelpAfterError('(steppe --help lists the commands)')
  .addHelpText(
    'after',
    `
Settings are environment variables; \`steppe doctor\` lists them with their values.

Examples:
  steppe serve                       start the server, with a database if there is none yet
  PORT=8080 steppe serve             the same at another port
  steppe load data/kostanay.jsonl    put the claims of a file into the graph
  steppe doctor                      see what a start would find on this machine`,
  );

program
  .command('serve', { isDefault: true })
  .description(
    'Start the server: finds or starts a Neo4j, applies migrations, loads the article into an empty graph.',
  )
  .option('--workers <n>', 'so many processes answer at the one address (as STEPPE_WORKERS)')
  .addHelpText(
    'after',
    `
Examples:
  steppe serve
  steppe serve --workers 4
  HOST=0.0.0.0 PORT=8080 steppe serve
  NEO4J_URI=neo4j://localhost:7687 NEO4J_PASSWORD=… steppe serve
  STEPPE_ENGINE=embedded STEPPE_DATA_DIR=./graph steppe serve`,
  )
  .action(async ({ workers }: { workers?: string }) =>
    (await import('./cli/serve.ts')).serve(
      readSettings({ ...process.env, ...(workers !== undefined && { STEPPE_WORKERS: workers }) }),
    ),
  );

program
  .command('migrate')
  .description('Apply the migrations that the graph has not had, and wait until its indexes are online.')
  .addHelpText(
    'after',
    `
Examples:
  steppe migrate
  NEO4J_URI=neo4j+s://graph.example.org NEO4J_PASSWORD=… steppe migrate`,
  )
  .action(async () => (await import('./cli/migrate.ts')).migrateGraph(settings()));

program
  .command('load')
  .description(
    'Put claims files into the graph, each whole or not at all. Claims that are there already stay as they are; entities are added to.',
  )
  .argument('<file...>', 'claims files: JSON Lines, see schema/claims-file.schema.json')
  .addHelpText(
    'after',
    `
A server that runs on the same data folder may go on meanwhile.

Examples:
  steppe load data/kostanay.jsonl
  steppe load data/kostanay-second-source.jsonl my-claims.jsonl`,
  )
  .action(async (files: string[]) => (await import('./cli/load.ts')).loadFiles(settings(), files));

addImportCommand(program, settings);
addExportCommand(program, settings);

const mapping = program
  .command('mapping')
  .description('Work on mappings, which say how the rows of a table become claims.')
  .addHelpText(
    'after',
    `
Examples:
  steppe mapping check my-mapping.yaml plants.csv --rows 5`,
  );
mapping
  .command('check')
  .description(
    'Check a mapping and show the claims that the first rows of a table become. Needs no database.',
  )
  .argument('<mapping>', 'a YAML file, or the name of one in mappings/')
  .argument('<table>', 'a table: .csv, .tsv, .xlsx, also gzipped (.gz)')
  .option('--rows <n>', 'how many rows', '20')
  .addHelpText(
    'after',
    `
Examples:
  steppe mapping check my-mapping.yaml plants.csv --rows 5`,
  )
  .action(async (file: string, table: string, { rows }: { rows: string }) =>
    (await import('./cli/mapping.ts')).checkMapping(file, table, rows),
  );

program
  .command('candidates')
  .description(
    'List pairs of entities that may be one, best first, with what speaks for and against it. Merges nothing.',
  )
  .option('-k, --kind <kind...>', 'only entities of these kinds: ORGANIZATION, FACILITY, …')
  .option('-e, --entity <id>', 'only pairs with this entity')
  .option('--min-score <score>', 'only pairs with at least this score, from 0 to 1', '0.5')
  .option('--limit <n>', 'how many pairs at most', '50')
  .option('--format <format>', 'table (to read) or jsonl (a pair a line, for programs)', 'table')
  .addHelpText(
    'after',
    `
Examples:
  steppe candidates
  steppe candidates --kind ORGANIZATION PERSON --min-score 0.8
  steppe candidates --entity org_allurgroup --min-score 0
  steppe candidates --limit 5000 --format jsonl > candidates.jsonl`,
  )
  .action(
    async (flags: { kind?: string[]; entity?: string; minScore: string; limit: string; format: string }) =>
      (await import('./cli/candidates.ts')).printCandidates(settings(), flags),
  );

program
  .command('rebuild')
  .description(
    'Compute every fact and every containment anew from the claims. On a sound graph it changes nothing.',
  )
  .addHelpText(
    'after',
    `
Examples:
  steppe rebuild`,
  )
  .action(async () => (await import('./cli/rebuild.ts')).rebuildGraph(settings()));

const token = program
  .command('token')
  .description(
    'Make, list and revoke the tokens by which callers may write, or read where reading is closed.',
  )
  .addHelpText(
    'after',
    `
Examples:
  steppe token create --role editor --name "Reading room" --expires 90d
  steppe token list
  steppe token revoke token_0123456789ab`,
  );
token
  .command('create')
  .description('Make a token and print it, once: the graph keeps only its hash.')
  .requiredOption(
    '--role <role>',
    'reader (may ask), editor (may write too), admin (sees who wrote what too)',
  )
  .requiredOption('--name <name>', 'whose it is')
  .option('--expires <time>', 'how long it is good: 12h, 90d, 4w or never', '90d')
  .addHelpText(
    'after',
    `
The token alone goes to standard output; callers send it as \`Authorization: Bearer steppe_…\`.

Examples:
  steppe token create --role editor --name "Reading room" --expires 90d
  steppe token create --role admin --name "Night job" --expires never > token.txt`,
  )
  .action(async (options: { role: string; name: string; expires: string }) =>
    (await import('./cli/token.ts')).createNewToken(settings(), options),
  );
token
  .command('list')
  .description('List all tokens, with role, name and how long they are good; never the tokens themselves.')
  .action(async () => (await import('./cli/token.ts')).printTokens(settings()));
token
  .command('revoke')
  .description('Take a token out of use at once. What it wrote stays.')
  .argument('<id>', 'its id, as `steppe token list` shows it: token_…')
  .action(async (id: string) => (await import('./cli/token.ts')).revoke(settings(), id));

addPersistCommand(program, settings);

program
  .command('schema')
  .description('Print the GraphQL schema, as clients and their tools read it. Needs no database.')
  .option(
    '-f, --format <format>',
    'sdl (GraphQL’s own language), introspection (JSON) or possible-types (JSON, for Apollo Client’s cache)',
    'sdl',
  )
  .option('-o, --out <folder>', 'write schema.graphql, introspection.json and possibleTypes.json there')
  .addHelpText(
    'after',
    `
Examples:
  steppe schema > schema.graphql
  steppe schema --format introspection > introspection.json
  steppe schema --out web/schema`,
  )
  .action(async (flags: SchemaFlags) => (await import('./cli/schema.ts')).printSchema(flags));

program
  .command('doctor')
  .description(
    'Tell what a start would find here: Node, Neo4j, Java, Maven, Docker, disk, the address, and the settings in force.',
  )
  .addHelpText(
    'after',
    `
It starts and changes nothing, and shows no password. It ends with code 1 when something is in the way of a start.

Examples:
  steppe doctor
  STEPPE_ENGINE=docker steppe doctor`,
  )
  .action(async () => {
    const { doctor } = await import('./cli/doctor.ts');
    if (!(await doctor(settings()))) process.exitCode = 1;
  });

/** What an error says to the person at the terminal; null when it was not expected. */
function sentenceOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof OperatorError || error instanceof InputFileError || error instanceof InputFileErrors)
    return error.message;
  if (error instanceof DatabaseUnavailable) {
    // The driver goes on about settings of another program.
    const reason = /\bE[A-Z]{4,}\b.*/.exec(error.message)?.[0] ?? error.message;
    return `The database does not answer any more (${reason}). What was written is whole: start the same again when it does, and it goes on from there or is done anew.`;
  }
  if (!errorCode(error).startsWith('Neo.DatabaseError')) return null;
  const [reason = ''] = error.message.split('\n');
  return `Neo4j failed (${reason.replace(/[.:\s]+$/, '')}). See whether its disk is full, and what its logs say.`;
}

// Whoever reads what is printed may stop (`steppe schema | head`), and a terminal may be closed: neither is a failure.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') return;
    if (stream === process.stdout) console.error(`steppe: the output cannot be written: ${error.message}`);
    process.exit(1);
  });

try {
  // Left to itself, commander takes it for an argument of the default command.
  const [first = ''] = process.argv.slice(2);
  const isKnown = ['', 'help', ...program.commands.map((command) => command.name())].includes(first);
  if (!isKnown && !first.startsWith('-')) program.error(`error: unknown command '${first}'`);
  await program.parseAsync();
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence !== null) console.error(`steppe: ${sentence}`);
  else {
    console.error(`steppe: unexpected error: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env.STEPPE_LOG_LEVEL === 'debug') console.error(error);
    else console.error('STEPPE_LOG_LEVEL=debug shows where it came from.');
  }
  process.exit(1);
}
