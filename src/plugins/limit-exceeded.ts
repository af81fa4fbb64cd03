import { GraphQLError } from 'graphql';

interface Excess {
  /** The limit's name, for programs: `cost`. */
  readonly limit: string;
  /** What is limited, as a sentence begins: `The cost of this operation`. */
  readonly what: string;
  readonly maximum: number;
  /** Left out where counting stopped at the limit. */
  readonly measured?: number;
  /** What to do, in a sentence. */
  readonly advice: string;
}

/**
 * A request is refused because it asks for more than the server answers, before any resolver runs. HTTP status: 400, or
 * 200 where only `application/json` is accepted (GraphQL over HTTP, section 6.4.1).
 */
export class LimitExceeded extends GraphQLError {
  override readonly name = 'LimitExceeded';

  constructor({ limit, what, maximum, measured, advice }: Excess) {
    const over =
      measured === undefined ? `is over ${maximum}` : `is ${measured}, over the limit of ${maximum}`;
    super(`${what} ${over}. ${advice}`, {
      extensions: {
        code: 'LIMIT_EXCEEDED',
        limit,
        maximum,
        ...(measured === undefined ? {} : { measured }),
        http: { spec: true, status: 400 },
      },
    });
  }
}
