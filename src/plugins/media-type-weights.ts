/** The weight that an Accept header gives a media type it names, 0 when it does not. */
export function weightOf(type: string, accept: string): number {
  for (const range of accept.toLowerCase().split(',')) {
    const [name, ...parameters] = range.split(';').map((part) => part.trim());
    if (name !== type) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return weight ? Number(weight.slice(2)) : 1;
  }
  return 0;
}

/** Browsers name text/html; GraphQL clients name JSON, or nothing in particular. */
export function prefersHtml(request: Request): boolean {
  const accept = request.headers.get('accept') ?? '';
  return (
    weightOf('text/html', accept) >
    Math.max(weightOf('application/json', accept), weightOf('application/graphql-response+json', accept))
  );
}
