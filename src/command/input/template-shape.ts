import { Document } from './document';
import { FUNCTION_ARGUMENTS } from '../../template/function-arguments';
import { UsageError } from '../usage-error';

type Path = readonly (string | number)[];

const SECTIONS = ['Resources', 'Parameters', 'Mappings', 'Conditions', 'Outputs', 'Globals'];

/**
 * Makes sure that what is read of a template is of the kind that AWS CloudFormation takes there, which refuses anything else.
 *
 * @throws UsageError with the line where it is not
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function requireTemplateShape(document: Document): void {
  const { value: template } = document;
  const refuse = (path: Path, what: string): never => {
    const line = document.lineOf(path);
    throw new UsageError(`${document.path}${line === undefined ? '' : `:${line}`}, ${path.join('.')}: ${what}`);
  };
  if (!isObject(template)) {
    throw new UsageError(`${document.path} is no template of CloudFormation: it holds ${shown(template)}.`);
  }
  for (const section of SECTIONS.filter((name) => template[name] !== undefined && template[name] !== null)) {
    if (!isObject(template[section])) {
      refuse([section], `this is ${shown(template[section])}, and must be an object.`);
    }
  }
  for (const [logicalId, resource] of Object.entries<any>(template.Resources ?? {})) {
    if (logicalId.startsWith('Fn::')) {
      continue;
    }
    if (!isObject(resource) || !isText(resource.Type)) {
      refuse(['Resources', logicalId], isObject(resource) ? `Type is ${shown(resource.Type)}, and must name the type of the resource.` : `this is ${shown(resource)}, and must be a resource.`);
    }
    if (resource.Properties !== undefined && resource.Properties !== null && !isObject(resource.Properties)) {
      refuse(['Resources', logicalId, 'Properties'], `this is ${shown(resource.Properties)}, and must be an object.`);
    }
  }
  requireFunctions(template, [], refuse);
}

function requireFunctions(value: any, path: Path, refuse: (path: Path, what: string) => never): void {
  if (isList(value)) {
    value.forEach((entry, at) => requireFunctions(entry, [...path, at], refuse));
    return;
  }
  if (!isObject(value)) {
    return;
  }
  const names = Object.keys(value);
  const rule = names.length === 1 ? FUNCTION_ARGUMENTS[names[0]] : undefined;
  if (rule && !rule.fits(value[names[0]])) {
    refuse([...path, names[0]], `it takes ${rule.takes}, and is given ${shown(value[names[0]])}.`);
  }
  names.forEach((name) => requireFunctions(value[name], [...path, name], refuse));
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isList(value: unknown): value is any[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
