import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext, View } from '../src/context.ts';

type Path = GraphQLResolveInfo['path'];

/** By request, the fields below which questions are about another time. */
const views = new WeakMap<RequestContext, Map<Path, View>>();

/**
 * Has everything below a field be answered through a view.
 * @throws Error for a field that does not have `OF_ANOTHER_TIME` as its extensions: plans have one path for all its objects.
 */
export function viewBelow(
  context: RequestContext,
  { path, parentType, fieldName }: GraphQLResolveInfo,
  view: View,
): void {
  if (!parentType.getFields()[fieldName]?.extensions.isOfAnotherTime)
    throw new Error(`${parentType}.${fieldName} is not said to be of another time`);
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
