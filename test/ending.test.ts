import { expect, test } from 'vitest';
import { Ending } from '../src/ending.ts';

test('The end is told once to each who waits for it, and to who comes later at once; to who has left, not.', () => {
  const ending = new Ending();
  const told: string[] = [];
  ending.onEnd(({ message }) => told.push(`stayed: ${message}`));
  const leave = ending.onEnd(({ message }) => told.push(`left: ${message}`));
  expect(ending.listenerCount).toBe(2);
  leave();
  leave();
  expect(ending.listenerCount).toBe(1);
  ending.end(new Error('over'));
  ending.end(new Error('again'));
  ending.onEnd(({ message }) => told.push(`late: ${message}`));
  expect(told).toEqual(['stayed: over', 'late: over']);
  expect(ending.listenerCount).toBe(0);
});
