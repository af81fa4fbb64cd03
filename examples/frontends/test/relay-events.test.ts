// @vitest-environment node
import { createEnvironment } from '../relay/environment.ts';
import { followFacts } from '../relay/facts-changed.ts';
import { eventsContract } from './events-contract.ts';

eventsContract((url, ...how) => followFacts(createEnvironment(url), ...how));
