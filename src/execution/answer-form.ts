/** What an answer is put together of: values, or the JSON that they are sent as. */
export interface AnswerForm<T> {
  readonly nothing: T;
  /** Of a leaf’s serialized value. */
  leaf(value: unknown): T;
  list(items: readonly T[]): T;
  /** What makes objects with these names of their fields’ answers. */
  object(names: readonly string[]): (answers: readonly T[]) => T;
}

export const asValues: AnswerForm<unknown> = {
  nothing: null,
  leaf: (value) => value,
  list: (items) => items,
  object: (names) => (answers) => {
    const object: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i += 1) object[names[i] as string] = answers[i];
    return object;
  },
};

/** What JSON may write otherwise than as it is: quotes, backslashes, control characters and halves of pairs. */
const UNPLAIN = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function jsonOf(value: unknown): string {
  if (typeof value === 'string') return UNPLAIN.test(value) ? JSON.stringify(value) : `"${value}"`;
  return JSON.stringify(value);
}

/** The bytes that `JSON.stringify` makes of the values. What is met again and again in an answer is written once. */
export const asJson: AnswerForm<string> = {
  nothing: 'null',
  leaf: jsonOf,
  list: (items) => `[${items.join(',')}]`,
  object: (names) => {
    const before = names.map((name, i) => `${i > 0 ? ',' : '{'}${JSON.stringify(name)}:`);
    return (answers) => {
      let text = '';
      for (let i = 0; i < before.length; i += 1) text += (before[i] as string) + (answers[i] as string);
      return `${text}}`;
    };
  },
};
