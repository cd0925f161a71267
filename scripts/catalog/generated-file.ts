export type { GeneratedFile } from '../generated-files';
