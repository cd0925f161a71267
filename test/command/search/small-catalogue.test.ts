import { CatalogueSearch, SearchPhrase, SearchableEvent, SearchableService } from '../../../src/command/search/catalogue-search';

const kind = (name: string, fields: string[] = [], values: string[] = []): SearchableEvent => ({ name, fields, values });

function service(id: string, names: string[], events: SearchableEvent[] = [], operations: string[] = []): SearchableService {
  return { id, names, events, operations };
}

const SERVICES = [
  service('store', ['Simple Store', 'aws.store', 'STORE'], [
    kind('Object Created', ['bucket.name', 'reason'], ['PutObject']),
    kind('Object Deleted', ['bucket.name', 'deletionType']),
    kind('Object Restore Completed', ['expiry', 'storageClass'], ['GLACIER']),
  ], ['CreateBucket', 'DeleteBucket', 'PutBucketPolicy', 'GetObject']),
  service('runner', ['Task Runner', 'aws.runner', 'RUNNER'], [
    kind('Job State Change', ['jobId', 'state'], ['RUNNING', 'FAILED', 'STOPPED']),
    kind('Job Failed', ['jobId', 'exitCode']),
    kind('Runner Restarting', ['runnerId']),
  ], ['StartJob', 'StopJob', 'CreateUser', 'CreateRunnerGroup']),
  service('people', ['People Directory', 'aws.people', 'PEOPLE'], [], ['CreateUser', 'DeleteUser', 'CreateUserGroup', 'UpdateUser']),
  service('bus', ['Bus', 'aws.bus', 'BUS'], [kind('Bus Stopped', ['busName']), kind('Subscriber Paused', ['subscriber'])], ['PutEvents']),
];

const PHRASES: SearchPhrase[] = [
  { says: ['new user', 'user added'], service: 'people', operations: ['CreateUser'], note: 'Of the directory.' },
  { says: ['upload'], service: 'store', events: ['Object Created'] },
  { says: ['crash', 'job crash'], service: 'runner', events: ['Job Failed', 'Runner Lost'] },
  { says: ['file added'], service: 'store', events: ['Object Created'], operations: ['PutObject'] },
];

/** `service: Event (fields), Event; Operation` for each service that is found. */
function told(query: string, { services = SERVICES, phrases = PHRASES } = {}): string[] {
  return new CatalogueSearch(services, phrases).find(query).services.map(({ id, events, operations, note }) => [
    `${id}:`,
    events.map(({ name, fields }) => `${name}${fields.length > 0 ? ` (${fields.join(' ')})` : ''}`).join(', '),
    operations.join(', '),
    note ?? '',
  ].join('|').replace(/\|+$/, ''));
}

const resultOf = (query: string, { services = SERVICES, phrases = PHRASES } = {}) => new CatalogueSearch(services, phrases).find(query);

describe('the name of a service', () => {
  test.each(['Simple Store', 'simplestore', 'aws.store', 'store'])('%p finds the service itself first, and lists none of its events', (query) => {
    expect(told(query)[0]).toBe('store:');
  });

  test('stands before a service that has an event called so', () => {
    const services = [service('alpha', ['Alpha'], [kind('Beta')]), service('beta', ['Beta'])];
    expect(told('beta', { services })).toEqual(['beta:', 'alpha:|Beta']);
  });

  test('is found by its beginning, and by what stands inside of a long word', () => {
    expect([told('peop'), told('irector'), told('eopl')]).toEqual([['people:'], ['people:'], ['people:']]);
  });

  test('stands before one that merely has the word inside of another, and beside one whose field is called so', () => {
    const services = [service('a', ['Padlocks']), service('b', ['Tower Lock']), service('c', ['Gamma'], [kind('Moved', ['lock'])])];
    expect(told('lock', { services })).toEqual(['b:', 'c:|Moved (lock)', 'a:']);
  });

  test('is not found by a few letters inside of a word', () => {
    const services = [service('people', ['People Directory'])];
    expect([told('eop', { services }), told('eopl', { services }), told('rec', { services })]).toEqual([[], ['people:'], []]);
  });

  test('of one kind of score, the services stand in the order of their ids', () => {
    const services = ['delta', 'alpha', 'charlie', 'bravo'].map((id) => service(id, [`${id} queue`]));
    expect(told('queue', { services })).toEqual(['alpha:', 'bravo:', 'charlie:', 'delta:']);
  });
});

