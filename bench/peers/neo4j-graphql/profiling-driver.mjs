const hitsOf = (plan) => (plan ? plan.children.reduce((sum, child) => sum + hitsOf(child), plan.dbHits) : 0);

/** A driver whose reading statements are profiled, and what they came to. It is not used while time is measured. */
export function profilingDriver(driver) {
  const totals = { statements: 0, hits: 0 };
  const profiled = (transaction) => ({
    run: async (text, params) => {
      const result = await transaction.run(`PROFILE ${text}`, params);
      totals.statements += 1;
      totals.hits += hitsOf(result.summary.profile);
      return result;
    },
  });
  return {
    totals,
    session: (options) => {
      const session = driver.session(options);
      return {
        lastBookmarks: () => session.lastBookmarks(),
        executeRead: (work) => session.executeRead((transaction) => work(profiled(transaction))),
        close: () => session.close(),
      };
    },
  };
}
