import type { Command } from 'commander';
import type { Settings } from '../settings.ts';
import type { ImportFlags } from './import.ts';

export function addImportCommand(program: Command, settings: () => Settings): void {
  program
    .command('import')
    .description(
      'Bring files of any size into the graph, row by row: claims files, FollowTheMoney, and tables (CSV, TSV, XLSX) by a mapping.',
    )
    .argument('<file...>', 'claims files (.jsonl) and tables (.csv, .tsv, .xlsx), also gzipped (.gz)')
    .option(
      '-m, --mapping <mapping>',
      'how a table’s rows become claims: a YAML file, or the name of one in mappings/',
    )
    .option('--dry-run', 'tell what would happen and write nothing')
    .option(
      '--allow-refused <n>',
      'end with code 0 though up to so many rows were refused; all: though any were',
    )
    .addHelpText(
      'after',
      `
Each row ends as imported, unchanged, skipped by a rule of the mapping, or refused; refused rows are kept in a file beside
the input (plants.refused.csv), to be mended and imported, and why each was refused in another (plants.refused.csv.reasons.csv).
Stopped at any moment and started again, an import goes on where it was.

It ends with code 0 when no row was refused, 3 when the files were read to their ends and rows were refused (see
--allow-refused), 1 when it could not go on. Ctrl-C, or \`kill\`, ends it behind the batch at work, with code 130.

Examples:
  steppe import plants.csv --mapping gem-iron-steel --dry-run
  steppe import plants.csv --mapping gem-iron-steel --allow-refused 50
  steppe import mines.xlsx --mapping my-mapping.yaml
  steppe import claims.jsonl.gz`,
    )
    .action(async (files: string[], flags: ImportFlags) =>
      (await import('./import.ts')).importFiles(settings(), files, flags),
    );
}
