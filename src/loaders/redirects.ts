import { type Reader, requiredColumn, statementAt } from './read.ts';
import { ShapedLoader } from './shaped-loader.ts';

/** The id of the entity that an id names: of a merged one, who stands for it; any other is its own. */
export function redirectLoader(reader: Reader): ShapedLoader<object, string> {
  return new ShapedLoader(async (_, keys) => {
    const [row] = await reader.read(statementAt(reader, 'redirects'), { keys });
    const ids = [...keys];
    const intoIds = requiredColumn<string>(row, 'id');
    requiredColumn<number>(row, 'parent').forEach((position, i) => {
      ids[position] = intoIds[i] ?? ids[position] ?? '';
    });
    return ids;
  });
}
