let codes: ReadonlyMap<string, string> | undefined;

/** The BCP 47 code of a language's English name ("Portuguese" is pt); undefined when it is none. */
export function languageOf(name: string): string | undefined {
  if (!codes) {
    const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    // Of two names alike the first code counts: `zh` before those of its dialects, which have three letters.
    const pairs = letters.flatMap((a) => letters.map((b) => a + b));
    codes = new Map(
      pairs.toReversed().flatMap((code): [string, string][] => {
        const language = english.of(code);
        return language ? [[language.toLowerCase(), code]] : [];
      }),
    );
  }
  return codes.get(name.trim().toLowerCase());
}
