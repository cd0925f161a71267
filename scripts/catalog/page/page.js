'use strict';
(() => {
  const services = JSON.parse(document.getElementById('data').textContent);
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

  function camelCase(text) {
    return text.split(/[^A-Za-z0-9]+/).filter(Boolean).map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  }

  function snippetFor(service, event) {
    if (event) {
      return [
        `import { AwsService, ${service.eventClass}, ServiceEventRule } from 'cdk-service-events';`,
        '',
        `new ServiceEventRule(this, '${camelCase(event.name)}', {`,
        `  service: AwsService.${service.constant},`,
        `  detailTypes: [${service.eventClass}.${event.constant}],`,
        '  targets: [/* new targets.LambdaFunction(handler) */],',
        '});',
      ].join('\n');
    }
    const rule = service.channel === 'native' || service.viewOf ? 'ServiceEventRule' : 'ApiCallRule';
    return [
      `import { ${['AwsService', rule].sort((one, other) => one.localeCompare(other)).join(', ')} } from 'cdk-service-events';`,
      '',
      `new ${rule}(this, '${camelCase(service.constant.toLowerCase())}${rule === 'ApiCallRule' ? 'Calls' : 'Events'}', {`,
      `  service: AwsService.${service.constant},`,
      '  targets: [/* new targets.LambdaFunction(handler) */],',
      '});',
    ].join('\n');
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

  function copyButton(label, snippet, holder) {
    const button = make('button', { 'type': 'button', 'aria-label': label }, 'Copy rule');
    button.addEventListener('click', async () => {
      await copy(snippet);
      if (!holder.querySelector('pre')) {
        holder.append(make('pre', { tabindex: '0', 'aria-label': 'The rule that was copied' }, make('code', {}, snippet)));
      }
      button.focus();
      button.textContent = 'Copied';
      document.getElementById('told').textContent = 'The rule is in the clipboard.';
      setTimeout(() => { button.textContent = 'Copy rule'; }, 2000);
    });
    return button;
  }

  function eventRow(service, event, words) {
    const row = make('div', { class: 'event' }, marked(event.name, words), badge(event.promise));
    row.firstChild.className = 'name';
    row.append(copyButton(`Copy the rule for ${event.name}`, snippetFor(service, event), row));
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

  /** What stands in an opened card: the matching events first, the others at a press of a button. */
  function fill(card) {
    const { service, body } = card;
    const matching = service.events.filter((event) => matchesEvent(card, event));
    const shown = card.all || matching.length === 0 ? service.events : matching;
    body.replaceChildren();
    if (service.viewOf) {
      body.append(make('p', {}, 'A narrow view of ', make('code', {}, `AwsService.${service.viewOf}`), '.'));
    }
    if (service.events.length > 0) {
      body.append(...shown.map((event) => eventRow(service, event, card.words)));
      if (shown.length < service.events.length) {
        const more = make('button', { type: 'button', class: 'more' }, `Show all ${service.events.length} events`);
        more.addEventListener('click', () => {
          card.all = true;
          fill(card);
          body.querySelector('button')?.focus();
        });
        body.append(more);
      }
    } else {
      const whole = make('div', { class: 'event' }, make('span', { class: 'name' }, service.channel === 'native'
        ? 'Sends events that the catalogue does not list.'
        : 'Sends no events of its own: its API calls arrive through CloudTrail, which a trail must record.'));
      whole.append(copyButton(`Copy the rule for ${service.name}`, snippetFor(service), whole));
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
    const element = make('details', { id: service.id }, summary, body);
    const text = `${service.name} ${service.source} ${service.constant} ${service.id}`.toLowerCase();
    const card = { service, needed, heading, element, body, text, words: [], show: '', all: false };
    element.addEventListener('toggle', () => {
      if (element.open) {
        fill(card);
      }
    });
    return card;
  }

  /** Each word must stand in the event's name, or be one that the service is called by. */
  function matchesEvent({ words, show, text }, event) {
    const name = event.name.toLowerCase();
    return (!show || event.promise === show) && words.every((word) => name.includes(word) || text.includes(word));
  }

  function matchesService(card, show, needed) {
    const { service, words, text } = card;
    if (needed && !card.needed) {
      return false;
    }
    if (show === 'cloudtrail') {
      return service.channel === 'cloudtrail' && words.every((word) => text.includes(word));
    }
    const isNamed = words.every((word) => text.includes(word));
    const eventMatches = service.events.some((event) => matchesEvent(card, event));
    if (show) {
      return service.channel === 'native' && (eventMatches || (service.events.length === 0 && service.promise === show && isNamed));
    }
    return isNamed || eventMatches;
  }

  const cards = services.map(makeCard);
  list.append(...cards.map(({ element }) => element));

  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const show = form.elements.show.value;
    const needed = form.elements.needed.checked;
    let found = 0;
    // A view shows events of a service that is there too.
    const events = new Set();
    for (const card of cards) {
      Object.assign(card, { words, show: show === 'cloudtrail' ? '' : show, all: false });
      const isShown = matchesService(card, show, needed);
      card.element.hidden = !isShown;
      if (isShown) {
        found += 1;
        card.service.events.filter((event) => matchesEvent(card, event)).forEach(({ name }) => events.add(`${card.service.source} ${name}`));
        card.heading.replaceChildren(marked(card.service.name, words));
      }
      // An event was searched for, not a service: it is shown at once.
      const isForEvent = words.some((word) => !card.text.includes(word));
      card.element.open = isShown && words.length > 0 && isForEvent;
      if (card.element.open) {
        fill(card);
      }
    }
    document.getElementById('count').textContent = `${counted(found, 'service')}, ${counted(events.size, 'event')}`;
    document.getElementById('none').hidden = found > 0;
    remember(show, needed);
  }

  /** The address of what is shown can be passed on. */
  function remember(show, needed) {
    const state = new URLSearchParams();
    if (search.value) { state.set('q', search.value); }
    if (show) { state.set('show', show); }
    if (needed) { state.set('needed', '1'); }
    history.replaceState(null, '', `#${state}`);
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    search.value = state.get('q') ?? '';
    form.elements.needed.checked = state.has('needed');
    const wanted = state.get('show') ?? '';
    const radio = [...form.elements.show].find(({ value }) => value === wanted) ?? form.elements.show[0];
    radio.checked = true;
  }

  form.addEventListener('input', apply);
  form.addEventListener('submit', (submitted) => submitted.preventDefault());
  window.addEventListener('hashchange', () => { recall(); apply(); });
  document.addEventListener('keydown', (pressed) => {
    if (pressed.key === '/' && document.activeElement !== search) {
      pressed.preventDefault();
      search.focus();
      search.select();
    } else if (pressed.key === 'Escape' && search.value) {
      search.value = '';
      search.focus();
      apply();
    }
  });
  recall();
  apply();
})();
