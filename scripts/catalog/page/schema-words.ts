import { EncodedObject, EncodedType, OPEN, objectIn } from '../encoded-schema';
import { buildEventSchemas } from '../event-schemas';

/** A field that events have in `detail`: its path, where `[]` follows the name of a list of objects, its type in words, and the values that it can have. */
export type PageField = [path: string, type: string, values?: string[]];

/** The fields that events have in `detail`. */
export interface SchemaWords {
  /** In words: a line an event. */
  readonly fieldsOf: (source: string, detailType: string) => string[] | undefined;
  readonly pageFieldsOf: (source: string, detailType: string) => PageField[] | undefined;
}

/** Reads the schemas once, for a page. */
export function schemaWords(): SchemaWords {
  const { bySource } = buildEventSchemas();
  return {
    fieldsOf: (source, detailType) => {
      const schema = bySource[source]?.[detailType];
      return schema && fieldsIn(schema, '');
    },
    pageFieldsOf: (source, detailType) => {
      const schema = bySource[source]?.[detailType];
      const fields = schema && pageFieldsIn(schema, '');
      return fields && fields.length > 0 ? fields : undefined;
    },
  };
}

function pageFieldsIn(object: EncodedObject, holder: string): PageField[] {
  return Object.entries(object).filter(([key]) => key !== OPEN).flatMap(([key, type]): PageField[] => {
    const path = `${holder}${holder && '.'}${key.replace(/\?$/, '')}`;
    const inner = objectIn(type);
    if (inner) {
      const fields = pageFieldsIn(inner, Array.isArray(type) ? `${path}[]` : path);
      return fields.length > 0 ? fields : [[path, Array.isArray(type) ? 'list of object' : 'object']];
    }
    const list = Array.isArray(type);
    const [scalar, ...values] = ((list ? type[0] : type) as string).split('|');
    return [[path, `${list ? 'list of ' : ''}${scalar}`, ...values.length > 0 ? [values] : []] as PageField];
  });
}

function fieldsIn(object: EncodedObject, holder: string): string[] {
  return Object.entries(object).flatMap(([key, type]) => {
    if (key === OPEN) {
      return [holder === '' ? 'others' : `\`${holder}.*\``];
    }
    const path = `${holder}${holder && '.'}${key.replace(/\?$/, '')}`;
    const inner = objectIn(type);
    return inner ? fieldsIn(inner, path) : [`\`${path}\` ${typeInWords(type as EncodedType)}`];
  });
}

function typeInWords(type: EncodedType): string {
  const element = Array.isArray(type) ? type[0] : type;
  if (Array.isArray(type)) {
    return `list of ${typeInWords(element)}`;
  }
  const [scalar, ...values] = (element as string).split('|');
  return `${scalar === 'json' ? 'any value' : scalar}${values.length > 0 ? ` (${values.join(', ')})` : ''}`;
}
