import { ROUTES } from './routes.ts';

/** What the CDK app needs of the route table: one HTTP API route per row. Opens no engine. */
export const API_PATHS: readonly { readonly method: string; readonly path: string }[] = ROUTES.map(({ method, path }) => ({ method, path }));
