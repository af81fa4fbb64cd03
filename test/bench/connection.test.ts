import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Connection, requestOf } from '../../bench/load/connection.ts';

const ending: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ending.splice(0).reverse()) end();
});

async function urlOf(server: Pick<Server, 'listen' | 'address' | 'close'>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ending.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function ask(url: string, ...bodies: string[]): Promise<[number, string][]> {
  const connection = new Connection(url);
  ending.push(() => connection.close());
  const answers: [number, string][] = [];
  for (const body of bodies) {
    const { status, body: answer } = await connection.ask(requestOf(url, '/graphql', Buffer.from(body)));
    answers.push([status, answer.toString()]);
  }
  return answers;
}

const answeredBy = async (listener: RequestListener, ...bodies: string[]): Promise<[number, string][]> =>
  ask(await urlOf(createServer(listener)), ...bodies);

/** What came, one byte after the other. */
const inPieces = (answer: string): Promise<[number, string][]> =>
  urlOf(
    createTcpServer((socket) => {
      socket.setNoDelay();
      socket.once('data', async () => {
        for (const byte of Buffer.from(answer)) {
          socket.write(Buffer.from([byte]));
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
    }) as unknown as Server,
  ).then((url) => ask(url, 'x'));

test('One connection asks one thing after the other, and gets each answer whole.', async () => {
  const long = 'Қостанай '.repeat(50_000);
  const answers = await answeredBy(
    (request, response) => request.on('data', (body) => response.end(String(body) === 'long' ? long : body)),
    'first',
    'long',
    'қазақ',
  );
  expect(answers).toEqual([
    [200, 'first'],
    [200, long],
    [200, 'қазақ'],
  ]);
});

test('A body in chunks is put together.', async () => {
  const answers = await answeredBy((request, response) => {
    request.resume();
    response.writeHead(503);
    response.write('{"data":');
    setTimeout(() => response.end('0\r\n\r\n}'), 20);
  }, 'x');
  expect(answers).toEqual([[503, '{"data":0\r\n\r\n}']]);
});

test('Answers may come byte by byte.', async () => {
  expect(await inPieces('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc')).toEqual([[200, 'abc']]);
  expect(
    await inPieces(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n',
    ),
  ).toEqual([[200, 'abc0123456789']]);
});

test('A server that ends the connection ends the question.', async () => {
  await expect(answeredBy((request) => request.socket.destroy(), 'x')).rejects.toThrow(
    'has closed the connection',
  );
});
