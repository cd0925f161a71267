import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import * as library from 'cdk-service-events';
import { Browser, BrowserContext, Page, chromium } from 'playwright-core';
import { chromiumPath } from '../../scripts/browser/chromium';
import { onlyResourceOf, testStack } from '../support/test-app';

const PAGE = pathToFileURL(resolve(__dirname, '..', '..', 'docs', 'services.html')).href;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

const services = library.AwsService.all();
const natively = services.filter(({ emitsEvents }) => emitsEvents);

let browser: Browser;
let context: BrowserContext;
let page: Page;
let requests: string[];
let mistakes: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
});

async function open(viewport = DESKTOP, hash = ''): Promise<void> {
  await context?.close();
  context = await browser.newContext({ viewport });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await context.newPage();
  [requests, mistakes] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => mistakes.push(error.message));
  page.on('console', (message) => message.type() === 'error' && mistakes.push(message.text()));
  await page.goto(`${PAGE}${hash}`);
}

/** The services that can be seen. */
function shown() {
  return page.locator('details.card:visible');
}

/** A service fills itself when it is opened. */
async function openService(id: string): Promise<void> {
  await page.locator(`details#${id} > summary`).click();
  await page.locator(`details#${id} .event`).first().waitFor();
}

/** The rule that was copied, once the page says that it was. */
async function clipboard(): Promise<string> {
  await page.getByText('The rule is in the clipboard.').waitFor({ state: 'attached' });
  return page.evaluate('navigator.clipboard.readText()');
}

/** Runs the copied code as the constructor of a stack would, and returns the properties of the rule that it makes. */
function ruleMadeBy(snippet: string): any {
  const [imports, body] = [snippet.slice(0, snippet.indexOf('\n\n')), snippet.slice(snippet.indexOf('\n\n'))];
  const { code } = transformSync(`${imports}\nexport function construct(this: any) {${body}\n}`, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' },
  });
  const made: { construct?: () => void } = {};
  const requireLibrary = (name: string) => {
    expect(name).toBe('cdk-service-events');
    return library;
  };
  new Function('require', 'exports', code)(requireLibrary, made);
  const stack = testStack();
  made.construct!.call(stack as never);
  return onlyResourceOf(stack, 'AWS::Events::Rule').Properties;
}

