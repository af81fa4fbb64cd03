import { OperatorError } from '../errors.ts';

/**
 * The value of an option that is a whole number.
 * @throws OperatorError when it is not one from 1.
 */
export function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new OperatorError(`--${option}: give a whole number from 1, not "${text}".`);
  return Number(text);
}
