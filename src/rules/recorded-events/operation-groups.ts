/**
 * Puts operations into as few groups as it takes for each group to fit into one rule, in their order.
 *
 * @param operations the operations
 * @param fits whether one rule can hold some of them
 * @returns nothing when one of them alone is too much
 */
export function groupOperations<T>(operations: T[], fits: (group: T[]) => boolean): T[][] | undefined {
  const groups: T[][] = [];
  for (const operation of operations) {
    const last = groups[groups.length - 1];
    if (last && fits([...last, operation])) {
      last.push(operation);
    } else if (fits([operation])) {
      groups.push([operation]);
    } else {
      return undefined;
    }
  }
  return groups;
}
