import { type Batch, requiredColumn } from '../loaders/read.ts';
import { byParent } from '../loaders/shaped-loader.ts';

/** Whose token recorded a claim. */
export interface Recorder {
  readonly id: string;
  readonly name: string;
}

/** Who recorded each claim; null for what came with a file. */
export const recordersOf: Batch<object, Recorder | null> = async (reader, _, keys) => {
  const [row] = await reader.read(reader.statements.get('auth/recorders'), { keys });
  const names = requiredColumn<string>(row, 'tokenName');
  const recorders = requiredColumn<string>(row, 'tokenId').map((id, i) => ({ id, name: names[i] ?? '' }));
  const groups = byParent(requiredColumn<number>(row, 'parent'), recorders, keys.length);
  return groups.map(([recorder]) => recorder ?? null);
};
