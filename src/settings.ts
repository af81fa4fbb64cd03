import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { OperatorError } from './errors.ts';
import { origins, wholeNumber } from './setting-values.ts';

/** One row of the settings table. `secret` values are never printed. */
interface Setting<S extends z.ZodType> {
  readonly help: string;
  readonly default: string;
  readonly parse: S;
  readonly secret?: boolean;
  readonly group: 'server' | 'database' | 'limits';
}

const setting = <S extends z.ZodType>(row: Setting<S>): Setting<S> => row;
const positive = wholeNumber(1);
const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const text = z.string();

/**
 * Every setting: the name of its environment variable, its default, what it does and how it is read.
 * The README's table and `steppe doctor` are printed from here.
 */
export const settingsTable = {
  HOST: setting({
    group: 'server',
    default: '127.0.0.1',
    help: 'Address to listen on. Reading is open to whoever reaches it, unless STEPPE_READ closes it.',
    parse: text.min(1),
  }),
  PORT: setting({
    group: 'server',
    default: '4000',
    help: 'Port to listen on; 0 takes a free one.',
    parse: wholeNumber(0, 65_535),
  }),
  STEPPE_WORKERS: setting({
    group: 'server',
    default: '1',
    help: 'Processes that answer at one address: one for each processor is the most that helps.',
    parse: positive,
  }),
  STEPPE_BUSY_POLL_MS: setting({
    group: 'server',
    default: '4',
    help: 'Longest that a request keeps its processor awake until the database answers, in milliseconds, while fewer requests are under way than there are processors: small answers come sooner. 0 where idle processors are dear.',
    parse: wholeNumber(0, 1_000),
  }),
  STEPPE_DRAIN_MS: setting({
    group: 'server',
    default: '0',
    help: 'Told to stop, it answers for so many milliseconds more while `/health/ready` says no: time for a proxy in front to see it.',
    parse: wholeNumber(0, 600_000),
  }),
  STEPPE_HEARTBEAT_MS: setting({
    group: 'server',
    default: '15000',
    help: 'A subscription on which nothing happens sends a sign of life so often, in milliseconds: more often than proxies in front give up. A reader that takes nothing for twice as long is let go.',
    parse: wholeNumber(50, 600_000),
  }),
  NODE_ENV: setting({
    group: 'server',
    default: 'development',
    help: 'Anything but `development` and `test` turns STEPPE_EXPLORE off, unless that is set.',
    parse: text,
  }),
  STEPPE_CORS_ORIGINS: setting({
    group: 'server',
    default: '',
    help: 'Web pages of these origins may read the answers: `http://localhost:5173`, several with commas, or `*`.',
    parse: origins,
  }),
  STEPPE_READ: setting({
    group: 'server',
    default: 'open',
    help: 'Who may read: `open` to all, or those with a `token` only. Writing always needs a token.',
    parse: z.enum(['open', 'token']),
  }),
  STEPPE_DOCUMENTS: setting({
    group: 'server',
    default: 'any',
    help: 'What is executed: `any` operation, or only `trusted` documents, those that `steppe persist` has registered. Tokens of editors may send any.',
    parse: z.enum(['any', 'trusted']),
  }),
  STEPPE_EXPLORE: setting({
    group: 'server',
    default: '',
    help: 'GraphiQL, introspection and `extensions.statements`: `on` or `off`. Empty: as NODE_ENV says.',
    parse: z.enum(['on', 'off', '']),
  }),
  STEPPE_LOG_LEVEL: setting({
    group: 'server',
    default: 'info',
    help: 'fatal, error, warn, info, debug, trace or silent.',
    parse: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  }),
  NEO4J_URI: setting({
    group: 'database',
    default: '',
    help: 'A Neo4j of your own (bolt://, neo4j://, neo4j+s:// …), 5.23 or later. Empty: Docker if it answers, else an embedded Community server.',
    parse: text,
  }),
  NEO4J_USERNAME: setting({ group: 'database', default: 'neo4j', help: 'User at NEO4J_URI.', parse: text }),
  NEO4J_PASSWORD: setting({
    group: 'database',
    default: '',
    help: 'Password at NEO4J_URI.',
    parse: text,
    secret: true,
  }),
  NEO4J_DATABASE: setting({
    group: 'database',
    default: 'neo4j',
    help: 'Database name at NEO4J_URI.',
    parse: text.min(1),
  }),
  STEPPE_ENGINE: setting({
    group: 'database',
    default: 'auto',
    help: 'Without NEO4J_URI: `docker`, `embedded`, or `auto` (Docker if it answers, else embedded).',
    parse: z.enum(['auto', 'docker', 'embedded']),
  }),
  STEPPE_DATA_DIR: setting({
    group: 'database',
    default: join(homedir(), '.local', 'share', 'steppe'),
    help: 'Where the embedded database keeps its data, password and logs.',
    parse: text.min(1),
  }),
  STEPPE_CACHE_DIR: setting({
    group: 'database',
    default: join(homedir(), '.cache', 'steppe'),
    help: 'Where the embedded database’s program files are kept (about 120 MB, downloaded once).',
    parse: text.min(1),
  }),
  STEPPE_HEAP_MB: setting({
    group: 'database',
    default: '512',
    help: 'Heap of the embedded database, in MB.',
    parse: positive,
  }),
  STEPPE_PAGE_CACHE_MB: setting({
    group: 'database',
    default: '256',
    help: 'How much of its graph the embedded database keeps in memory, in MB, beside its heap.',
    parse: wholeNumber(8),
  }),
  STEPPE_POOL_SIZE: setting({
    group: 'database',
    default: '24',
    help: 'Most connections to Neo4j at once.',
    parse: positive,
  }),
  STEPPE_LOAD_ARTICLE: setting({
    group: 'database',
    default: 'on',
    help: 'Load the article’s claims (data/kostanay.jsonl) into an empty graph at start: `on` or `off`.',
    parse: flag,
  }),
  STEPPE_DEFAULT_PAGE: setting({
    group: 'limits',
    default: '20',
    help: 'Items of a list that names neither `first` nor `last`; STEPPE_MAX_PAGE where that is less.',
    parse: positive,
  }),
  STEPPE_MAX_PAGE: setting({ group: 'limits', default: '100', help: 'Most items a page.', parse: positive }),
  STEPPE_MAX_DEPTH: setting({
    group: 'limits',
    default: '24',
    help: 'Deepest nesting of fields in an operation.',
    parse: positive,
  }),
  STEPPE_MAX_ALIASES: setting({
    group: 'limits',
    default: '60',
    help: 'Most aliases in an operation, fragments counted where they are spread.',
    parse: positive,
  }),
  STEPPE_MAX_DIRECTIVES: setting({
    group: 'limits',
    default: '60',
    help: 'Most directives in an operation.',
    parse: positive,
  }),
  STEPPE_MAX_TOKENS: setting({
    group: 'limits',
    default: '5000',
    help: 'Most tokens in a document.',
    parse: positive,
  }),
  STEPPE_MAX_COST: setting({
    group: 'limits',
    default: '50000',
    help: 'Most objects an operation may ask for: pages multiplied down the tree, defaults counted.',
    parse: positive,
  }),
  STEPPE_MAX_BODY_BYTES: setting({
    group: 'limits',
    default: '1048576',
    help: 'Largest request body, in bytes; 1,000 claims of 1,000 bytes fit.',
    parse: positive,
  }),
  STEPPE_MAX_ROWS: setting({
    group: 'limits',
    default: '200000',
    help: 'Most rows of a table for whoever shows no token.',
    parse: positive,
  }),
  STEPPE_MAX_ROWS_READER: setting({
    group: 'limits',
    default: '2000000',
    help: 'Most rows of a table for a reader’s token.',
    parse: positive,
  }),
  STEPPE_MAX_ROWS_EDITOR: setting({
    group: 'limits',
    default: '20000000',
    help: 'Most rows of a table for the tokens of editors and admins.',
    parse: positive,
  }),
  STEPPE_MAX_CONNECTIONS: setting({
    group: 'limits',
    default: '2000',
    help: 'Most connections at once, in each process; whoever comes then is answered 503. A subscription is one, and each may send a body.',
    parse: positive,
  }),
  STEPPE_MAX_SUBSCRIPTIONS: setting({
    group: 'limits',
    default: '1000',
    help: 'Most subscriptions at once, in each process.',
    parse: positive,
  }),
  STEPPE_MAX_SUBSCRIPTIONS_CLIENT: setting({
    group: 'limits',
    default: '100',
    help: 'Most of them of one client: of a token, or of an address that shows none. All behind one proxy are one address.',
    parse: positive,
  }),
  STEPPE_MAX_BEHIND: setting({
    group: 'limits',
    default: '100',
    help: 'Most changes that are kept for a subscriber who does not take them; one further behind is dropped, and told so.',
    parse: positive,
  }),
  STEPPE_REQUEST_TIMEOUT_MS: setting({
    group: 'limits',
    default: '10000',
    help: 'Longest a request may take, in milliseconds, and each page of a table or event of a subscription; its statements in Neo4j end with it.',
    parse: wholeNumber(1, 3_600_000),
  }),
} as const;

