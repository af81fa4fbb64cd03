import { EventReader } from '../../test/server/event-reader.ts';

/**
 * So many subscribers, in a process of their own: `readers.ts ENDPOINT COUNT`. Tells the parent that all are there, and of each
 * event when it came, in milliseconds since 1970.
 */
const [endpoint = '', count = '1'] = process.argv.slice(2);
const query =
  'subscription { factsChanged { change { number at } factCount facts { factId kind fact { subject { name } value { amount unit } } } } }';
const now = (): number => performance.timeOrigin + performance.now();

const readers: EventReader[] = [];
for (let i = 0; i < Number(count); i++) {
  const reader = new EventReader(endpoint, {
    query,
    onEvent: ({ id }) => process.send?.({ number: Number(id), at: now() }),
  });
  readers.push(await reader.open());
}
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
