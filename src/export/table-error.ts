import { type ASTNode, GraphQLError } from 'graphql';

interface Details {
  readonly nodes?: readonly ASTNode[] | undefined;
  readonly status?: number;
  readonly [extension: string]: unknown;
}

/** An operation cannot be told as a table, or not all of it: what of it, and what to ask instead. */
export class TableRefused extends GraphQLError {
  override readonly name = 'TableRefused';

  constructor(message: string, code = 'NOT_A_TABLE', { nodes, status = 400, ...more }: Details = {}) {
    super(message, { ...(nodes && { nodes }), extensions: { code, ...more, http: { status } } });
  }
}
