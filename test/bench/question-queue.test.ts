import { expect, test } from 'vitest';
import { inTurn, neverTwiceAtOnce } from '../../bench/load/question-queue.ts';

test('Questions as drawn come in their order, from the offset on and round again.', () => {
  const queue = inTurn(['a', 'b', 'c'], 2);
  expect(Array.from({ length: 5 }, () => queue.take())).toEqual(['c', 'a', 'b', 'c', 'a']);
});

test('No question is on its way twice, whichever is answered first.', () => {
  const questions = Array.from({ length: 20 }, (_, n) => n);
  const queue = neverTwiceAtOnce(questions, 7, 16);
  const onTheirWay = new Set<number>();
  const ask = (): void => {
    const question = queue.take();
    expect(onTheirWay).not.toContain(question);
    onTheirWay.add(question);
  };
  for (let n = 0; n < 16; n += 1) ask();
  for (let n = 0; n < 1_000; n += 1) {
    // The one that takes longest is answered by and by: now an old one comes back, now a new one.
    const all = [...onTheirWay];
    const answered = all[(n * 7) % all.length] as number;
    onTheirWay.delete(answered);
    queue.giveBack(answered);
    ask();
  }
  expect(onTheirWay.size).toBe(16);
});

test('All questions get their turn.', () => {
  const queue = neverTwiceAtOnce(['a', 'b', 'c'], 0, 1);
  const asked = Array.from({ length: 6 }, () => {
    const question = queue.take();
    queue.giveBack(question);
    return question;
  });
  expect(asked).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

test('Too few questions for so many connections are refused.', () => {
  expect(() => neverTwiceAtOnce(['a', 'b'], 0, 3)).toThrow('too few for 3 connections');
  expect(() => inTurn([], 0)).toThrow(RangeError);
});
