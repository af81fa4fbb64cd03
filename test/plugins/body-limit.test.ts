import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limitBody } from '../../src/plugins/body-limit.ts';
import { type LimitedServer, startServer } from './limited-server.ts';

const LIMIT = 4_096;
const query = '{ entities(first: 1) { nodes { id } } }';
let steppe: LimitedServer;
beforeAll(async () => {
  steppe = await startServer({ env: { STEPPE_MAX_BODY_BYTES: String(LIMIT) } });
});
afterAll(() => steppe.close());
beforeEach(() => {
  steppe.resolved = 0;
});

const bodyOf = (bytes: number): string => {
  const body = JSON.stringify({ query, variables: { filling: '' } });
  return body.replace('""', JSON.stringify('x'.repeat(bytes - body.length)));
};

interface Reply {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  readonly body: string;
}

/** Sends chunks without a Content-Length; stops when the server answers. */
const sendChunked = (chunks: Iterable<string>): Promise<Reply & { readonly sent: number }> =>
  new Promise((resolve, reject) => {
    let sent = 0;
    let isAnswered = false;
    const request = httpRequest(steppe.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    request.on('response', (response) => {
      isAnswered = true;
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => {
        request.destroy();
        resolve({ status: response.statusCode, connection: response.headers.connection, body, sent });
      });
    });
    request.on('error', (error) => isAnswered || reject(error));
    const iterator = chunks[Symbol.iterator]();
    const next = (): void => {
      const { value, done } = iterator.next();
      if (isAnswered) return;
      if (done) request.end();
      else {
        sent += value.length;
        request.write(value, () => setImmediate(next));
      }
    };
    next();
  });

interface RawOptions {
  readonly port?: number;
  readonly silenceMs?: number;
  readonly readsLate?: boolean;
}

/** Writes bytes as they are to the server's port and returns all that comes back until it closes or falls silent. */
const sendRaw = (text: string, options: RawOptions = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port = Number(new URL(steppe.url).port), silenceMs = 300, readsLate = false } = options;
    const socket = connect(port, '127.0.0.1', () => {
      if (readsLate) socket.pause();
      socket.write(text, () => setTimeout(() => socket.resume(), 50));
    });
    let received = '';
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('close', () => resolve(received));
    socket.on('error', (error) => (received ? resolve(received) : reject(error)));
  });

const refusal = {
  errors: [
    {
      message: `The request body is over ${LIMIT} bytes, the most this server reads. Pass less in variables, or split the query.`,
      extensions: { code: 'BODY_TOO_LARGE', limit: 'body', maximum: LIMIT },
    },
  ],
};

test('A body of just the limit is answered, one byte more is not.', async () => {
  const post = (bytes: number) =>
    fetch(steppe.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bodyOf(bytes),
    });
  expect((await post(LIMIT)).status).toBe(200);
  expect(steppe.resolved).toBe(1);
  const response = await post(LIMIT + 1);
  expect(response.status).toBe(413);
  expect(response.headers.get('connection')).toBe('close');
  expect(await response.json()).toEqual(refusal);
  expect(steppe.resolved).toBe(1);
});

test('A client that sends 20 MB with its length still reads the answer.', async () => {
  const response = await fetch(steppe.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyOf(20_000_000),
  });
  expect(response.status).toBe(413);
  expect(await response.json()).toEqual(refusal);
});

test('A client that reads only when it has sent everything still finds the answer.', async () => {
  const body = bodyOf(8_000_000);
  const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  expect(await sendRaw(head + body, { readsLate: true })).toContain('BODY_TOO_LARGE');
});

test('A body announced too long is refused before a byte of it is sent, and the connection closes.', async () => {
  const start = performance.now();
  const reply = await sendRaw(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n',
    { silenceMs: 5_000 },
  );
  expect(reply).toMatch(/^HTTP\/1\.1 413 /);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('Of a body longer than announced nothing is read beyond its Content-Length.', async () => {
  let read = '';
  const server = createServer(
    limitBody((request, response) => {
      request.on('data', (chunk) => {
        read += chunk;
      });
      request.on('end', () => response.end('done'));
    }, LIMIT),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await sendRaw(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789${'x'.repeat(50_000)}`, {
    port: Object(server.address()).port,
  });
  server.close();
  expect(read).toBe('0123456789');
});

test('A length that is no number, or is given beside chunks, is refused by Node itself.', async () => {
  const head = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  expect(await sendRaw(`${head}Content-Length: -1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await sendRaw(`${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 400 /,
  );
  expect(steppe.resolved).toBe(0);
});

test('A chunked body within the limit is answered like any other.', async () => {
  const { status, body } = await sendChunked(bodyOf(LIMIT).match(/.{1,500}/g) ?? []);
  expect(status).toBe(200);
  expect(JSON.parse(body)).toEqual({ data: { entities: { nodes: [{ id: 'org_changan' }] } } });
});

test('A chunked body over the limit is refused while it comes, however long it would go on.', async () => {
  function* endless() {
    for (;;) yield 'x'.repeat(1_000);
  }
  const { status, connection, body, sent } = await sendChunked(endless());
  expect(status).toBe(413);
  expect(connection).toBe('close');
  expect(JSON.parse(body)).toEqual(refusal);
  expect(sent).toBeLessThan(2_000_000);
  expect(steppe.resolved).toBe(0);
});

test('A chunked body that is empty is answered as the empty body it is.', async () => {
  const { status, body } = await sendChunked([]);
  expect(status).toBeLessThan(500);
  expect(body).toContain('The body is not JSON');
});

test('A client that leaves in the middle of a chunked body does not disturb the server.', async () => {
  const head =
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  expect(await sendRaw(`${head}5\r\n{"que`, { silenceMs: 100 })).toBe('');
  expect((await steppe.ask(query)).status).toBe(200);
});
