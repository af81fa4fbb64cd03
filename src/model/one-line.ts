/** A text that is compared whole: on one line, in composed letters, so that what looks alike is alike. */
export const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