describe('the page of services', () => {
  test('finds an event by a word of its name, and copies the rule that catches it', async () => {
    await open();
    await page.getByRole('searchbox').fill('spot');
    const row = page.locator('details#ec2 .event', { hasText: 'EC2 Spot Instance Interruption Warning' });
    await expect(row.isVisible()).resolves.toBe(true);
    await row.getByRole('button', { name: /^Copy/ }).click();
    expect(ruleMadeBy(await clipboard()).EventPattern).toEqual({ 'source': ['aws.ec2'], 'detail-type': ['EC2 Spot Instance Interruption Warning'] });
  });

  test('copies a rule on API calls for a service that sends no events', async () => {
    await open();
    await page.getByLabel('CloudTrail only').check();
    await page.getByRole('searchbox').fill('aws.iam');
    await openService('iam');
    await page.locator('details#iam').getByRole('button').click();
    expect(ruleMadeBy(await clipboard()).EventPattern).toMatchObject({ 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'] });
  });

  test('can be used with the keys alone', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('spot interruption');
    for (let presses = 0; presses < 20 && !await page.evaluate('document.activeElement.textContent.startsWith("Copy")'); presses++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copy the rule for EC2 Spot Instance Interruption Warning' }).getByText('Copied').waitFor();
    expect(await clipboard()).toContain('Ec2Events.EC2_SPOT_INSTANCE_INTERRUPTION_WARNING');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('searchbox').inputValue()).resolves.toBe('');
    await expect(shown().count()).resolves.toBe(services.length);
  });

  test('counts each event once, also where a view shows it again', async () => {
    await open();
    const events = new Set(services.flatMap(({ source, detailTypes }) => detailTypes.map((detailType) => `${source} ${detailType}`)));
    await expect(page.locator('#count').textContent()).resolves.toBe(`${services.length} services, ${events.size} events`);
  });

  test('opens and closes a service with Enter', async () => {
    await open();
    await page.locator('details#ec2 > summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('details#ec2 .event').first().waitFor();
    await expect(page.locator('details#ec2 .event').count()).resolves.toBe(library.AwsService.EC2.detailTypes.length);
    await page.keyboard.press('Enter');
    await expect(page.locator('details#ec2 .body').isVisible()).resolves.toBe(false);
  });

  test.each([
    ['Guaranteed', library.DeliveryType.GUARANTEED],
    ['Best effort', library.DeliveryType.BEST_EFFORT],
    ['Not stated', library.DeliveryType.UNSPECIFIED],
  ])('shows under "%s" the services with such events, as the catalogue has them', async (label, promise) => {
    await open();
    await page.getByLabel(label).check();
    const expected = natively.filter((service) => service.detailTypes.some((detailType) => service.deliveryTypeOf(detailType) === promise)
      || (service.detailTypes.length === 0 && service.deliveryType === promise));
    await expect(shown().count()).resolves.toBe(expected.length);
    expect(expected.length).toBeGreaterThan(0);
  });

  test('shows under "CloudTrail only" the services that send nothing themselves', async () => {
    await open();
    await page.getByLabel('CloudTrail only').check();
    await expect(shown().count()).resolves.toBe(services.length - natively.length);
  });

  test('shows under "Needs switching on" what S3 needs, and nothing that is automatic', async () => {
    await open();
    await page.getByLabel('Needs switching on').check();
    await openService('s3');
    await expect(page.locator('details#s3').getByText('switched on for the bucket').isVisible()).resolves.toBe(true);
    await expect(page.locator('details#health').isVisible()).resolves.toBe(false);
  });

  test('says where the documents differ', async () => {
    await open();
    await openService('signer');
    await expect(page.locator('details#signer').getByText('The documents differ on the delivery').isVisible()).resolves.toBe(true);
  });

  test('shows the other events of a service when asked', async () => {
    await open();
    await page.getByRole('searchbox').fill('spot interruption');
    await page.locator('details#ec2').getByRole('button', { name: /^Show all/ }).click();
    await expect(page.locator('details#ec2 .event').count()).resolves.toBe(library.AwsService.EC2.detailTypes.length);
  });

  test('says that nothing was found, and how else to look', async () => {
    await open();
    await page.getByRole('searchbox').fill('zzzzqqq');
    await expect(shown().count()).resolves.toBe(0);
    await expect(page.getByText('No service, event or operation matches.').isVisible()).resolves.toBe(true);
    await expect(page.locator('#none button').count()).resolves.toBeGreaterThan(0);
  });

  test('copies the rule in the chosen language, and keeps the choice in its address', async () => {
    await open();
    await page.getByLabel('Rules in').selectOption('Python');
    await page.getByRole('searchbox').fill('exitCode');
    await page.getByRole('button', { name: 'Copy the rule for ECS Task State Change' }).first().click();
    expect(await clipboard()).toContain('detail_types=[EcsEvents.ECS_TASK_STATE_CHANGE]');
    await open(DESKTOP, new URL(page.url()).hash);
    await expect(page.getByLabel('Rules in').inputValue()).resolves.toBe('Python');
  });

  test('finds the operation that is searched for, and copies the rule that catches its calls', async () => {
    await open();
    await page.getByRole('searchbox').fill('CreateUser');
    await page.locator('details#iam').getByRole('button', { name: 'Copy the rule for CreateUser' }).click();
    expect(ruleMadeBy(await clipboard()).EventPattern).toMatchObject({ source: ['aws.iam'], detail: { eventName: ['CreateUser'] } });
  });

  test('shows the fields of an event that a word of the query names', async () => {
    await open();
    await page.getByRole('searchbox').fill('exitCode');
    await expect(page.locator('details#batch').getByText('container.exitCode', { exact: true }).first().isVisible()).resolves.toBe(true);
  });

  test('says how it read a word that stands nowhere', async () => {
    await open();
    await page.getByRole('searchbox').fill('gaurdduty');
    await expect(page.getByText('“gaurdduty” was read as “guardduty”.').isVisible()).resolves.toBe(true);
    await expect(shown().first().getAttribute('id')).resolves.toBe('guardduty');
  });

  test('searches for the nearest name when it is pressed', async () => {
    await open();
    await page.getByRole('searchbox').fill('zzzzqqq');
    await page.locator('#none button').first().click();
    await expect(shown().count()).resolves.toBeGreaterThan(0);
  });

  describe('its playground', () => {
    test('is filled with a pattern and an event that it matches', async () => {
      await open();
      await page.getByRole('searchbox').fill('spot interruption');
      await page.getByRole('button', { name: 'Try a pattern for EC2 Spot Instance Interruption Warning' }).first().click();
      await expect(page.locator('#answer').textContent()).resolves.toBe('The event matches the pattern.');
    });

    test('says which part turns an event away', async () => {
      await open();
      await page.locator('#playground > summary').click();
      await page.getByLabel('Event pattern').fill('{"source":["aws.ec2"],"detail":{"state":["stopped"]}}');
      await page.locator('#sample').fill('{"source":"aws.ec2","detail-type":"EC2 Instance State-change Notification","detail":{"state":"running"}}');
      await expect(page.locator('#answer').textContent()).resolves.toContain('detail.state: the pattern wants ["stopped"], the event has "running".');
    });

    test.each([
      ['{"source":"aws.ec2"}', '{"source":"aws.ec2","detail-type":"x"}', /list/],
      ['{', '{}', /The pattern is not JSON/],
      ['{"source":["aws.ec2"]}', '', /The event is empty/],
    ])('says what is wrong with %s and %s', async (pattern, sample, words) => {
      await open();
      await page.locator('#playground > summary').click();
      await page.getByLabel('Event pattern').fill(pattern);
      await page.locator('#sample').fill(sample);
      await expect(page.locator('#answer').textContent()).resolves.toMatch(words);
      expect(mistakes).toEqual([]);
    });
  });

  test('takes markup in a search as text', async () => {
    await open();
    await page.getByRole('searchbox').fill('<img src=x> (');
    await expect(page.locator('img').count()).resolves.toBe(0);
    expect(mistakes).toEqual([]);
  });

  test('keeps what is shown in its address', async () => {
    await open();
    await page.getByRole('searchbox').fill('spot');
    await page.getByLabel('Best effort').check();
    const { hash } = new URL(page.url());
    await open(DESKTOP, hash);
    await expect(page.getByRole('searchbox').inputValue()).resolves.toBe('spot');
    await expect(page.getByLabel('Best effort').isChecked()).resolves.toBe(true);
    await expect(page.getByText('EC2 Spot Instance Interruption Warning').first().isVisible()).resolves.toBe(true);
  });

  test('needs no network, and makes no mistakes', async () => {
    await open();
    await page.getByRole('searchbox').fill('a');
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(mistakes).toEqual([]);
  });

  test('fits a phone: nothing is wider than the screen, and nothing to press is too small', async () => {
    await open(PHONE);
    await page.getByRole('searchbox').fill('spot');
    await page.locator('.event button', { hasText: 'Copy' }).first().click();
    await expect(page.evaluate('document.documentElement.scrollWidth')).resolves.toBeLessThanOrEqual(PHONE.width);
    await page.evaluate('document.querySelectorAll("details:not([hidden])").forEach((card) => { card.open = true; })');
    await expect(page.evaluate('document.documentElement.scrollWidth')).resolves.toBeLessThanOrEqual(PHONE.width);
    const heights = await page.locator('button:visible, .chip:visible').evaluateAll((elements) => elements.map((element: any) => element.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
  });
});
