const files = import.meta.glob<string>('./tour/*.graphql', { query: '?raw', import: 'default', eager: true });

/** Each paragraph of comment as one line, which the editor wraps to whatever width it has. */
const withFlowingComments = (text: string): string => text.replace(/(?<=^ *# .*)\n *# /gm, ' ');

/** The queries of `tour/`, in the order of their numbers. */
export const tour: readonly string[] = Object.keys(files)
  .sort()
  .map((path) => withFlowingComments(files[path] ?? ''));
