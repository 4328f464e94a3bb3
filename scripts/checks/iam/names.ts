import type { Template } from '../templates.ts';

type Json = unknown;

const isNode = (value: Json): value is Readonly<Record<string, Json>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `TableCD117FA1` → `Table`: CDK's hash is irrelevant for readers. */
export const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** `parley-prod-data` → `data` */
export const stackPart = (stack: string): string => stack.split('-').slice(2).join('-');

/** Writes CloudFormation's expressions with readable names: `{data.Table}`, `{region}`; an export of another stack as its value. */
export function namer(set: readonly Template[]): (template: Template, value: Json) => string {
  const exported = new Map<string, { readonly template: Template; readonly value: Json }>();
  for (const template of set) {
    for (const output of Object.values(template.outputs)) {
      const { Name } = output.Export ?? {};
      if (typeof Name === 'string') exported.set(Name, { template, value: output.Value });
    }
  }
  const own = (template: Template, id: string): string => `{${stackPart(template.stack)}.${withoutHash(id)}}`;

  const say = (template: Template, value: Json): string => {
    if (!isNode(value)) return String(value);
    const [only] = Object.entries(value);
    if (only === undefined) return '{}';
    const [name, given] = only;
    if (name === 'Ref' && typeof given === 'string') return given.startsWith('AWS::') ? `{${given.slice(5).toLowerCase()}}` : own(template, given);
    if (name === 'Fn::GetAtt' && Array.isArray(given)) {
      const [id, attribute] = given as string[];
      return own(template, String(id)) + (attribute === 'Arn' ? '' : `.${attribute}`);
    }
    if (name === 'Fn::Join' && Array.isArray(given)) return (given[1] as Json[]).map((part) => say(template, part)).join(String(given[0]));
    if (name === 'Fn::ImportValue') {
      const found = exported.get(String(given));
      return found ? say(found.template, found.value) : `{import ${JSON.stringify(given)}}`;
    }
    if (name === 'Fn::Select' && Array.isArray(given)) return `${say(template, given[1])}[${String(given[0])}]`;
    if (name === 'Fn::Split' && Array.isArray(given)) return `split(${say(template, given[1])}, "${String(given[0])}")`;
    return JSON.stringify(value);
  };
  return say;
}
