import { type Reader, requiredColumn } from '../loaders/read.ts';
import { byParent, ShapedLoader } from '../loaders/shaped-loader.ts';

/** Whose token recorded a claim. */
export interface Recorder {
  readonly id: string;
  readonly name: string;
}

/** Who recorded each claim; null for what came with a file. */
export function recorderLoader(reader: Reader): ShapedLoader<object, Recorder | null> {
  return new ShapedLoader(async (_, keys) => {
    const [row] = await reader.read(reader.statements.get('auth/recorders'), { keys });
    const names = requiredColumn<string>(row, 'tokenName');
    const recorders = requiredColumn<string>(row, 'tokenId').map((id, i) => ({ id, name: names[i] ?? '' }));
    const groups = byParent(requiredColumn<number>(row, 'parent'), recorders, keys.length);
    return groups.map(([recorder]) => recorder ?? null);
  });
}
