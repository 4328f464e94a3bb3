/**
 * Files of the reference page and the documents that it shows: the name in the URL and the path in the repository. A bundle has them beside its
 * code, gzipped (`lib/docs-files.ts`), so that a function does not load them at its start.
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
