/** Lines of a JSON array, with a comma between any two. */
export async function* separated(pages: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let before = '\n';
  for await (const lines of pages) {
    if (lines.length === 0) continue;
    yield before + lines.join(',\n');
    before = ',\n';
  }
}