describe('the words of an event', () => {
  test('find the event in any order, with the best first, and no other', () => {
    expect(told('created object')).toEqual(['store:|Object Created']);
    expect(told('object')).toEqual(['store:|Object Created, Object Deleted, Object Restore Completed|GetObject']);
    expect(told('job failed')).toEqual(['runner:|Job Failed (jobId), Job State Change (jobId)']);
  });

  test('may be mixed with those of the service, and one at least is of the event', () => {
    expect(told('runner failed')).toEqual(['runner:|Job Failed, Job State Change']);
    expect(told('store deleted')).toEqual(['store:|Object Deleted (deletionType)']);
    expect([told('task runner'), told('task')]).toEqual([['runner:'], ['runner:']]);
  });

  test('find nothing where one of them is of another service', () => {
    expect(told('object runner')).toEqual([]);
    expect(told('store created deleted')).toEqual([]);
  });

  test('that name a field name it with the event, and so does the value of one', () => {
    expect(told('exitCode')).toEqual(['runner:|Job Failed (exitCode)']);
    expect(told('expir')).toEqual(['store:|Object Restore Completed (expiry)']);
    expect(told('name created')).toEqual(['store:|Object Created (bucket.name)']);
    expect(told('lasscode')).toEqual([]);
    expect(told('glacier')).toEqual(['store:|Object Restore Completed']);
  });

  test('count more in a name than in a value, and more in a value than in a field', () => {
    const events = [kind('One', ['lock']), kind('Two', [], ['LOCK']), kind('Lock')];
    expect(told('lock', { services: [service('a', ['A thing'], events)] })).toEqual(['a:|Lock, Two, One (lock)']);
    const apart = events.map((event, at) => service(`s${at}`, [`Thing ${at}`], [event]));
    expect(told('lock', { services: apart })).toEqual(['s2:|Lock', 's1:|Two', 's0:|One (lock)']);
  });

  test('count more when they are whole than as a beginning, and more as a beginning than inside of a word', () => {
    const events = [kind('Unlocked'), kind('Lockedness'), kind('Locked')];
    expect(told('locked', { services: [service('a', ['A thing'], events)] })).toEqual(['a:|Locked, Lockedness, Unlocked']);
  });

  test('count more for the event that has them than for the service that sends it', () => {
    const services = [service('lock', ['Lock Service'], [kind('Door Opened')]), service('house', ['House'], [kind('Lock Opened')])];
    expect(told('lock opened', { services })).toEqual(['house:|Lock Opened', 'lock:|Door Opened']);
  });

  test('are read without their endings', () => {
    expect([told('job failure'), told('job fails'), told('job failing')]).toEqual(Array(3).fill(['runner:|Job Failed (jobId), Job State Change (jobId)']));
    expect(told('bus stopping')).toEqual(['bus:|Bus Stopped (busName)']);
    const services = [service('a', ['Doors']), service('b', ['Beta'], [kind('Door Opened')])];
    expect(told('doors', { services })).toEqual(['a:', 'b:|Door Opened']);
  });

  test('are found by what they begin with, however short, and by longer parts across two words', () => {
    expect(told('del')).toEqual(['store:|Object Deleted (deletionType)|DeleteBucket', 'people:||DeleteUser']);
    expect([told('bstate'), told('bstat')]).toEqual([['runner:|Job State Change'], []]);
  });

  test('are read as they are where they are too short to have an ending', () => {
    expect(told('buses')).toEqual([]);
    const services = [service('a', ['Buses']), service('b', ['Beta'], [kind('Bus Stopped')])];
    expect(told('buses', { services })).toEqual(['a:']);
    expect(told('red', { services: [service('a', ['Ring']), service('b', ['Red'])] })).toEqual(['b:']);
    expect(told('jobs', { services: [service('a', ['Jobbing']), service('b', ['Jobs'])] })).toEqual(['b:', 'a:']);
  });

  test('that are empty are left out, unless there are no others', () => {
    expect(told('when an object is created')).toEqual(['store:|Object Created']);
    expect(told('the glacier')).toEqual(['store:|Object Restore Completed']);
    const services = [service('events', ['Events'], [kind('Done')])];
    expect(told('events', { services })).toEqual(['events:']);
  });
});

