import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';

/** PostGraphile over the tables of this folder, set up as its documentation says for production. */
const { PORT, DATABASE_URL, BENCH_PROFILE } = process.env;

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 24 });
const preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [makePgService({ pool, schemas: ['graph'], pubsub: false })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
};
const instance = postgraphile(preset).createServ(grafserv);

/** Counts statements, and tells how many there were at any path that is not PostGraphile's. Not used while time is measured. */
function profilingServer() {
  const totals = { statements: 0 };
  pool.on('connect', (client) => {
    const query = client.query.bind(client);
    client.query = (...args) => {
      totals.statements += 1;
      return query(...args);
    };
  });
  const handle = instance.createHandler();
  return createServer((request, response) =>
    handle(request, response, () => response.end(JSON.stringify(totals))),
  );
}

const server = BENCH_PROFILE ? profilingServer() : createServer();
if (!BENCH_PROFILE) await instance.addTo(server);
server.listen(Number(PORT), '127.0.0.1');
