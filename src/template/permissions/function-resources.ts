import { WrittenTexts } from './written-texts';
import { TemplateResource } from '../template-resource';
import { Templates } from '../templates';

const TYPES = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/** Functions, their aliases and their versions, of which each has a policy of its own. */
export class FunctionResources {
  private readonly byText = new Map<string | undefined, TemplateResource>();

  constructor(templates: Templates, texts: WrittenTexts) {
    for (const resource of TYPES.flatMap((type) => templates.resourcesOf(type))) {
      const identity = texts.identityOf(resource);
      [identity.ref, identity.arn].forEach((text) => this.byText.set(text, resource));
    }
  }

  /** The resource that an ARN or a name stands for. */
  public named(text: string | undefined): TemplateResource | undefined {
    return text === undefined ? undefined : this.byText.get(text);
  }
}
