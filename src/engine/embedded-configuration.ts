import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedLayout } from './layout.ts';

/**
 * Writes the neo4j.conf of a start; the port is another each time. It names no folders: they are where they are by default
 * below Neo4j's home, as a path with letters beyond ASCII would be read wrongly from here.
 */
export function writeConfiguration(layout: EmbeddedLayout, port: number, pageCacheMb: number): void {
  const settings: Record<string, string> = {
    'server.default_listen_address': '127.0.0.1',
    'server.bolt.listen_address': `127.0.0.1:${port}`,
    'server.bolt.advertised_address': `127.0.0.1:${port}`,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'dbms.usage_report.enabled': 'false',
    'server.memory.pagecache.size': `${pageCacheMb}m`,
    // The server gives each request a much shorter time; this ends what a client of its own left running.
    'db.transaction.timeout': '10m',
    // A database by itself has reached each of its bookmarks: there is nothing to wait for, and no connection is lost to it.
    'db.transaction.bookmark_ready_timeout': '1s',
    // Its default is to listen on for connections that nobody will make any more: 5 s more at each stop.
    'internal.dbms.bolt.netty_server_shutdown_quiet_period': '0',
    // Else an empty graph takes 512 MB of disk, and logs of old transactions pile up.
    'db.tx_log.preallocate': 'false',
    'db.tx_log.rotation.retention_policy': '2 files',
    'db.logs.query.enabled': 'OFF',
  };
  mkdirSync(layout.conf, { recursive: true });
  writeFileSync(
    join(layout.conf, 'neo4j.conf'),
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
}
