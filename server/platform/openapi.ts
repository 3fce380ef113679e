import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problemCodes } from './problem.ts';
import type { Route } from './route.ts';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(problemCodes) as [string, ...string[]]),
    detail: z.string().optional(),
    instance: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

/** The OpenAPI 3.1 description of the routes, made from their declarations. */
export function openApiDocument(routes: Route[], baseUrl: string, version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = (route.root ? route.path : `/api/v1${route.path}`).replace(/:(\w+)/g, '{$1}').replace(/\/\*(\w+)/g, '/{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Coulisse', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
      servers: [{ url: baseUrl }],
      security: [{ token: [] }, { session: [] }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'coulisse' },
        },
      },
      paths,
    },
    // Outputs are described as they go over the wire: instants as ISO 8601 text.
    {
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
      },
    },
  );
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const status = String(route.answer || route.rawAnswer ? (route.status ?? 200) : (route.status ?? 204)) as '200';
  const who = route.allow === 'anyone' ? 'anyone' : `${route.allow} and above`;
  return {
    tags: [route.area],
    summary: route.summary,
    description: `Allowed: ${who}.`,
    operationId: `${route.method}${route.path.replace(/[^a-zA-Z]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    ...(route.allow === 'anyone' && { security: [] }),
    requestParams: {
      ...(route.params && { path: route.params as z.ZodObject }),
      ...(route.query && { query: route.query as z.ZodObject }),
      ...(route.idempotent && { header: z.object({ 'Idempotency-Key': z.string().max(200).optional() }) }),
    },
    ...requestBodyOf(route),
    responses: {
      [status]: {
        description: 'Done',
        ...(route.answer && { content: { 'application/json': { schema: route.answer } } }),
        ...(route.rawAnswer && { content: { [route.rawAnswer]: {} } }),
      },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  };
}

function requestBodyOf(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (route.rawBody) return { requestBody: { content: Object.fromEntries(route.rawBody.map((type) => [type, {}])) } };
  return route.body ? { requestBody: { content: { 'application/json': { schema: route.body } } } } : {};
}
