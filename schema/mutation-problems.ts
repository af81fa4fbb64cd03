import { GraphQLError } from 'graphql';
import type { z } from 'zod';
import { ClaimProblem } from '../src/ingest/claim-problem.ts';

/** Most mistakes of one call that are told at once. */
const MAX_TOLD = 20;

interface Problem {
  /** The path of the input: `input.claims[3].value.unit`. */
  readonly argument: string;
  readonly message: string;
}

/** An input is refused as a whole, with all that is wrong in it. */
class BadInput extends GraphQLError {
  override readonly name = 'BadInput';

  constructor(problems: readonly Problem[]) {
    const told = problems.slice(0, MAX_TOLD);
    const more = problems.length - told.length;
    const lines = told.map(({ argument, message }) => `${argument}: ${message}`);
    super([...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), {
      extensions: { code: 'BAD_USER_INPUT', argument: told[0]?.argument, problems: told },
    });
  }
}

const pathOf = (base: string, keys: readonly PropertyKey[]): string =>
  keys.reduce<string>((path, key) => path + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`), base);

/** Collects what is wrong with an input, so that a caller hears of everything at once. */
export class Problems {
  readonly #problems: Problem[] = [];

  add(argument: string, message: string): void {
    this.#problems.push({ argument, message });
  }

  /** Reads a part by its schema. @returns undefined, and keeps what is wrong, when it does not fit. */
  parse<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path: keys, message } of parsed.error.issues) this.add(pathOf(path, keys), message);
    return undefined;
  }

  /** Reads a part. @returns undefined, and keeps the reason, when it cannot stand. */
  attempt<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ClaimProblem)) throw error;
      this.add(`${path}.${error.path}`, error.message);
      return undefined;
    }
  }

  throwIfAny(): void {
    if (this.#problems.length > 0) throw new BadInput(this.#problems);
  }
}
