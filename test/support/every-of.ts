/** The list, of which a test expects something of every element: expecting it of none proves nothing. */
export function everyOf<T>(elements: Iterable<T>): T[] {
  const all = [...elements];
  if (all.length === 0) {
    throw new Error('There is nothing in the list that this test looks at.');
  }
  return all;
}
