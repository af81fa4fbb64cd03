import { OperatorError } from '../errors.ts';

/**
 * The value of an option that is a whole number.
 * @param orElse what else the option takes, as its refusal says it.
 * @throws OperatorError when it is not one from 1.
 */
export function wholeNumber(option: string, text: string, orElse = ''): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new OperatorError(`--${option}: give a whole number from 1${orElse}, not "${text}".`);
  return Number(text);
}
