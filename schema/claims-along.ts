import { isObjectType } from 'graphql';
import { argumentsOf } from '../src/execution/field-arguments.ts';
import { type ClaimPageShape, isUnfiltered } from '../src/loaders/claims.ts';
import { bringsClaims } from '../src/loaders/fact-statements.ts';
import { type ClaimListArguments, planClaimLists } from './claim.ts';
import { isPageSelected } from './connections.ts';
import type { ListedColumns } from './fact-columns.ts';
import { type Place, placesBelow } from './read-ahead.ts';
import type { Selected } from './selection.ts';

const CLAIMS = ['edges.claims', 'nodes.claims', 'edges.node.claims'];

/** Where the claims of a list’s facts are selected, and of what type: on its edges or on the facts themselves. */
function placesOfClaims(place: Place, name: string, isOfFarEnds: boolean): Place[] {
  const edges = placesBelow(place, `${name}Connection`, 'edges');
  if (isOfFarEnds) return edges.flatMap((edge) => placesBelow(edge, `${name}Edge`, 'claims'));
  return [
    ...placesBelow(place, `${name}Connection`, 'nodes'),
    ...edges.flatMap((edge) => placesBelow(edge, `${name}Edge`, 'node')),
  ].flatMap((fact) => placesBelow(fact, 'Fact', 'claims'));
}

/**
 * What is asked of the claims of a list’s facts, where these can be read with them: of now, selected once, the first ones that
 * stand. Null where they cannot, or are not selected.
 */
export function claimsAlong(
  place: Place,
  { list, name, isOfFarEnds = false }: Pick<ListedColumns, 'list' | 'name' | 'isOfFarEnds'>,
  paths: Selected,
): ClaimPageShape | null {
  if (!bringsClaims(list) || !CLAIMS.some((path) => paths.has(path))) return null;
  const { change, validAt } = place.view.reader.moment;
  const [claims, other] = placesOfClaims(place, name, isOfFarEnds);
  if (change !== null || validAt !== null || !claims || other) return null;
  const type = place.schema.getType(isOfFarEnds ? `${name}Edge` : 'Fact');
  const field = isObjectType(type) ? type.getFields().claims : undefined;
  const [node] = claims.fieldNodes;
  if (!field || !node) return null;
  try {
    const args = argumentsOf(field, node, place.variableValues) as ClaimListArguments;
    const { shape, paths: selected } = planClaimLists(claims, 'fact', args);
    const isFirst = !shape.page.isBackward && !shape.page.hasCursor;
    return isFirst && isUnfiltered(shape.where) && isPageSelected(selected) ? shape : null;
  } catch {
    // The resolver refuses it again, and is heard.
    return null;
  }
}
