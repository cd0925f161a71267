import { EncodedObject, EncodedType, OPEN, objectIn } from '../encoded-schema';
import { buildEventSchemas } from '../event-schemas';

/** The fields that events have in `detail`, in words: a line an event. */
export interface SchemaWords {
  readonly fieldsOf: (source: string, detailType: string) => string[] | undefined;
}

/** Reads the schemas once, for a page. */
export function schemaWords(): SchemaWords {
  const { bySource } = buildEventSchemas();
  return {
    fieldsOf: (source, detailType) => {
      const schema = bySource[source]?.[detailType];
      return schema && fieldsIn(schema, '');
    },
  };
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
