import { parsePeriod } from '../../model/period.ts';
import { unitProblem } from '../../model/quantity.ts';
import { allowsEnds, declarationOf, type EntityKind, modalities, OBSERVED } from '../../ontology.ts';
import type { MappingPath, MappingProblem, PlacedClaim } from './mapping.ts';
import type { ClaimSpec, EntitySpec, MappingContent } from './mapping-format.ts';
import { nearestNames } from './nearest-names.ts';

const listed = (name: string | readonly string[] | undefined): readonly string[] =>
  name === undefined ? [] : typeof name === 'string' ? [name] : name;

export const kindOfEntity = (spec: EntitySpec): EntityKind => ('kind' in spec ? spec.kind : 'PLACE');

/** The entities that a claim speaks of, each with the key that names it. */
function refsOf(claim: ClaimSpec): { name: string; key: string }[] {
  const conditions = claim.when === undefined ? [] : [claim.when].flat();
  return [
    ...listed(claim.subject).map((name) => ({ name, key: 'subject' })),
    ...listed(claim.object).map((name) => ({ name, key: 'object' })),
    ...conditions.flatMap(({ entity }) => (entity ? [{ name: entity, key: 'when' }] : [])),
    ...(claim.value && 'share' in claim.value ? [{ name: claim.value.share, key: 'value' }] : []),
    ...(claim.value && 'wholeOf' in claim.value && claim.value.wholeOf
      ? [{ name: claim.value.wholeOf, key: 'value' }]
      : []),
  ];
}

/** What of a claim cannot be, by the ontology. */
function claimProblem(content: MappingContent, claim: ClaimSpec): [key: string, reason: string] | null {
  const { predicate, value, period } = claim;
  for (const { name, key } of refsOf(claim))
    if (!content.entities[name])
      return [
        key,
        `no entity "${name}"; there are ${nearestNames(name, Object.keys(content.entities), 9).join(', ')}`,
      ];
  if (typeof claim.modality === 'string' && !(claim.modality in modalities))
    return ['modality', `"${claim.modality}" is none of ${Object.keys(modalities).join(', ')}`];
  if (claim.statedBy === 'cited' && !content.cited) return ['statedBy', 'the mapping has no `cited`'];
  if (typeof period === 'string')
    try {
      parsePeriod(period);
    } catch (error) {
      return ['period', (error as Error).message];
    }
  if (predicate === OBSERVED) {
    if (claim.object) return ['object', `an ${OBSERVED} claim has no object`];
    if (!claim.variable) return ['variable', `an ${OBSERVED} claim names its variable`];
    if (!value && !claim.text) return ['predicate', `an ${OBSERVED} claim has a value or a text`];
  } else {
    if (claim.variable) return ['variable', `only ${OBSERVED} claims have a variable`];
    if (!claim.object) return ['predicate', `a ${predicate} claim names its object`];
    for (const subject of listed(claim.subject))
      for (const object of listed(claim.object)) {
        const [from, to] = [subject, object].map((name) =>
          kindOfEntity(content.entities[name] as EntitySpec),
        );
        if (from && to && !allowsEnds(predicate, from, to))
          return ['predicate', `${predicate} does not go from ${from} (${subject}) to ${to} (${object})`];
      }
  }
  if (!value) return null;
  const measure = predicate === OBSERVED ? 'quantity' : declarationOf(predicate).value?.measure;
  if (!measure) return ['value', `${predicate} takes no value`];
  if ('share' in value)
    return measure === 'share' || measure === 'quantity' ? null : ['value', `${predicate} takes no share`];
  const problem = typeof value.unit === 'string' ? unitProblem(value.unit, measure) : null;
  return problem ? ['value', problem] : null;
}

/** What of the entities does not hold together. */
function entityProblems({ entities }: MappingContent): MappingProblem[] {
  return Object.entries(entities).flatMap(([name, spec]): MappingProblem[] => {
    if (!('kind' in spec)) return [];
    const at = (key: string, reason: string) => ({ path: ['entities', name, key], reason });
    const within = spec.within === undefined ? null : entities[spec.within];
    if (spec.within !== undefined && (!within || !('country' in within)))
      return [at('within', `"${spec.within}" is no entity of this mapping that is a country`)];
    if (spec.placeType && spec.kind !== 'PLACE') return [at('placeType', 'only a PLACE has a placeType')];
    if (spec.list && (spec.names || spec.identifiers))
      return [at('list', 'a list has its names and identifiers in `list`')];
    if (!spec.list && !spec.names && !spec.identifiers)
      return [{ path: ['entities', name], reason: 'an entity needs `names`, `identifiers` or a `list`' }];
    return [];
  });
}

/** What in a mapping does not hold together, whatever the table. */
export function checkMapping(content: MappingContent, claims: readonly PlacedClaim[]): MappingProblem[] {
  return [
    ...entityProblems(content),
    ...claims.flatMap(({ spec, path }): MappingProblem[] => {
      const problem = claimProblem(content, spec);
      return problem ? [{ path: [...path, problem[0]] as MappingPath, reason: problem[1] }] : [];
    }),
  ];
}