type Table = typeof settingsTable;
export type SettingName = keyof Table;
export type Settings = { readonly [Name in SettingName]: z.output<Table[Name]['parse']> };

export const settingNames = Object.keys(settingsTable) as SettingName[];

/** Reads the settings from an environment; an unset or blank variable takes its default. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Record<string, unknown> = {};
  for (const name of settingNames) {
    const row: Setting<z.ZodType> = settingsTable[name];
    const raw = env[name]?.trim() || row.default;
    const parsed = row.parse.safeParse(raw);
    if (!parsed.success) {
      const shown = row.secret ? 'its value' : `"${raw}"`;
      throw new OperatorError(
        `${name}: ${shown} is not usable: ${parsed.error.issues[0]?.message}. ${row.help}`,
      );
    }
    settings[name] = parsed.data;
  }
  const { STEPPE_DEFAULT_PAGE: page, STEPPE_MAX_PAGE: maximum } = settings as Settings;
  if (page > maximum) {
    if (env.STEPPE_DEFAULT_PAGE?.trim())
      throw new OperatorError(
        `STEPPE_DEFAULT_PAGE: ${page} is more than STEPPE_MAX_PAGE, ${maximum}: every list without \`first\` would be refused.`,
      );
    settings.STEPPE_DEFAULT_PAGE = maximum;
  }
  return settings as Settings;
}

/** Names in an environment that look like settings and are none: misspelt, most likely. */
export const unknownSettings = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.keys(env).filter((name) => name.startsWith('STEPPE_') && !(name in settingsTable));

/** Whether GraphiQL, introspection and statement reports are on. */
export function isExploring(settings: Settings): boolean {
  if (settings.STEPPE_EXPLORE !== '') return settings.STEPPE_EXPLORE === 'on';
  return settings.NODE_ENV === 'development' || settings.NODE_ENV === 'test';
}
