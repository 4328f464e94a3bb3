/**
 * Files of the reference page and the documents that it shows, by the name that they are served under, with where they stand among the sources. A
 * bundle has them beside it, gzipped (`lib/docs-files.ts`): they are no part of the code that a function loads.
 */
export const DOCS_FILES = {
  'index.html': 'functions/api/docs/page/index.html',
  'start.js': 'functions/api/docs/page/start.js',
  'style.css': 'functions/api/docs/page/style.css',
  'swagger-ui.js': 'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  'swagger-ui.css': 'node_modules/swagger-ui-dist/swagger-ui.css',
  'openapi.json': 'docs/openapi.json',
  'asyncapi.yaml': 'docs/asyncapi.yaml',
} as const;

export type DocsFile = keyof typeof DOCS_FILES;
