/** What a registry calls an entity. */
export interface Identifier {
  readonly scheme: string;
  readonly value: string;
}

/** An identifier as one text: `iso3166-1:KZ`. */
export const identifierKey = ({ scheme, value }: Identifier): string => `${scheme}:${value}`;
