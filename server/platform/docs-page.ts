import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coulisse API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;

const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true, persistAuthorization: false });`;

/** The documentation page of the API: Swagger UI from our own files, nothing from elsewhere. */
export function docsPage(): Router {
  const router = Router();
  router.get('/api/docs', (_req, res) => void res.type('html').send(html));
  router.get('/api/docs/start.js', (_req, res) => void res.type('js').send(start));
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(
      `/api/docs/${file}`,
      (_req, res) =>
        void res
          .type(file)
          .set('Cache-Control', 'max-age=86400')
          .send(readFileSync(join(swaggerUi, file))),
    );
  }
  return router;
}
