/**
 * Gets what the tests against moto's server need from PyPI, unless it is there already.
 */
import { pythonWithRequirements } from './python-environment';

console.log(`moto is ready: ${pythonWithRequirements()}`);
