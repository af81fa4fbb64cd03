// @vitest-environment node
import { createClient } from '../urql/client.ts';
import { followFacts } from '../urql/facts-changed.ts';
import { eventsContract } from './events-contract.ts';

eventsContract((url, ...how) => followFacts(createClient(url), ...how));
