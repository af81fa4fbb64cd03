import { z } from 'zod';

/** A whole number, in digits. */
export const wholeNumber = (from: number, to = Number.MAX_SAFE_INTEGER) => {
  const range = to === Number.MAX_SAFE_INTEGER ? `${from} or more` : `from ${from} to ${to}`;
  const error = `it must be a whole number, ${range}`;
  // Digits only: Number() reads 0x10 and 1e3, too.
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .pipe(z.number({ error }).int({ error }).min(from, { error }).max(to, { error }));
};

/** An origin as browsers send it: `https://a.example`, without a path. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** Origins, with commas between them, or `*`. */
export const origins = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((origin) => origin.trim().replace(/\/$/, ''))
      .filter((origin) => origin !== ''),
  )
  .superRefine((list, { addIssue }) => {
    for (const origin of list)
      if (origin !== '*' && !isOrigin(origin))
        addIssue(`"${origin}" is no origin: give scheme, host and port, as in http://localhost:5173`);
  });
