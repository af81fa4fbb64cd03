/** Where a string ends that begins at `start`; without an end, the text's. */
function endOfString(text: string, start: number): number {
  if (text.startsWith('"""', start)) {
    let end = text.indexOf('"""', start + 3);
    // In a block string a backslash means nothing but before these quotes.
    while (end !== -1 && text[end - 1] === '\\') end = text.indexOf('"""', end + 3);
    return end === -1 ? text.length : end + 2;
  }
  let end = start + 1;
  while (end < text.length && text[end] !== '"' && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
  return end;
}

/** How deep brackets of any kind nest in a GraphQL document, strings and comments aside. It need not be valid. */
export function deepestNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '{':
      case '[':
      case '(':
        depth += 1;
        if (depth > deepest) deepest = depth;
        break;
      case '}':
      case ']':
      case ')':
        depth -= 1;
        break;
      case '"':
        i = endOfString(text, i);
        break;
      case '#':
        while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i += 1;
        break;
    }
  }
  return deepest;
}
