import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../../scripts/browser/chromium';

const FOLDER = resolve(__dirname, '..', '..', 'docs', 'pictures');
const PICTURES = readdirSync(FOLDER).filter((file) => file.endsWith('.svg'));
/** What browsers take for the font of the pictures: the widest is Verdana, and DejaVu Sans is as wide. */
const FONTS = ['sans-serif', 'DejaVu Sans', 'Liberation Sans'];

/** The texts that stick out of the box of their node, or of the picture: read in the browser. */
const OUTSIDE = `(() => {
  const sticksOut = (text, box) => {
    const { left, right } = text.getBoundingClientRect();
    return left < box.left - 1 || right > box.right + 1;
  };
  const whole = document.querySelector('svg').getBoundingClientRect();
  return [...document.querySelectorAll('text')].filter((text) => {
    const group = text.closest('g');
    const box = group.classList.contains('node') ? group.querySelector('path, polygon, ellipse')?.getBoundingClientRect() : undefined;
    return sticksOut(text, box ?? whole);
  }).map((text) => text.textContent);
})()`;

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
});

test.each(FONTS.flatMap((font) => PICTURES.map((picture) => [picture, font])))('no text of %s leaves its box in %s', async (picture, font) => {
  const page = await browser.newPage();
  await page.setContent(`<style>text { font-family: "${font}", sans-serif !important; }</style>${readFileSync(resolve(FOLDER, picture), 'utf8')}`);
  const outside = await page.evaluate(OUTSIDE);
  await page.close();
  expect(outside).toEqual([]);
});
