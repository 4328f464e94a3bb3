import type { OpenApi } from '../../../functions/api/openapi/document.ts';
import type { JsonSchema } from '../../../functions/api/openapi/json-schema.ts';
import type { Operation, Parameter } from '../../../functions/api/openapi/operation.ts';
import { type Direction, schemaBreaks } from './schemas.ts';

type Holder = { readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> };
type Compare = (direction: Direction, before: JsonSchema, after: JsonSchema, path: string) => string[];

/** What clients could rely on in `before` but not in `after`, one line each. */
export function apiBreaks(before: OpenApi, after: OpenApi): string[] {
  const compare: Compare = (direction, a, b, path) =>
    schemaBreaks(direction, { schema: a, components: before.components.schemas }, { schema: b, components: after.components.schemas }, path);
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const title = `${method.toUpperCase()} ${path}`;
      const counterpart = after.paths[path]?.[method];
      return counterpart === undefined ? [`${title}: removed`] : operationBreaks(title, operation, counterpart, compare);
    }),
  );
}

function operationBreaks(title: string, before: Operation, after: Operation, compare: Compare): string[] {
  return [
    ...before['x-roles'].filter((role) => !after['x-roles'].includes(role)).map((role) => `${title}: closed to ${role}`),
    ...parameterBreaks(title, before.parameters, after.parameters, compare),
    ...bodyBreaks(title, before.requestBody, after.requestBody, compare),
    ...Object.entries(before.responses).flatMap(([status, response]) => {
      const counterpart = after.responses[status];
      if (counterpart === undefined) return status.startsWith('2') ? [`${title} ${status}: no longer answered`] : [];
      return contentBreaks(`${title} ${status}`, response as Holder, counterpart as Holder, compare);
    }),
  ];
}

function parameterBreaks(title: string, before: readonly Parameter[], after: readonly Parameter[], compare: Compare): string[] {
  const find = (parameters: readonly Parameter[], wanted: Parameter): Parameter | undefined =>
    parameters.find((parameter) => parameter.name === wanted.name && parameter.in === wanted.in);
  return [
    ...before.flatMap((parameter) => {
      const path = `${title} ${parameter.in} ${parameter.name}`;
      const counterpart = find(after, parameter);
      if (counterpart === undefined) return [`${path}: removed`];
      const required = counterpart.required && !parameter.required ? [`${path}: required now`] : [];
      return [...required, ...compare('given', parameter.schema, counterpart.schema, path)];
    }),
    ...after.filter((parameter) => parameter.required && !find(before, parameter)).map(({ in: where, name }) => `${title} ${where} ${name}: required now`),
  ];
}

function bodyBreaks(title: string, before: Operation['requestBody'], after: Operation['requestBody'], compare: Compare): string[] {
  if (after === undefined) return before === undefined ? [] : [`${title} body: no longer taken`];
  const required = after.required && before?.required !== true ? [`${title} body: required now`] : [];
  if (before === undefined) return required;
  return [...required, ...compare('given', before.content['application/json'].schema, after.content['application/json'].schema, `${title} body`)];
}

function contentBreaks(title: string, before: Holder, after: Holder, compare: Compare): string[] {
  return Object.entries(before.content ?? {}).flatMap(([type, { schema }]) => {
    const counterpart = after.content?.[type];
    return counterpart === undefined ? [`${title}: no longer ${type}`] : compare('answered', schema, counterpart.schema, title);
  });
}
