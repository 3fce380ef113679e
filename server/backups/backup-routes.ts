import type { Route } from '../platform/route.ts';
import { pointRoutes } from './point-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { runRoutes } from './run-routes.ts';

/** Everything below /backups, and what a device's page shows of it. */
export const backupRoutes: Route[] = [...repositoryRoutes, ...policyRoutes, ...runRoutes, ...pointRoutes];
