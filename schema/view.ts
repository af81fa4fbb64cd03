import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext, View } from '../src/context.ts';

type Path = GraphQLResolveInfo['path'];

/** By request, the fields below which questions are about another time. */
const views = new WeakMap<RequestContext, Map<Path, View>>();

/** Has everything below a field be answered through a view. */
export function viewBelow(context: RequestContext, { path }: GraphQLResolveInfo, view: View): void {
  const known = views.get(context) ?? new Map<Path, View>();
  views.set(context, known.set(path, view));
}

/** The view that a field is answered through: of the nearest `asOf` above it, else the graph as it is now. */
export function viewOf(context: RequestContext, info: GraphQLResolveInfo): View {
  const known = views.get(context);
  if (known)
    for (let path: Path | undefined = info.path; path; path = path.prev) {
      const view = known.get(path);
      if (view) return view;
    }
  return context.now;
}