describe('an operation', () => {
  test('is found by its name before all others that hold its words', () => {
    expect(told('CreateUser', { phrases: [] })).toEqual(['people:||CreateUser, CreateUserGroup', 'runner:||CreateUser']);
    expect(told('createuser', { phrases: [] })).toEqual(['people:||CreateUser, CreateUserGroup', 'runner:||CreateUser']);
  });

  test('stands first in the service that a phrase says it of, and the others follow', () => {
    const phrases = [{ says: ['new door'], service: 'store' }, { says: ['new user'], service: 'runner', operations: ['CreateUser'] }];
    expect(told('create user', { phrases })).toEqual(['runner:||CreateUser', 'people:||CreateUser, CreateUserGroup']);
    expect(told('create user', { phrases: [{ says: ['job'], service: 'runner', operations: ['StartJob'] }] })[0]).toBe('people:||CreateUser, CreateUserGroup');
  });

  test('of several, the shorter name is first', () => {
    expect(told('user', { phrases: [] })).toEqual(['people:||CreateUser, DeleteUser, UpdateUser, CreateUserGroup', 'runner:||CreateUser']);
  });

  test('is not found by letters that a word merely holds, unless these are many', () => {
    const services = [service('a', ['A thing'], [], ['DescribeRestarts', 'CreateUnlockedDoor'])];
    expect([told('start', { services }), told('locked', { services })]).toEqual([[], ['a:||CreateUnlockedDoor']]);
  });

  test('counts less than an event that has the same word', () => {
    const services = [service('calls', ['Calls'], [], ['StopEngine']), service('sends', ['Sends'], [kind('Engine Stop')])];
    expect(told('engine', { services })).toEqual(['sends:|Engine Stop', 'calls:||StopEngine']);
    expect(told('engine', { services: [service('calls', ['Calls'], [], ['StopEngine']), service('room', ['Engine Room'])] })).toEqual(['room:', 'calls:||StopEngine']);
  });

  test('counts more than an event where it is named as a whole', () => {
    const services = [service('calls', ['Calls'], [], ['StopEngine']), service('asks', ['Asks'], [kind('Stop Engine')])];
    expect(told('stop engine', { services })).toEqual(['calls:||StopEngine', 'asks:|Stop Engine']);
  });
});

describe('a phrase', () => {
  test('names the events and operations that are meant first, with its note', () => {
    expect(told('new user')).toEqual(['people:||CreateUser|Of the directory.']);
    expect(told('upload')).toEqual(['store:|Object Created']);
    expect(told('file added')).toEqual(['store:|Object Created|PutObject']);
  });

  test('names an event that the catalogue lacks too', () => {
    expect(told('job crash')).toEqual(['runner:|Job Failed, Runner Lost']);
  });

  test('is said by its words in other forms and order, with at most one more word', () => {
    expect(told('crashed jobs')[0]).toContain('runner:|Job Failed, Runner Lost');
    expect(told('added user today')[0]).toContain('people:||CreateUser');
    expect(told('some user added today here')).toEqual([]);
    expect(told('user', { services: [service('people', ['People'])] })).toEqual([]);
  });

  test('is not said by a short word in another form', () => {
    const services = [service('a', ['Alpha']), service('b', ['Runs']), service('c', ['Run'])];
    expect(told('runs', { services, phrases: [{ says: ['run'], service: 'a' }] })).toEqual(['b:']);
    expect(told('run', { services, phrases: [{ says: ['runs'], service: 'a' }] })).toEqual(['c:', 'b:']);
    const doors = [service('a', ['Alpha']), service('b', ['Doors'])];
    expect(told('door', { services: doors, phrases: [{ says: ['doors'], service: 'a' }] })).toEqual(['a:', 'b:']);
    expect(told('doors', { services: doors, phrases: [{ says: ['door'], service: 'a' }] })).toEqual(['b:', 'a:']);
  });

  test('adds what the words find beside', () => {
    const phrases = [{ says: ['user'], service: 'people', operations: ['UpdateUser'] }];
    expect(told('user', { phrases })[0]).toBe('people:||UpdateUser, CreateUser, DeleteUser, CreateUserGroup');
    const events = [{ says: ['object'], service: 'store', events: ['Object Deleted'] }];
    expect(told('object', { phrases: events })).toEqual(['store:|Object Deleted, Object Created, Object Restore Completed|GetObject']);
  });

  test('of which more is said stands before another', () => {
    const services = [service('a', ['Alpha']), service('b', ['Beta'])];
    const phrases = [{ says: ['door'], service: 'a' }, { says: ['car', 'car door'], service: 'b' }];
    expect(told('car door', { services, phrases })).toEqual(['b:', 'a:']);
  });

  test('stands behind the service that is named so, and before any event', () => {
    const services = [service('a', ['Alpha'], [kind('Door')]), service('b', ['Beta']), service('door', ['Door'])];
    expect(told('door', { services, phrases: [{ says: ['door'], service: 'b' }] })).toEqual(['door:', 'b:', 'a:|Door']);
  });

  test('has the note of the first that has one', () => {
    const services = [service('a', ['Alpha'])];
    const phrases = [{ says: ['door'], service: 'a' }, { says: ['door'], service: 'a', note: 'First.' }, { says: ['door'], service: 'a', note: 'Second.' }];
    expect(told('door', { services, phrases })).toEqual(['a:|||First.']);
  });
});

