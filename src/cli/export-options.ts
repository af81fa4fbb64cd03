import { statSync } from 'node:fs';
import { OperatorError } from '../errors.ts';
import type { ExportRequest } from '../graph-files/export-graph.ts';
import { fileFormats } from '../graph-files/file-formats.ts';
import type { Wanted } from '../graph-files/selection.ts';
import { parsePeriod } from '../model/period.ts';
import { allPredicates, entityKinds, modalities } from '../ontology.ts';
import { wholeNumber } from './whole-number.ts';

/** Options as they are given, texts all. */
export interface ExportOptions {
  readonly predicates?: readonly string[];
  readonly kinds?: readonly string[];
  readonly modality?: readonly string[];
  readonly variables?: readonly string[];
  readonly entity?: readonly string[];
  readonly subject?: string;
  readonly object?: string;
  readonly within?: string;
  readonly subjectWithin?: string;
  readonly objectWithin?: string;
  readonly unit?: string;
  readonly min?: string;
  readonly max?: string;
  readonly validAt?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly disputed?: boolean;
  readonly minSources?: string;
  readonly asOf?: string;
  readonly force?: boolean;
}

function oneOf<T extends string>(option: string, known: readonly T[], texts: readonly string[] | undefined) {
  return texts?.map((text): T => {
    const found = known.find((one) => one === text.toUpperCase());
    if (found === undefined)
      throw new OperatorError(`--${option}: "${text}" is not known: give ${known.join(', ')}.`);
    return found;
  });
}

const numberIn = (option: string, text: string | undefined): number | undefined =>
  text === undefined ? undefined : wholeNumber(option, text);

function day(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return parsePeriod(text).edtf;
  } catch {
    // It is told below.
  }
  throw new OperatorError(`--${option}: give a day such as 2024-12-31, not "${text}".`);
}

function daysBetween({ validFrom, validTo }: ExportOptions): Wanted['validBetween'] {
  const [from, to] = [day('valid-from', validFrom), day('valid-to', validTo)];
  if (from !== undefined && to !== undefined && from > to)
    throw new OperatorError(`--valid-from, --valid-to: no day lies between, ${from} is after ${to}.`);
  return (from ?? to) === undefined ? undefined : { from, to };
}

function figureOf({ unit, min, max }: ExportOptions): Wanted['value'] {
  if (unit !== undefined) return { unit, min, max };
  if ((min ?? max) !== undefined)
    throw new OperatorError('--min and --max compare figures in one unit: name it, for example --unit USD.');
  return undefined;
}

function wantedOf(options: ExportOptions): Wanted {
  const { variables, entity, subject, object, within, subjectWithin, objectWithin, disputed } = options;
  const wanted: Wanted = {
    predicates: oneOf('predicates', allPredicates, options.predicates),
    kinds: oneOf('kinds', entityKinds, options.kinds),
    modality: oneOf('modality', Object.keys(modalities) as (keyof typeof modalities)[], options.modality),
    variables,
    entities: entity,
    subject,
    object,
    within,
    subjectWithin,
    objectWithin,
    value: figureOf(options),
    validAt: day('valid-at', options.validAt),
    validBetween: daysBetween(options),
    isDisputed: disputed,
    minSources: numberIn('min-sources', options.minSources),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

const quoted = (text: string): string =>
  /^[\w./:@,{}+-]+$/.test(text) && !/[{}]/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
const flag = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The command that makes the same bytes again. Before its first change there is nothing that a graph was as of. */
function again(format: string, target: string | null, options: ExportOptions, change: number): string {
  const { asOf: _, force: __, ...others } = options;
  const words = Object.entries({ ...others, ...(change > 0 && { asOf: String(change) }) }).flatMap(
    ([name, value]) => {
      if (value === undefined) return [];
      if (value === true) return [flag(name)];
      return [flag(name), ...[value].flat().map((one) => quoted(String(one)))];
    },
  );
  return ['steppe export', format, quoted(target ?? '-'), ...words].join(' ');
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * What the command line asks for. Without a target a file is called after its format.
 * @throws OperatorError that names the option that cannot be.
 */
export function readExport(
  formatName: string,
  named: string | undefined,
  options: ExportOptions,
): ExportRequest {
  const format = fileFormats.find(({ name }) => name === formatName);
  if (!format)
    throw new OperatorError(
      `"${formatName}" is no format: give ${fileFormats.map(({ name }) => name).join(', ')}.`,
    );
  const isSeveral = format.files.length > 1;
  const target =
    named === '-' ? null : (named ?? (isSeveral ? `steppe-${format.name}` : `steppe.${format.extension}`));
  if (target === null && isSeveral)
    throw new OperatorError(
      `${format.name} makes ${format.files.length} files (${format.files.map(({ name }) => name).join(', ')}), and standard output is one: name a folder.`,
    );
  if (target !== null && !isSeveral && isFolder(target))
    throw new OperatorError(`${target} is a folder, and ${format.name} is one file: name the file.`);
  return {
    format,
    wanted: wantedOf(options),
    change: numberIn('as-of', options.asOf) ?? null,
    target,
    isForced: options.force ?? false,
    again: (change) => again(format.name, target, options, change),
  };
}
