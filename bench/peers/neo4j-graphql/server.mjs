import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Neo4jGraphQL } from '@neo4j/graphql';
import { createYoga } from 'graphql-yoga';
import neo4j from 'neo4j-driver';
import { profilingDriver } from './profiling-driver.mjs';

/** @neo4j/graphql on GraphQL Yoga over the graph that Steppe serves, with no plugin that it does not need. */
const { PORT, NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, BENCH_PROFILE } = process.env;

const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), {
  maxConnectionPoolSize: 24,
  fetchSize: -1,
  telemetryDisabled: true,
});
const typeDefs = readFileSync(new URL('./types.graphql', import.meta.url), 'utf8');
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const profiling = BENCH_PROFILE ? profilingDriver(driver) : null;
const context = {
  sessionConfig: { database: 'neo4j', fetchSize: -1 },
  ...(profiling && { executionContext: profiling }),
};

const yoga = createYoga({
  schema,
  context,
  // Yoga's own cache of parsed and validated documents is on by default.
  logging: false,
  maskedErrors: false,
  graphiql: false,
  landingPage: false,
  multipart: false,
  cors: false,
  healthCheckEndpoint: '/ready',
});
const handler = profiling
  ? (request, response) =>
      request.url === '/totals' ? response.end(JSON.stringify(profiling.totals)) : yoga(request, response)
  : yoga;
createServer(handler).listen(Number(PORT), '127.0.0.1');
