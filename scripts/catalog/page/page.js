import { exampleEvent, examplePattern, judge } from './playground';
import { languages, snippetFor } from './snippets';
import { CatalogueSearch } from '../../../src/command/search/catalogue-search';

(() => {
  const { services, phrases } = JSON.parse(document.getElementById('data').textContent);
  const list = document.getElementById('services');
  const form = document.getElementById('controls');
  const search = document.getElementById('search');
  const regionWords = { '*': 'every Region', '$home': 'the home Region' };

  /** Makes an element; what is text becomes text, never markup. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== undefined));
    return element;
  }

  /** Text in which the words that were searched for are marked. */
  function marked(text, words) {
    const span = make('span');
    const pattern = words.length > 0 && new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
    const pieces = pattern ? text.split(pattern) : [text];
    span.append(...pieces.map((piece, at) => at % 2 === 1 ? make('mark', {}, piece) : piece));
    return span;
  }

  function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
  }

  function isNeededByAll({ events, prerequisites }) {
    const needed = prerequisites.filter((fact) => fact.needed);
    return events.every(({ name }) => needed.some((fact) => !fact.events || fact.events.includes(name)));
  }

  function badge(kind, words) {
    return make('span', { class: `badge ${kind.replace(' ', '-')}` }, words ?? kind);
  }

  function origin(fact) {
    const notes = make('span');
    if (!fact.documented) {
      notes.append(' ', make('em', {}, '(inferred)'));
    }
    if (fact.url) {
      notes.append(' ', make('a', { href: fact.url }, 'source'));
    }
    return notes;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without the permission, or over plain HTTP: the old way.
      const area = make('textarea', { class: 'unseen' });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  function copyButton(label, service, wanted, holder) {
    const button = make('button', { 'type': 'button', 'aria-label': label }, 'Copy rule');
    button.addEventListener('click', async () => {
      const snippet = snippetFor(service, wanted, form.elements.language.value);
      await copy(snippet);
      holder.querySelector('pre')?.remove();
      holder.insertBefore(make('pre', { 'tabindex': '0', 'aria-label': 'The rule that was copied' }, make('code', {}, snippet)), holder.querySelector('.fields'));
      button.focus();
      button.textContent = 'Copied';
      document.getElementById('told').textContent = 'The rule is in the clipboard.';
      setTimeout(() => { button.textContent = 'Copy rule'; }, 2000);
    });
    return button;
  }

  function tryButton(label, service, wanted) {
    const button = make('button', { 'type': 'button', 'aria-label': label, 'class': 'quiet' }, 'Try');
    button.addEventListener('click', () => {
      playground.pattern.value = JSON.stringify(examplePattern(service, wanted), null, 2);
      playground.sample.value = JSON.stringify(exampleEvent(service, wanted), null, 2);
      playground.element.open = true;
      answer();
      playground.element.scrollIntoView();
      playground.pattern.focus();
    });
    return button;
  }

  function eventRow(service, event, words, shownFields) {
    const row = make('div', { class: 'event' }, marked(event.name, words), badge(event.promise));
    row.firstChild.className = 'name';
    row.append(make('span', { class: 'actions' },
      tryButton(`Try a pattern for ${event.name}`, service, { event }),
      copyButton(`Copy the rule for ${event.name}`, service, { event }, row)));
    if (event.fields) {
      const item = ([path, type, values]) => make('li', {}, make('code', {}, marked(path.replaceAll('[]', ''), words)), ` ${type}${values ? `: ${values.join(', ')}` : ''}`);
      const isShown = ([path]) => shownFields.includes(path);
      const fields = make('details', { class: 'fields' }, make('summary', {}, `${counted(event.fields.length, 'field')} in detail`),
        make('ul', {}, ...event.fields.filter(isShown).map(item), ...event.fields.filter((field) => !isShown(field)).map(item)));
      fields.open = shownFields.length > 0;
      row.append(fields);
    }
    return row;
  }

  function operationRow(service, operation, words) {
    const row = make('div', { class: 'event operation' }, marked(operation, words), badge('cloudtrail', 'API call'));
    row.firstChild.className = 'name';
    row.append(make('span', { class: 'actions' },
      tryButton(`Try a pattern for ${operation}`, service, { operation }),
      copyButton(`Copy the rule for ${operation}`, service, { operation }, row)));
    return row;
  }

  function facts(title, items) {
    return [make('h3', {}, title), make('ul', {}, ...items)];
  }

  function prerequisiteItem(fact) {
    const details = [
      fact.cloudFormation && `In CloudFormation: ${fact.cloudFormation}.`,
      `The resource is named in ${fact.resourceIn}.`,
    ].filter(Boolean).join(' ');
    return make('li', {}, make('strong', {}, `${fact.events ? fact.events.join(', ') : 'All events'}: `), fact.needed ? badge('needed', 'needs switching on') : undefined,
      ` ${fact.text}. ${details}`, origin(fact),
      fact.surprises.length > 0 ? make('ul', {}, ...fact.surprises.map((surprise) => make('li', {}, surprise))) : undefined);
  }

  function regionItem(fact) {
    const where = fact.regions.map((name) => regionWords[name] ?? name).join(', ');
    const channel = fact.channel === 'native' ? 'native' : 'CloudTrail';
    return make('li', {}, make('strong', {}, where), ` (${fact.partition}, ${channel}): ${fact.about}`, origin(fact));
  }

  /** What stands in an opened card: what was found first, the other events at a press of a button. */
  function fill(card) {
    const { service, body, found } = card;
    const byName = new Map(service.events.map((event) => [event.name, event]));
    const matching = shownEvents(card);
    const shown = card.all || matching.length === 0 ? service.events : matching;
    const fieldsOf = new Map(found?.events.map(({ name, fields }) => [name, fields]) ?? []);
    body.replaceChildren();
    if (found?.note) {
      body.append(make('p', { class: 'note' }, found.note));
    }
    if (service.viewOf) {
      body.append(make('p', {}, 'A narrow view of ', make('code', {}, `AwsService.${service.viewOf}`), '.'));
    }
    const operations = (found?.operations ?? []).slice(0, MOST_OPERATIONS);
    body.append(...operations.map((operation) => operationRow(service, operation, card.words)));
    if (service.events.length > 0 && (operations.length === 0 || matching.length > 0 || card.all)) {
      body.append(...shown.map((event) => eventRow(service, byName.get(event.name), card.words, fieldsOf.get(event.name) ?? [])));
    }
    if (service.events.length > 0 && !card.all && (shown.length < service.events.length || matching.length === 0)) {
      if (operations.length > 0 || shown.length < service.events.length) {
        const more = make('button', { type: 'button', class: 'more' }, `Show all ${service.events.length} events`);
        more.addEventListener('click', () => {
          card.all = true;
          fill(card);
          body.querySelector('button')?.focus();
        });
        body.append(more);
      }
    }
    if (service.events.length === 0 && operations.length === 0) {
      const whole = make('div', { class: 'event' }, make('span', { class: 'name' }, service.channel === 'native'
        ? 'Sends events that the catalogue does not list.'
        : 'Sends no events of its own: its API calls arrive through CloudTrail, which a trail must record.'));
      whole.append(make('span', { class: 'actions' }, copyButton(`Copy the rule for ${service.name}`, service, {}, whole)));
      body.append(whole);
    }
    if (service.differing) {
      body.append(...facts('The documents differ on the delivery', service.differing.map(({ document: name, says, events }) =>
        make('li', {}, make('strong', {}, says), ` says ${name}${events ? `, of ${events.join(', ')}` : ''}`))));
    }
    if (service.prerequisites) {
      const relevant = service.prerequisites.filter(({ events }) => !events || events.some((name) => shown.some((event) => event.name === name)));
      body.append(...(relevant.length > 0 ? facts('Before events arrive, and what to know of them', relevant.map(prerequisiteItem)) : []));
    }
    if (service.regions) {
      body.append(...facts('Where they appear', service.regions.map(regionItem)));
    }
    body.append(make('p', {}, make('a', { href: service.url }, 'AWS documentation')));
  }

  function makeCard(service) {
    const needed = service.prerequisites?.some((fact) => fact.needed);
    const heading = make('h2', {});
    const guaranteed = service.events.filter(({ promise }) => promise === 'guaranteed').length;
    const isPartly = guaranteed > 0 && guaranteed < service.events.length;
    const summary = make('summary', {}, heading,
      make('span', { class: 'source' }, make('code', {}, service.source), service.events.length > 0 ? ` · ${counted(service.events.length, 'event')}` : ''),
      make('span', { class: 'badges' },
        service.channel === 'cloudtrail' ? badge('cloudtrail', 'CloudTrail only') : badge(service.promise),
        isPartly ? badge('guaranteed', `${guaranteed} guaranteed`) : undefined,
        needed ? badge('needed', isNeededByAll(service) ? 'needs switching on' : 'some need switching on') : undefined));
    const body = make('div', { class: 'body' });
    const element = make('details', { id: service.id, class: 'card' }, summary, body);
    const card = { service, needed, heading, element, body, words: [], show: '', all: false };
    element.addEventListener('toggle', () => {
      if (element.open) {
        fill(card);
      }
    });
    return card;
  }

  /** The events of a card that were searched for and are promised as wanted; all of them where the service itself was. */
  function shownEvents({ service, show, found }) {
    const names = found && (found.events.length > 0 || found.operations.length > 0) ? found.events.map(({ name }) => name) : undefined;
    const events = names ? names.map((name) => service.events.find((event) => event.name === name)) : service.events;
    return events.filter((event) => !show || event.promise === show);
  }

  function isShownAs(card, kind, needed) {
    const { service, found } = card;
    if (needed && !card.needed) {
      return false;
    }
    if (kind === 'cloudtrail') {
      return service.channel === 'cloudtrail';
    }
    if (!kind) {
      return true;
    }
    return service.channel === 'native'
      && (shownEvents(card).length > 0 || (service.events.length === 0 && service.promise === kind && (found?.operations ?? []).length === 0));
  }

  const MOST_OPERATIONS = 20;
  const cards = services.map(makeCard);
  const cardById = new Map(cards.map((card) => [card.service.id, card]));
  list.append(...cards.map(({ element }) => element));

  // The index is made when something is looked for.
  let index;
  function find(query) {
    index ??= new CatalogueSearch(services.map((service) => ({
      id: service.id,
      names: [service.name, service.source, service.constant, service.id],
      events: service.events.map(({ name, fields = [] }) => ({
        name, fields: fields.map(([path]) => path), values: [...new Set(fields.flatMap(([, , values]) => values ?? []))],
      })),
      operations: service.operations ? service.operations.split(' ') : [],
    })), phrases);
    return index.find(query);
  }

  function apply() {
    const query = search.value.trim();
    const result = query ? find(query) : undefined;
    const words = result ? [...query.toLowerCase().split(/\s+/).filter(Boolean), ...Object.values(result.corrections)] : [];
    const kind = form.elements.show.value;
    const needed = form.elements.needed.checked;
    const foundById = new Map(result?.services.map((found) => [found.id, found]));
    let count = 0;
    // A view shows events of a service that is there too.
    const events = new Set();
    for (const card of cards) {
      const found = foundById.get(card.service.id);
      Object.assign(card, { words, found, show: kind === 'cloudtrail' ? '' : kind, all: false });
      const isShown = (!result || found !== undefined) && isShownAs(card, kind, needed);
      card.element.hidden = !isShown;
      if (isShown) {
        count += 1;
        shownEvents(card).forEach(({ name }) => events.add(`${card.service.source} ${name}`));
        card.heading.replaceChildren(marked(card.service.name, words));
      }
      // Something in the service was searched for, not the service: it is shown at once.
      card.element.open = isShown && found !== undefined && (found.events.length > 0 || found.operations.length > 0 || found.note !== undefined);
      if (card.element.open) {
        fill(card);
      }
    }
    // The best comes first; without a query they stand as they are sorted.
    list.append(...(result ? result.services.map(({ id }) => cardById.get(id).element) : cards.map(({ element }) => element)));
    document.getElementById('count').textContent = `${counted(count, 'service')}, ${counted(events.size, 'event')}`;
    showCorrections(result);
    showNothing(count > 0, result);
    remember(kind, needed);
  }

  function showCorrections(result) {
    const corrections = Object.entries(result?.corrections ?? {}).filter(() => result.services.length > 0);
    const holder = document.getElementById('corrections');
    holder.hidden = corrections.length === 0;
    holder.textContent = corrections.map(([typed, read]) => `“${typed}” was read as “${read}”.`).join(' ');
  }

  function showNothing(isAnyShown, result) {
    const none = document.getElementById('none');
    none.hidden = isAnyShown;
    if (isAnyShown) {
      return;
    }
    const nearest = (result?.nearest ?? []).map((name) => {
      const button = make('button', { type: 'button' }, name);
      button.addEventListener('click', () => {
        search.value = name;
        search.focus();
        apply();
      });
      return button;
    });
    none.replaceChildren(...(nearest.length > 0
      ? ['No service, event or operation matches. Nearest: ', ...nearest]
      : ['Nothing that was found is left by the filters above.']));
  }

  const playground = {
    element: document.getElementById('playground'),
    pattern: document.getElementById('pattern'),
    sample: document.getElementById('sample'),
    answer: document.getElementById('answer'),
  };

  function answer() {
    if (!playground.pattern.value.trim() && !playground.sample.value.trim()) {
      playground.answer.replaceChildren();
      return;
    }
    const { verdict, lines } = judge(playground.pattern.value, playground.sample.value);
    playground.answer.className = verdict;
    playground.answer.replaceChildren(...lines.map((line) => make('p', {}, line)));
  }

  playground.pattern.addEventListener('input', answer);
  playground.sample.addEventListener('input', answer);
  form.elements.language.append(...languages.map((name) => make('option', { value: name }, name)));

  /** The address of what is shown can be passed on. */
  function remember(show, needed) {
    const state = new URLSearchParams();
    if (search.value) { state.set('q', search.value); }
    if (show) { state.set('show', show); }
    if (needed) { state.set('needed', '1'); }
    if (form.elements.language.value !== languages[0]) { state.set('language', form.elements.language.value); }
    history.replaceState(null, '', `#${state}`);
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    search.value = state.get('q') ?? '';
    form.elements.needed.checked = state.has('needed');
    const wanted = state.get('show') ?? '';
    const radio = [...form.elements.show].find(({ value }) => value === wanted) ?? form.elements.show[0];
    radio.checked = true;
    form.elements.language.value = languages.includes(state.get('language')) ? state.get('language') : languages[0];
  }

  form.addEventListener('input', apply);
  form.addEventListener('submit', (submitted) => submitted.preventDefault());
  window.addEventListener('hashchange', () => { recall(); apply(); });
  document.addEventListener('keydown', (pressed) => {
    const isWriting = ['INPUT', 'TEXTAREA', 'SELECT'].includes(document.activeElement?.tagName) && document.activeElement.type !== 'radio';
    if (pressed.key === '/' && !isWriting) {
      pressed.preventDefault();
      search.focus();
      search.select();
    } else if (pressed.key === 'Escape' && search.value && document.activeElement?.tagName !== 'TEXTAREA') {
      search.value = '';
      search.focus();
      apply();
    }
  });
  recall();
  apply();
})();
