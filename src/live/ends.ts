import { GraphQLError } from 'graphql';

const ended = (message: string, extensions: Record<string, unknown>): GraphQLError =>
  new GraphQLError(message, { extensions });

/** A reader does not take what it is sent: it is told so, and no more is kept for it. */
export const slowReader = (maximum: number): GraphQLError =>
  ended(
    `You were more than ${maximum} changes behind, and no more are kept for you. Subscribe again with the number of the last change that you have seen, as \`since\` or \`Last-Event-ID\`: none is lost. Ask for less of each change, or narrow \`entities\` and \`predicates\`.`,
    { code: 'SLOW_READER', limit: 'changes behind', maximum },
  );

/** @param argument where the number came from: `since`, or the header. */
export const notYetMade = (argument: string, number: number, last: number): GraphQLError =>
  ended(
    `${argument}: change ${number} is not made yet, the last one is ${last}. If this is another graph than the one you followed, or an older copy of it, read anew what you keep, and subscribe with \`since: ${last}\`.`,
    { code: 'CHANGE_UNKNOWN', argument, last },
  );

export const noLongerKnown = (argument: string, number: number, from: number, last: number): GraphQLError =>
  ended(
    `${argument}: which facts changes made other is known from change ${from + 1} on, so what came after change ${number} cannot be told. Read anew what you keep, and subscribe with \`since: ${last}\`, or with any number from ${from}.`,
    { code: 'CHANGE_UNKNOWN', argument, first: from, last },
  );
