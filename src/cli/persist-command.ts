import type { Command } from 'commander';
import type { Settings } from '../settings.ts';

/** `steppe persist` and what belongs to it. The work is loaded when it is called. */
export function addPersistCommand(program: Command, settings: () => Settings): void {
  const persist = program
    .command('persist')
    .description(
      'Register the documents of a client, so that it can send their ids alone; STEPPE_DOCUMENTS=trusted answers no others.',
    )
    .addHelpText(
      'after',
      `
Examples:
  steppe persist src/queries
  steppe persist list
  steppe persist remove sha256:…`,
    );
  persist
    .command('add', { isDefault: true })
    .description(
      'Check the documents of files and folders against the schema and register them: all or none.',
    )
    .argument(
      '<path...>',
      '.graphql and .gql files, manifests (.json) of Relay, Apollo and graphql-codegen, and folders of these',
    )
    .addHelpText(
      'after',
      `
Each file with operations is one document, and fragments of other files are put behind it. A line is printed for each document: its id,
its operations, the id that its manifest gives it, its file.

Examples:
  steppe persist src/queries
  steppe persist persisted-query-manifest.json`,
    )
    .action(async (paths: string[]) => (await import('./persist.ts')).persistDocuments(settings(), paths));
  persist
    .command('list')
    .description('List the registered documents: id, operations, other ids, and since when.')
    .action(async () => (await import('./persist.ts')).printDocuments(settings()));
  persist
    .command('remove')
    .description('Take documents out of use. Servers know it within five seconds.')
    .argument('<id...>', 'their ids, as `steppe persist list` shows them')
    .action(async (ids: string[]) => (await import('./persist.ts')).forgetDocuments(settings(), ids));
}
