import { readSettings, type Settings } from '../../src/settings.ts';

/** The settings of an embedded database on a folder of a test's own. The cache is the machine's: Neo4j is fetched once. */
export function settingsFor(dataFolder: string, more: Record<string, string> = {}): Settings {
  const { STEPPE_CACHE_DIR } = process.env;
  return readSettings({
    STEPPE_ENGINE: 'embedded',
    STEPPE_HEAP_MB: '256',
    STEPPE_CACHE_DIR,
    STEPPE_DATA_DIR: dataFolder,
    ...more,
  });
}
