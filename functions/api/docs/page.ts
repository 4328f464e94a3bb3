import type { OpenApi, Operation, Parameter } from '../openapi/document.ts';
import type { JsonSchema } from '../openapi/json-schema.ts';
import { STYLE } from './style.ts';
import { typeText } from './type-text.ts';

/** The documentation as one page: no script, nothing loaded from elsewhere, every operation folded until it is asked for. */
const escape = (text: unknown): string => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text with `code` in it. */
const prose = (text: string): string => escape(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** The client's types without their `readonly`, which says nothing about JSON. */
const sample = (node: JsonSchema): string => {
  const text = typeText(node).replaceAll('readonly ', '');
  // A named shape begins with a capital and stands where a type stands.
  const linked = escape(text).replace(
    /(^|: |\(|\| )([A-Z]\w+)(?!&lt;)\b/g,
    (_, before: string, name: string) => `${before}<a href="#schema-${name}">${name}</a>`,
  );
  return `<pre>${linked}</pre>`;
};

const schemaIn = (holder: unknown): JsonSchema | undefined => {
  const content = (holder as { content?: Record<string, { schema: JsonSchema }> } | undefined)?.content;
  return content && Object.values(content)[0]?.schema;
};

function parameterRow(parameter: Parameter): string {
  const must = parameter.required ? ' <span class="req">required</span>' : '';
  return `<tr><th><code>${escape(parameter.name)}</code> <span class="s">${parameter.in}</span>${must}</th><td><code>${escape(typeText(parameter.schema).replaceAll('readonly ', ''))}</code></td><td>${prose(parameter.description ?? '')}</td></tr>`;
}

function answerRow([status, answer]: [string, JsonSchema]): string {
  return `<tr><th><code>${escape(status)}</code></th><td>${prose(String(answer['description']))}</td></tr>`;
}

// The anchor lies inside the fold: a browser that follows a link to it opens the fold.
function article(path: string, method: string, operation: Operation): string {
  const body = schemaIn(operation.requestBody);
  const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  const bad = Object.entries(operation.responses).filter(([status]) => !status.startsWith('2') && status !== 'default');
  return `<article><details><summary><span class="m ${method}">${method.toUpperCase()}</span><span class="p">${escape(path)}</span><span class="s">${prose(operation.summary)}</span></summary><div class="in" id="${operation.operationId}">
${operation.description ? `<p>${prose(operation.description)}</p>` : ''}
<p>${operation['x-roles'].map((role) => `<span class="role">${escape(role === 'adminToken' ? 'admin token' : role)}</span>`).join('')}</p>
${operation.parameters.length > 0 ? `<h3>Parameters</h3><table>${operation.parameters.map(parameterRow).join('')}</table>` : ''}
${body ? `<h3>Body</h3>${sample(body)}` : ''}
${good.map(([status, answer]) => `<h3>${status} ${escape(answer['description'])}</h3>${schemaIn(answer) ? sample(schemaIn(answer) ?? {}) : ''}`).join('')}
<h3>Problems</h3><table class="w">${bad.map(answerRow).join('')}</table></div></details></article>`;
}

export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = document.tags.map(({ name }) => ({ name, members: operations.filter(({ operation }) => operation.tags.includes(name)) }));
  const index = sections
    .map(
      ({ name, members }) =>
        `<section><h2>${escape(name)}</h2>${members.map(({ path, method, operation }) => `<a href="#${operation.operationId}"><span class="m ${method}">${method.toUpperCase()}</span> ${escape(path)}</a>`).join('')}</section>`,
    )
    .join('');
  const shapes = Object.entries(document.components.schemas)
    .map(
      ([name, node]) =>
        `<article><details><summary><span class="p">${escape(name)}</span></summary><div class="in" id="schema-${escape(name)}">${sample(node)}</div></details></article>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Parley API</title><style>${STYLE}</style></head>
<body><nav aria-label="Operations"><h1>Parley API</h1><a href="openapi.json">openapi.json</a>${index}</nav>
<main><header><h1>Parley API</h1><p>${prose(String(document.info['description']))}</p><p>Errors are <code>application/problem+json</code>: <code>{code, title, status, detail, errors:[{path, message}]}</code>. Send a credential as <code>Authorization: Bearer …</code>.</p></header>
${sections.map(({ name, members }) => `<h2>${escape(name)}</h2>${members.map(({ path, method, operation }) => article(path, method, operation)).join('')}`).join('')}
<h2>Shapes</h2>${shapes}</main></body></html>`;
}
