import type { Route } from './route.ts';
import { healthRoutes } from './routes/health.ts';

/**
 * The whole API. To add routes: export an array of `defineRoute(…)` rows from `routes/<name>.ts`, add it here, and add each row
 * to the matrix of `test/functions/api/role-matrix.ts` by hand.
 */
export const ROUTES: readonly Route[] = [
  ...healthRoutes,
];
