import Negotiator from 'negotiator';

/** Answers of GraphQL; the first is what those get who name nothing in particular (GraphQL over HTTP, section 6.3). */
export const JSON_TYPES = ['application/json', 'application/graphql-response+json'] as const;
export const EVENTS = 'text/event-stream';

type Headers = Pick<Request['headers'], 'get'>;

/** A type as it is offered: whoever names a character set names UTF-8 or is not meant. */
const offered = (type: string): string => (type.includes(';') ? type : `${type}; charset=utf-8`);

/** Which of some content types a request takes, best first: by weight, then by how it names them, then as they stand here. */
export function acceptedTypes<Type extends string>(headers: Headers, types: readonly Type[]): Type[] {
  const offers = new Map(types.map((type) => [offered(type), type]));
  // An empty header is none.
  const negotiator = new Negotiator({ headers: { accept: headers.get('accept') || '*/*' } });
  return negotiator.mediaTypes([...offers.keys()]).flatMap((offer) => offers.get(offer) ?? []);
}

/** Browsers name text/html; GraphQL clients name JSON, or nothing in particular. */
export const prefersHtml = ({ headers }: Request): boolean =>
  acceptedTypes(headers, [...JSON_TYPES, 'text/html'])[0] === 'text/html';

export function acceptsGzip({ headers }: Request): boolean {
  const encodings = { headers: { 'accept-encoding': headers.get('accept-encoding') ?? '' } };
  return new Negotiator(encodings).encoding(['gzip', 'identity']) === 'gzip';
}
