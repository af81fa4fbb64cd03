/** Hands out the next question to ask, and takes it back when it is answered. */
export interface QuestionQueue<Q> {
  take(): Q;
  giveBack(question: Q): void;
}

/** One question after the other, whatever is on its way. */
export function inTurn<Q>(questions: readonly Q[], offset: number): QuestionQueue<Q> {
  if (questions.length === 0) throw new RangeError('there is nothing to ask');
  let next = offset;
  return {
    take: () => questions[next++ % questions.length] as Q,
    giveBack: () => undefined,
  };
}

/**
 * Never the same question twice at once: one that is on its way comes up again only behind all others.
 * @throws RangeError when there are fewer questions than may be on their way.
 */
export function neverTwiceAtOnce<Q>(
  questions: readonly Q[],
  offset: number,
  connections: number,
): QuestionQueue<Q> {
  if (questions.length < connections)
    throw new RangeError(`${questions.length} questions are too few for ${connections} connections`);
  const cut = offset % questions.length;
  // A ring: answered questions take the places from which others were taken.
  const ring = [...questions.slice(cut), ...questions.slice(0, cut)];
  let taken = 0;
  let givenBack = 0;
  return {
    take: () => ring[taken++ % ring.length] as Q,
    giveBack: (question) => {
      ring[givenBack++ % ring.length] = question;
    },
  };
}
