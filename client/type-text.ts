import type { JsonSchema } from '../functions/api/openapi/json-schema.ts';

const nameOf = (ref: unknown): string => String(ref).replace('#/components/schemas/', '');
const list = (value: unknown): JsonSchema[] => (Array.isArray(value) ? (value as JsonSchema[]) : []);

/** A schema as a type in TypeScript's notation: the client's types and the documentation's samples are the same text. */
export function typeText(node: JsonSchema, indent = ''): string {
  if (node['$ref'] !== undefined) return nameOf(node['$ref']);
  if ('const' in node) return JSON.stringify(node['const']);
  if (Array.isArray(node['enum'])) return node['enum'].map((value) => JSON.stringify(value)).join(' | ');
  const choices = [...list(node['anyOf']), ...list(node['oneOf'])];
  if (choices.length > 0) return unionText(choices, indent);
  const parts = list(node['allOf']);
  if (parts.length > 0) return parts.map((part) => `(${typeText(part, indent)})`).join(' & ');
  if (Array.isArray(node['type'])) return node['type'].map((type) => typeText({ ...node, type }, indent)).join(' | ');
  switch (node['type']) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return arrayText(node, indent);
    case 'object':
      return objectText(node, indent);
    default:
      return 'unknown';
  }
}

/** Each member once; beside any text, single texts say nothing more. */
function unionText(choices: readonly JsonSchema[], indent: string): string {
  const texts = [...new Set(choices.map((choice) => typeText(choice, indent)))];
  if (!texts.includes('string')) return texts.join(' | ');
  return texts.filter((text) => !/^"[^"]*"( \| "[^"]*")*$/.test(text)).join(' | ');
}

function arrayText(node: JsonSchema, indent: string): string {
  const tuple = list(node['prefixItems']);
  if (tuple.length > 0) return `readonly [${tuple.map((item) => typeText(item, indent)).join(', ')}]`;
  const item = typeText((node['items'] ?? {}) as JsonSchema, indent);
  return `readonly ${/ [|&] /.test(item) ? `(${item})` : item}[]`;
}

function objectText(node: JsonSchema, indent: string): string {
  const properties = Object.entries((node['properties'] ?? {}) as Record<string, JsonSchema>);
  const rest = node['additionalProperties'];
  const required = (node['required'] ?? []) as string[];
  const inner = `${indent}  `;
  const lines = properties.map(([name, value]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const said = typeof value['description'] === 'string' ? `${inner}/** ${value['description'].replaceAll('*/', '')} */\n` : '';
    return `${said}${inner}readonly ${key}${required.includes(name) ? '' : '?'}: ${typeText(value, inner)};`;
  });
  // With named members beside it, an index must admit theirs: the precise type is lost, their names are not.
  if (rest !== undefined && rest !== false) {
    lines.push(`${inner}readonly [name: string]: ${properties.length > 0 || rest === true ? 'unknown' : typeText(rest as JsonSchema, inner)};`);
  }
  return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('\n')}\n${indent}}`;
}
