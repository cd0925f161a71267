const UNITS: [seconds: number, name: string][] = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];

/** Seconds as people say them: `2 min 3 s`, `1 d`. */
export function timeText(seconds: number): string {
  let rest = Math.round(seconds);
  const parts = UNITS.flatMap(([unit, name]) => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return parts.length === 0 ? '0 s' : parts.slice(0, 2).join(' ');
}
