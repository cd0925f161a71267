import type { StackTemplate } from './stack-template';

/** A resource as it stands in a template. */
export interface TemplateResource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  /** As the template has them, references included. */
  readonly properties: Record<string, any>;
  /** The condition without which the resource is not deployed. */
  readonly condition?: string;
  /** Where the resource stands in the app, or its logical id where nothing says so. */
  readonly path: string;
}
