import { type GraphAnswer, graphError, invalid, isRecord, missing } from './graph-error.ts';
import { mediaFault, type StoredMedia } from './whatsapp-media.ts';

/**
 * Messages of templates, written from the documentation alone:
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates (read 2026-11); errors of the 132000s:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (of 2026-05-27)
 */
export interface ApprovedTemplate {
  readonly name: string;
  readonly language: string;
  /** The number of placeholders in its body. */
  readonly placeholders: number;
}

const LONGEST_VALUE = 1024;

/** The error in the member `template`. `approved`: the account's templates, undefined if none were set. */
export function templateFault(
  given: unknown,
  approved: readonly ApprovedTemplate[] | undefined,
  stored: (id: string) => StoredMedia | undefined,
): GraphAnswer | null {
  if (!isRecord(given)) return missing('template');
  const unknown = unknownKey(given, ['name', 'language', 'components'], 'template');
  if (unknown) return unknown;
  const { name, language, components = [] } = given;
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name)) return missing('template["name"]');
  if (!isRecord(language) || typeof language['code'] !== 'string' || Object.keys(language).length > 1) return missing('template["language"]["code"]');
  if (!Array.isArray(components)) return invalid('components must be a list.');
  for (const component of components as unknown[]) {
    const wrong = componentFault(component, stored);
    if (wrong) return wrong;
  }
  if (!approved) return null;
  const known = approved.find((one) => one.name === name && one.language === language['code']);
  if (!known) return graphError(404, 132001, '(#132001) Template name does not exist in the translation', `template name (${name}) does not exist`);
  const body = (components as Record<string, unknown>[]).find(({ type }) => type === 'body');
  const values = Array.isArray(body?.['parameters']) ? body['parameters'].length : 0;
  return values === known.placeholders
    ? null
    : graphError(400, 132000, '(#132000) Number of parameters does not match', `expected ${known.placeholders}, got ${values}`);
}

function unknownKey(given: Record<string, unknown>, known: readonly string[], where: string): GraphAnswer | null {
  const key = Object.keys(given).find((one) => !known.includes(one));
  return key === undefined ? null : invalid(`Unexpected key "${key}" on param "${where}".`);
}

function componentFault(component: unknown, stored: (id: string) => StoredMedia | undefined): GraphAnswer | null {
  if (!isRecord(component)) return invalid('A component must be an object.');
  const { type, sub_type: subType, index, parameters } = component;
  const isButton = type === 'button';
  if (type !== 'header' && type !== 'body' && !isButton) return invalid('A component is header, body or button.');
  const unknown = unknownKey(component, isButton ? ['type', 'sub_type', 'index', 'parameters'] : ['type', 'parameters'], 'component');
  if (unknown) return unknown;
  if (isButton && (subType !== 'url' || typeof index !== 'string' || !/^\d$/.test(index))) return invalid('A button of a link has an index from 0 to 9.');
  if (!Array.isArray(parameters)) return missing('parameters');
  for (const parameter of parameters as unknown[]) {
    const wrong = parameterFault(parameter, type === 'header', stored);
    if (wrong) return wrong;
  }
  return null;
}

function parameterFault(parameter: unknown, isHeader: boolean, stored: (id: string) => StoredMedia | undefined): GraphAnswer | null {
  if (!isRecord(parameter)) return invalid('A parameter must be an object.');
  const { type, text } = parameter;
  if (isHeader && (type === 'image' || type === 'video' || type === 'document'))
    return unknownKey(parameter, ['type', type], 'parameter') ?? mediaFault(type, parameter[type], stored);
  if (type !== 'text') return invalid('Only texts are simulated, and files in the header.');
  const unknown = unknownKey(parameter, ['type', 'text', 'parameter_name'], 'parameter');
  if (unknown) return unknown;
  if (typeof text !== 'string' || text === '') return missing('parameter["text"]');
  if (text.length > LONGEST_VALUE) return graphError(400, 132005, '(#132005) Translated text too long');
  // By the page about the error: no line breaks, tabs or more than four spaces in a row.
  if (/[\n\t]| {5}/.test(text)) return graphError(400, 132018, '(#132018) There was an issue with the parameters in your template');
  return null;
}
