/** The system's or Neo4j's code of an error (`ENOSPC`, `Neo.ClientError.Security.Unauthorized`); empty when it has none. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
