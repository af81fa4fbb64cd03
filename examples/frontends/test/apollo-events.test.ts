// @vitest-environment node
import { createClient } from '../apollo/client.ts';
import { followFacts } from '../apollo/facts-changed.ts';
import { eventsContract } from './events-contract.ts';

eventsContract((url, ...how) => followFacts(createClient(url), ...how));
