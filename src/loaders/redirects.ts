import { type Batch, isPast, requiredColumn, statementAt } from './read.ts';

/** The id of the entity that an id names: of a merged one, who stands for it; any other is its own. */
export const redirects: Batch<object, string> = async (reader, _, keys) => {
  const [row] = await reader.read(statementAt(reader, 'redirects'), { keys });
  const ids = [...keys];
  const intoIds = requiredColumn<string>(row, 'id');
  requiredColumn<number>(row, 'parent').forEach((position, i) => {
    ids[position] = intoIds[i] ?? ids[position] ?? '';
  });
  return ids;
};

/**
 * The fact that a fact's claims speak of now, once its ends are merged or taken apart: whoever kept its id finds it again.
 * Null when they speak of none. Of another time there is nothing to look for: ids are those of then.
 */
export const movedFacts: Batch<object, string | null> = async (reader, _, keys) => {
  const found = new Array<string | null>(keys.length).fill(null);
  if (isPast(reader)) return found;
  const [row] = await reader.read(reader.statements.get('facts-moved'), { keys });
  const ids = requiredColumn<string>(row, 'id');
  requiredColumn<number>(row, 'parent').forEach((position, i) => {
    found[position] = ids[i] ?? null;
  });
  return found;
};
