/**
 * Says where the machine's Chromium is, or what to do when there is none.
 */
import { chromiumPath } from './chromium';

try {
  console.log(`Chromium: ${chromiumPath()}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
