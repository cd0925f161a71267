import type { Finding } from '../../test/compliance/findings';

const BEGIN = '<!-- Written by "npm run compliance". -->';
const END = '<!-- End of what "npm run compliance" writes. -->';

/** How often a pack reports each of its rules, the place in a policy left out. */
export function reportedBy(findings: Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const rule of findings.map((finding) => finding.rule.split('[')[0]).sort()) {
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

/** What each version reports, as a table. */
export function table(versions: { version: string; findings: Finding[] }[], whyOf: (finding: Finding) => string): string {
  const all = versions.flatMap(({ findings }) => findings);
  const rules = Object.keys(reportedBy(all));
  const rows = rules.map((rule) => {
    const those = all.filter((finding) => finding.rule.split('[')[0] === rule);
    const counts = versions.map(({ findings }) => reportedBy(findings)[rule] ?? 0);
    const places = [...new Set(those.map(({ construct }) => `\`${construct}\``))].sort();
    return `| \`${rule}\` | ${counts.join(' | ')} | ${places.join(', ')} | ${[...new Set(those.map(whyOf))].join(' ')} |`;
  });
  return [`| rule | ${versions.map(({ version }) => `cdk-nag ${version}`).join(' | ')} | constructs | why |`, `|---|${versions.map(() => '---|').join('')}---|---|`, ...rows].join('\n');
}

/** The page with another table between its marks. */
export function withTable(page: string, content: string): string {
  const [before, rest] = page.split(BEGIN);
  return `${before}${BEGIN}\n\n${content}\n\n${END}${rest.split(END)[1]}`;
}

/** What the page says that the last version reports. */
export function reportedOnPage(page: string): Record<string, number> {
  const rows = page.split(BEGIN)[1].split(END)[0].split('\n').filter((line) => line.startsWith('| `'));
  return Object.fromEntries(rows.map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, rule, , count]): [string, number] => [rule.replace(/`/g, ''), Number(count)]).filter(([, count]) => count > 0));
}
