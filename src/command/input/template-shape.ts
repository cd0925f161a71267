import { Document } from './document';
import { isJsonObject } from '../../catalog/json-object';
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
  if (!isJsonObject(template)) {
    throw new UsageError(`${document.path} is no template of CloudFormation: it holds ${shown(template)}.`);
  }
  for (const section of SECTIONS.filter((name) => template[name] !== undefined && template[name] !== null)) {
    if (!isJsonObject(template[section])) {
      refuse([section], `this is ${shown(template[section])}, and must be an object.`);
    }
  }
  for (const [logicalId, resource] of Object.entries<any>(template.Resources ?? {})) {
    if (logicalId.startsWith('Fn::')) {
      continue;
    }
    if (!isJsonObject(resource) || typeof resource.Type !== 'string') {
      refuse(['Resources', logicalId], isJsonObject(resource) ? `Type is ${shown(resource.Type)}, and must name the type of the resource.` : `this is ${shown(resource)}, and must be a resource.`);
    }
    if (resource.Properties !== undefined && resource.Properties !== null && !isJsonObject(resource.Properties)) {
      refuse(['Resources', logicalId, 'Properties'], `this is ${shown(resource.Properties)}, and must be an object.`);
    }
  }
  requireFunctions(template, [], refuse);
}

function requireFunctions(value: any, path: Path, refuse: (path: Path, what: string) => never): void {
  if (Array.isArray(value)) {
    value.forEach((entry, at) => requireFunctions(entry, [...path, at], refuse));
    return;
  }
  if (!isJsonObject(value)) {
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
