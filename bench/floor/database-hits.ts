interface Plan {
  readonly dbHits?: number;
  readonly children?: readonly Plan[];
}

/** What a profiled plan says it touched in the store, all its operators together. */
export function databaseHits(plan: Plan | false | null): number {
  if (!plan) return 0;
  return (plan.children ?? []).reduce((sum, child) => sum + databaseHits(child), plan.dbHits ?? 0);
}
