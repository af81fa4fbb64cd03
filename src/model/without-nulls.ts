/** What is known of a thing: the properties that have a value. A property that is null is not stored, and need not be sent. */
export const withoutNulls = <Value>(
  properties: Readonly<Record<string, Value | null | undefined>>,
): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== null && value !== undefined),
  ) as Record<string, Value>;
