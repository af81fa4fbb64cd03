/** What the Headers tab holds at first: JSON with comments, and so no header at all until someone wants one. */
export const defaultHeaders = `{
  // Take the slashes off the next line: the answer then
  // tells, in "extensions", its cost and what was asked
  // of Neo4j.
  // "Steppe-Include": "cost, statements"
}`;
