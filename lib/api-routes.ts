import { existsSync } from 'node:fs';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';

export interface ApiRoute {
  readonly method: HttpMethod;
  /** API Gateway's form: `/v1/tickets/{id}`. */
  readonly path: string;
}

const TABLE = new URL('../functions/api/routes.ts', import.meta.url);

/** The rows of the route table, the only source of the API's routes. */
export async function readApiRoutes(): Promise<readonly ApiRoute[]> {
  if (!existsSync(TABLE)) return [];
  const { ROUTES } = (await import(TABLE.href)) as { ROUTES: readonly { method: string; path: string }[] };
  return ROUTES.map(({ method, path }) => ({ method: HttpMethod[method.toUpperCase() as keyof typeof HttpMethod], path }));
}
