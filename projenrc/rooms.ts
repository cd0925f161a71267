/**
 * The folders of `src`, in the order in which knowledge flows: a room imports itself and the rooms before it.
 */
export const ROOMS = [
  'catalog',
  'pattern',
  'template',
  'delivery',
  'trails',
  'regions',
  'rules',
  'subscribers',
  'protection',
  'hub',
  'redrive',
  'dashboard',
  'testing',
  'checks',
  'command',
];

/** Rooms that work without the AWS CDK: they may use its types, and load none of it. */
export const ROOMS_WITHOUT_CDK = ['catalog', 'template', 'command'];
