import type { Command } from 'commander';
import type { Settings } from '../settings.ts';
import type { ExportOptions } from './export-options.ts';

export function addExportCommand(program: Command, settings: () => Settings): void {
  program
    .command('export')
    .description(
      'Write the graph, or a part of it, into a file or a folder of tables, with a manifest beside each.',
    )
    .argument('<format>', 'claims, csv, parquet, ftm, node-link, graphml, gexf or jsonld')
    .argument('[target]', 'the file, or the folder of tables; - is standard output')
    .option('--predicates <predicate...>', 'facts of these kinds: INVESTED_IN, PRODUCES, OBSERVED …')
    .option('--entity <id...>', 'facts with one of these entities at either end')
    .option('--subject <id>', 'facts about this one')
    .option('--object <id>', 'facts that lead to this one')
    .option('--kinds <kind...>', 'facts with an entity of one of these kinds at an end')
    .option('--within <place>', 'facts with an end in this place, however deep')
    .option('--subject-within <place>', 'facts whose subject lies in this place')
    .option('--object-within <place>', 'facts whose object lies in this place')
    .option('--modality <modality...>', 'PLANNED, REALISED, ESTIMATED, DENIED')
    .option('--variables <variable...>', 'observations of these variables')
    .option('--unit <unit>', 'facts with a figure in this unit: USD, %, {vehicle}/a')
    .option('--min <amount>', 'of that unit so much or more')
    .option('--max <amount>', 'of that unit so much or less')
    .option('--valid-at <day>', 'what holds on this day')
    .option('--valid-from <day>', 'what holds on this day or later')
    .option('--valid-to <day>', 'what holds on this day or before')
    .option('--disputed', 'only what sources disagree on')
    .option('--min-sources <n>', 'only what so many sources say')
    .option('--as-of <change>', 'the graph as it was after this change')
    .option('--force', 'replace files that are there already')
    .addHelpText(
      'after',
      `
Formats:
  claims     a claims file, which load and import read: nothing that was said is lost
  csv        a folder of tables: entities, facts, claims, sources
  parquet    the same tables with exact decimals and days
  ftm        FollowTheMoney: who there is, who owns what, what is a part of what
  node-link  JSON for networkx and D3
  graphml    for igraph, yEd, Cytoscape
  gexf       for Gephi
  jsonld     JSON-LD in the words of schema.org and PROV

All of it is the graph after one change, whoever writes meanwhile. A part of the graph is the facts that pass every option, with their
claims, entities and sources. Files appear whole or not at all.

Examples:
  steppe export claims backup.jsonl
  steppe export parquet tables
  steppe export node-link owners.json --predicates OWNS --within place_kazakhstan
  steppe export claims - | gzip > backup.jsonl.gz`,
    )
    .action(async (format: string, target: string | undefined, options: ExportOptions) =>
      (await import('./export.ts')).exportFiles(settings(), format, target, options),
    );
}
