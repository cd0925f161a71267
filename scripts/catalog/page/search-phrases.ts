import { PageService } from './page-service';
import { SearchPhrase } from '../../../src/command/search/catalogue-search';
import { readJsonFacts } from '../facts';

/** What people type for things that AWS calls otherwise. A row that names what the catalogue lacks stops the generator. */
export function searchPhrases(services: PageService[]): SearchPhrase[] {
  const phrases = readJsonFacts<SearchPhrase[]>('search-phrases.json');
  const byId = new Map(services.map((service) => [service.id, service]));
  for (const { says, service, events = [], operations = [] } of phrases) {
    const found = byId.get(service);
    const known = new Set([...found?.events.map(({ name }) => name) ?? [], ...found?.operations?.split(' ') ?? []]);
    const unknown = [...events, ...operations].filter((name) => !known.has(name));
    if (!found || unknown.length > 0) {
      throw new Error(`facts/search-phrases.json, '${says[0]}': the catalogue has no ${found ? unknown.join(', ') : `service '${service}'`}`);
    }
  }
  return phrases;
}
