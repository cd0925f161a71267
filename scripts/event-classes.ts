/**
 * Has the compiled library make its classes of events of the table of services, when they are first used. Written out they name all
 * events a second time; the declarations keep them.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const RTTI = Symbol.for('jsii.rtti');
/** A line of the lazy index that leads to the events of a service. */
const LINE = /^lazy\("(\w+)", \(\) => require\("\.\/catalog\/events\/([a-z0-9-]+)-events"\)\.\1\);$/gm;

/** A class of events, which is as jsii has compiled it. */
type EventClass = Record<string, string> & { readonly name: string; readonly [RTTI]: { readonly fqn: string; readonly version: string } };

/**
 * The index with every class of events made of the table.
 *
 * @param written a class as it is written out
 * @param made the same, made of the table
 * @throws when the two are not the same
 */
export function withMadeClasses(
  index: string, written: (slug: string, name: string) => EventClass, made: (slug: string, version: string) => EventClass,
): string {
  return index.replace(LINE, (_line, name: string, slug: string) => {
    const expected = written(slug, name);
    const { version } = expected[RTTI];
    if (told(made(slug, version)) !== told(expected)) {
      throw new Error(`${name} is not what the table of services makes of '${slug}': run "npm run catalog".`);
    }
    return `lazy("${name}", () => require("./catalog/event-class").eventClass("${slug}", "${version}"));`;
  });
}

/** All that can be read of a class, in its order. */
function told(of: EventClass): string {
  return JSON.stringify([of.name, of[RTTI], Object.entries(of)]);
}

if (require.main === module) {
  const lib = resolve(__dirname, '..', 'lib');
  const load = createRequire(__filename);
  const index = resolve(lib, 'index.js');
  const slugs = new Set<string>();
  const changed = withMadeClasses(
    readFileSync(index, 'utf8'),
    (slug, name) => {
      slugs.add(slug);
      return load(resolve(lib, 'catalog', 'events', `${slug}-events.js`))[name];
    },
    (slug, version) => load(resolve(lib, 'catalog', 'event-class.js')).eventClass(slug, version),
  );
  writeFileSync(index, changed);
  slugs.forEach((slug) => rmSync(resolve(lib, 'catalog', 'events', `${slug}-events.js`)));
}