describe('a word that stands nowhere', () => {
  test.each([
    ['objekt', 'object'],
    ['glacer', 'glacier'],
    ['crahs', undefined],
    ['crasj', 'crash'],
    ['peeple', 'people'],
    ['paple', undefined],
    ['peple', 'people'],
    ['paeple', 'people'],
    ['pzzple', 'people'],
    ['pzzzle', undefined],
    ['bxs', undefined],
    ['createusr', 'createuser'],
    ['taskrunnr', 'taskrunner'],
    ['uplaod', 'upload'],
    ['directary', 'directory'],
    ['complated', 'completed'],
    ['bous', 'bus'],
    ['irector', undefined],
    ['crash', undefined],
  ])('%p is read as %p', (typed, known) => {
    expect(resultOf(typed).corrections).toStrictEqual(known === undefined ? {} : { [typed]: known });
  });

  test('is read as the one with the fewest changes, and as the first of several with as many', () => {
    const services = [service('a', ['lockets', 'rocket', 'pocket'])];
    expect([resultOf('bocket', { services }).corrections, resultOf('rockets', { services }).corrections]).toEqual([{ bocket: 'rocket' }, { rockets: 'lockets' }]);
    expect(resultOf('rockett', { services }).corrections).toEqual({ rockett: 'rocket' });
  });

  test('is found by what it is read as', () => {
    expect(resultOf('objekt created')).toMatchObject({ corrections: { objekt: 'object' }, services: [{ id: 'store', events: [{ name: 'Object Created' }] }], nearest: [] });
  });

  test('beside another is read with it, as the name of an operation', () => {
    expect(resultOf('CreateUsr')).toMatchObject({ corrections: { createusr: 'createuser' }, services: [{ id: 'people' }, { id: 'runner' }] });
  });
});

describe('a query that finds nothing', () => {
  test('has the three nearest names of services and events, the nearest first', () => {
    expect(resultOf('Objct Cretd Dltd')).toEqual({ services: [], corrections: { objct: 'object' }, nearest: ['Object Created', 'Object Deleted', 'Object Restore Completed'] });
  });

  test('of two words has them too, and one of no words has none', () => {
    expect(resultOf('qqqq zzzz').nearest).toHaveLength(3);
    expect([resultOf(''), resultOf(' . ')]).toEqual(Array(2).fill({ services: [], corrections: {}, nearest: [] }));
  });

  test('has each name once, and of several that are as near the first of the alphabet', () => {
    const services = [service('b', ['Beta'], [kind('Alpha'), kind('Gamma')]), service('a', ['Alpha'])];
    expect(resultOf('zzzzzzzzz', { services, phrases: [] }).nearest).toEqual(['Alpha', 'Beta', 'Gamma']);
  });
});
