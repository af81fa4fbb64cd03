import { findDatabase } from '../../src/engine/find-database.ts';
import { silentProgress } from '../../src/engine/progress.ts';
import { settingsFor } from './settings-for.ts';

/** A server that does nothing but have a database, for tests that end it from outside. Its argument: the data folder. */
const database = await findDatabase(settingsFor(process.argv[2] ?? ''), silentProgress);
process.on('SIGTERM', async () => {
  await database.stop();
  process.exit(0);
});
console.log(JSON.stringify(database));
setInterval(() => undefined, 60_000);
