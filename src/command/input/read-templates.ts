import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AssemblyReader } from './cloud-assembly';
import { Document, beginningOf, readDocument } from './document';
import { Environment, ReadTemplate, isMadeByApp, placeInTemplate } from './read-template';
import { requireTemplateShape } from './template-shape';
import { isTerraformPlan, terraformTemplate } from './terraform-plan';
import { requirePlanShape } from './terraform-shape';
import { StackTemplate } from '../../template/stack-template';
import { UsageError } from '../usage-error';

const MANIFEST = 'manifest.json';
const TEMPLATE_FILE = /\.(json|ya?ml|template)$/i;
/** A folder of templates is read as deep as this; what is below is more likely something else. */
const SKIPPED_FOLDERS = new Set(['node_modules', '.git']);

/**
 * Reads what paths lead to: cloud assemblies of the CDK with their nested ones, templates of CloudFormation and AWS SAM,
 * plans of Terraform, and folders of such files.
 *
 * @throws UsageError when one cannot be read, or is none of these
 */
export function readTemplates(paths: readonly string[], environment: Environment): ReadTemplate[] {
  if (paths.length === 0) {
    throw new UsageError('Give a path: a folder that the CDK has synthesized (cdk.out), a template of CloudFormation or AWS SAM, or a plan of Terraform as JSON.');
  }
  const seen = new Set<string>();
  return paths.flatMap((path) => readPath(path, environment, seen));
}

function readPath(path: string, environment: Environment, seen: Set<string>): ReadTemplate[] {
  if (!existsSync(path)) {
    throw new UsageError(`There is no file or folder '${path}'.`);
  }
  if (statSync(path).isDirectory()) {
    return existsSync(join(path, MANIFEST)) ? new AssemblyReader(environment).read(path) : readFolder(path, environment, seen);
  }
  if (basename(path) === MANIFEST) {
    return new AssemblyReader(environment).read(resolve(path, '..'));
  }
  if (seen.has(resolve(path))) {
    return [];
  }
  seen.add(resolve(path));
  const document = readDocument(path);
  const read = readDocumentAs(document, environment);
  if (!read) {
    throw new UsageError(`${path} is no template of CloudFormation or AWS SAM (it has no Resources), and no plan of Terraform (made by "terraform show -json PLAN").`);
  }
  return [read];
}

/** Files that hold something else are passed over, as long as there is one that does not. A template that cannot be read is not. */
function readFolder(folder: string, environment: Environment, seen: Set<string>): ReadTemplate[] {
  let isReadAlready = false;
  const found = filesIn(folder).flatMap((path) => {
    if (basename(path) === MANIFEST) {
      return new AssemblyReader(environment).read(resolve(path, '..'));
    }
    if (seen.has(resolve(path))) {
      isReadAlready = true;
      return [];
    }
    seen.add(resolve(path));
    try {
      const read = readDocumentAs(readDocument(path), environment);
      return read ? [read] : [];
    } catch (error) {
      if (error instanceof UsageError && !looksLikeTemplate(path)) {
        return [];
      }
      throw error;
    }
  });
  if (found.length === 0 && !isReadAlready) {
    throw new UsageError(`The folder '${folder}' holds no template: no ${MANIFEST} of a cloud assembly (made by "cdk synth"), and no JSON or YAML file with Resources.`);
  }
  return found;
}

/** Whether the beginning of a file speaks of resources of AWS, or is that of a plan. */
function looksLikeTemplate(path: string): boolean {
  return /\bAWS::\w+::|"format_version"/.test(beginningOf(path));
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  if (entries.some(({ name }) => name === MANIFEST)) {
    return [join(folder, MANIFEST)];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return SKIPPED_FOLDERS.has(entry.name) ? [] : filesIn(path);
    }
    return entry.isFile() && TEMPLATE_FILE.test(entry.name) ? [path] : [];
  });
}

function readDocumentAs(document: Document, environment: Environment): ReadTemplate | undefined {
  const { value, path } = document;
  if (isTerraformPlan(value)) {
    requirePlanShape(value, path);
    return { document, isOfApp: false, ...terraformTemplate(value, path, environment) };
  }
  if (typeof value?.Resources !== 'object' || value.Resources === null || Array.isArray(value.Resources)) {
    return undefined;
  }
  requireTemplateShape(document);
  return {
    template: new StackTemplate(value, { path, templatePath: path, pathOf: (logicalId) => logicalId, ...environment }),
    document,
    isOfApp: isMadeByApp(value),
    placeOf: (logicalId) => placeInTemplate(value, logicalId),
  };
}
