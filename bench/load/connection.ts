import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/** An answer as it came. */
export interface Received {
  readonly status: number;
  readonly body: Buffer;
}

/** The head of an answer: what it says of the body behind it. */
interface Head {
  readonly status: number;
  readonly size: number;
  /** Null where the body comes in chunks. */
  readonly bodySize: number | null;
}

/** A question as the bytes that are sent. */
export function requestOf(url: string, path: string, body: Buffer): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n') + HEAD_END), body]);
}

/**
 * One HTTP/1.1 connection over which one question is asked at a time. It takes half of the processor time of undici’s pool: on a
 * machine of two processors what the client takes is what the servers lack, and the quickest of them most.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #size = 0;
  #head: Head | null = null;
  #resolve: (received: Received) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#reject(error));
    this.#socket.on('close', () => this.#reject(new Error(`${url} has closed the connection`)));
  }

  ask(request: Buffer): Promise<Received> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#reject = () => undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk);
    this.#size += chunk.length;
    this.#head ??= readHead(this.#whole());
    if (this.#head === null) return;
    const { status, size, bodySize } = this.#head;
    if (bodySize !== null && this.#size < size + bodySize) return;
    const bytes = this.#whole().subarray(size);
    const body = bodySize === null ? withoutChunks(bytes) : bytes;
    if (body === null) return;
    this.#received = [];
    this.#size = 0;
    this.#head = null;
    this.#resolve({ status, body });
  }

  #whole(): Buffer {
    if (this.#received.length > 1) this.#received = [Buffer.concat(this.#received)];
    return this.#received[0] as Buffer;
  }
}

/** @returns null while the head has not come whole. */
function readHead(bytes: Buffer): Head | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const bodySize = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return {
    status: Number(head.split(' ', 2)[1]),
    size: end + HEAD_END.length,
    bodySize: bodySize === undefined ? null : Number(bodySize),
  };
}

/** @returns null while there is more to come. */
function withoutChunks(bytes: Buffer): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (size === 0) return bytes.length < lineEnd + HEAD_END.length ? null : Buffer.concat(chunks);
    const start = lineEnd + 2;
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
  return null;
}
