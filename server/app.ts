import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Redis } from 'ioredis';
import { alertRoutes } from './alerts/alert-routes.ts';
import { announcementRoutes } from './announcements/announcement-routes.ts';
import { assetImportRoutes } from './asset-imports/import-routes.ts';
import { assetMigrationRoutes } from './asset-imports/migration-routes.ts';
import { kindRoutes } from './asset-kinds/kind-routes.ts';
import { assetRoutes } from './assets/asset-routes.ts';
import { auditRoutes } from './audits/audit-routes.ts';
import { scanRoutes } from './audits/scan-routes.ts';
import { authRoutes } from './auth/auth-routes.ts';
import { identify } from './auth/identify.ts';
import { liveRoutes } from './auth/live-routes.ts';
import { peopleRoutes } from './auth/people-routes.ts';
import { skillsRoutes } from './auth/skills-routes.ts';
import { backupRoutes } from './backups/backup-routes.ts';
import { campaignRoutes } from './custody/campaign-routes.ts';
import { departureRoutes } from './custody/departure-routes.ts';
import { handOverRoutes } from './custody/hand-over-routes.ts';
import { requestRoutes } from './custody/request-routes.ts';
import { dutyRoutes } from './escalation/duty-routes.ts';
import { escalationRoutes } from './escalation/escalation-routes.ts';
import { onCallRoutes } from './escalation/on-call-routes.ts';
import { swapRoutes } from './escalation/swap-routes.ts';
import { financeRoutes } from './finance/finance-routes.ts';
import { answerRoutes } from './inbound-mail/answer-routes.ts';
import { inboundMailRoutes } from './inbound-mail/inbound-mail-routes.ts';
import { mailboxRoutes } from './inbound-mail/mailbox-routes.ts';
import { adoptionRoutes } from './incidents/adoption-routes.ts';
import { bulkRoutes } from './incidents/bulk-routes.ts';
import { conversationRoutes } from './incidents/conversation-routes.ts';
import { draftRoutes } from './incidents/draft-routes.ts';
import { escalationViewRoutes } from './incidents/escalation-view-routes.ts';
import { familyRoutes } from './incidents/family-routes.ts';
import { formRoutes } from './incidents/form-routes.ts';
import { incidentRoutes } from './incidents/incident-routes.ts';
import { relationRoutes } from './incidents/relation-routes.ts';
import { searchRoutes } from './incidents/search-routes.ts';
import { serviceRoutes } from './incidents/service-routes.ts';
import { statusRoutes } from './incidents/status-routes.ts';
import { toldRoutes } from './incidents/told-routes.ts';
import { workRoutes } from './incidents/work-routes.ts';
import { agentRoutes } from './inventory/agents/agent-routes.ts';
import { discoveryRoutes } from './inventory/discovery/discovery-routes.ts';
import { factsRoutes } from './inventory/facts/facts-routes.ts';
import { reconcileRoutes } from './inventory/reconcile/reconcile-routes.ts';
import { softwareRoutes } from './inventory/software/software-routes.ts';
import { inventorySourceRoutes } from './inventory/sources/source-routes.ts';
import { kitRoutes } from './kits/kit-routes.ts';
import { articleRoutes } from './knowledge/article-routes.ts';
import { licenceRoutes } from './licences/licence-routes.ts';
import { macroRoutes } from './macros/macro-routes.ts';
import { majorRoutes } from './major-incidents/major-routes.ts';
import { warRoomRoutes } from './major-incidents/war-room-routes.ts';
import { contactRoutes } from './notifications/contact-routes.ts';
import { notificationRoutes } from './notifications/notification-routes.ts';
import { availabilityRoutes } from './people/availability-routes.ts';
import { organisationRoutes } from './people/organisation-routes.ts';
import { hasRole } from './platform/actor.ts';
import type { Context } from './platform/context.ts';
import { docsPage } from './platform/docs-page.ts';
import { openMetrics } from './platform/metrics.ts';
import { mountRoutes } from './platform/mount.ts';
import { openApiDocument } from './platform/openapi.ts';
import { Problem } from './platform/problem.ts';
import { problemHandler } from './platform/problem-answer.ts';
import { openRateLimits } from './platform/rate-limits.ts';
import type { Route } from './platform/route.ts';
import { webPages } from './platform/web-pages.ts';
import { presenceOf } from './presence/presence.ts';
import { presenceRoutes } from './presence/presence-routes.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { reportScheduleRoutes } from './reports/report-schedule-routes.ts';
import { deskRoutes } from './reservations/desk-routes.ts';
import { reservationRoutes } from './reservations/reservation-routes.ts';
import { routingRuleRoutes } from './routing-rules/rule-routes.ts';
import { satisfactionRoutes } from './satisfaction/satisfaction-routes.ts';
import { calendarImportRoutes } from './service-levels/calendar-import-routes.ts';
import { serviceLevelRoutes } from './service-levels/service-level-routes.ts';
import { stockRoutes } from './stock/stock-routes.ts';
import { assetViewRoutes } from './views/asset-view-routes.ts';
import { viewRoutes } from './views/view-routes.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';

/** Every route of the API, in one flat list. */
export const routes: Route[] = [
  ...authRoutes,
  ...peopleRoutes,
  ...skillsRoutes,
  ...availabilityRoutes,
  ...liveRoutes,
  ...organisationRoutes,
  ...searchRoutes,
  ...formRoutes,
  ...articleRoutes,
  ...satisfactionRoutes,
  ...routingRuleRoutes,
  ...reportRoutes,
  ...reportScheduleRoutes,
  ...serviceRoutes,
  ...notificationRoutes,
  ...contactRoutes,
  ...toldRoutes,
  // Before single assets: `imports` is no tag.
  ...assetImportRoutes,
  ...assetMigrationRoutes,
  ...kindRoutes,
  ...assetRoutes,
  ...handOverRoutes,
  ...requestRoutes,
  ...departureRoutes,
  ...campaignRoutes,
  ...reservationRoutes,
  ...deskRoutes,
  ...auditRoutes,
  ...scanRoutes,
  ...incidentRoutes,
  ...statusRoutes,
  ...conversationRoutes,
  ...draftRoutes,
  ...workRoutes,
  ...presenceRoutes,
  ...macroRoutes,
  ...relationRoutes,
  ...familyRoutes,
  ...majorRoutes,
  ...warRoomRoutes,
  ...announcementRoutes,
  ...serviceLevelRoutes,
  ...calendarImportRoutes,
  ...adoptionRoutes,
  ...escalationRoutes,
  ...escalationViewRoutes,
  ...onCallRoutes,
  ...dutyRoutes,
  ...swapRoutes,
  ...bulkRoutes,
  ...viewRoutes,
  ...assetViewRoutes,
  ...inboundMailRoutes,
  ...mailboxRoutes,
  ...answerRoutes,
  ...inventorySourceRoutes,
  ...factsRoutes,
  ...reconcileRoutes,
  ...softwareRoutes,
  ...discoveryRoutes,
  ...agentRoutes,
  ...backupRoutes,
  ...webhookRoutes,
  ...financeRoutes,
  ...stockRoutes,
  ...licenceRoutes,
  ...kitRoutes,
  ...alertRoutes,
];

/** What the process around the app knows and the app only reports. */
export interface AppSurroundings {
  version: string;
  /** Directory of the built pages, or null when only the API is served. */
  webDirectory: string | null;
  redis: Redis | null;
  /** Which queue is in use and how late the relay is; throws when the queue cannot be reached. */
  queue: { kind: string; check(): Promise<void>; lagMs(): number };
  /** The queue dashboard, shown to administrators at /admin/queues. */
  queueDashboard?: RequestHandler;
}

/** The Express application: middleware and routers in one flat list. */
export function createApp(ctx: Context, around: AppSurroundings): Express {
  const app = express();
  const limits = openRateLimits(around.redis);
  // Before anybody asks, so that what the other processes know is here.
  presenceOf(ctx);
  const metrics = openMetrics(around.queue.lagMs);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', 'loopback, uniquelocal');
  app.locals['baseUrl'] = ctx.settings.baseUrl;

  app.get('/healthz', (_req, res) => void res.json({ status: 'alive', version: around.version }));
  app.get('/readyz', readiness(ctx, around));
  app.get('/metrics', localOnly, async (_req, res) => void res.type('text/plain').send(await metrics.registry.metrics()));

  app.use(metrics.observe);
  app.use(securityHeaders(ctx));
  app.use(compression({ filter: (req, res) => res.getHeader('Content-Type') !== 'text/event-stream' && compression.filter(req, res) }));
  app.get('/api/openapi.json', openApi(ctx, around.version));
  app.use(docsPage());
  app.use('/api/v1', limits.api);
  app.get('/api/v1/on-call/feeds/:file', limits.feed);
  app.post('/api/v1/session', express.json({ limit: '16kb' }), limits.signIn);
  app.use(mountRoutes(ctx, routes, identify));
  if (around.queueDashboard) app.use('/admin/queues', administratorsOnly(ctx), around.queueDashboard);
  if (around.webDirectory && existsSync(join(around.webDirectory, 'index.html'))) app.use(webPages(around.webDirectory));
  app.use((_req, _res, next) => next(new Problem('not_found', 'There is nothing at this address')));
  app.use(problemHandler(ctx.log, ctx.db.dialect));
  return app;
}

function readiness(ctx: Context, around: AppSurroundings): RequestHandler {
  return async (_req, res) => {
    const check = async (work: () => Promise<unknown>): Promise<'ok' | 'down'> => {
      try {
        await work();
        return 'ok';
      } catch {
        return 'down';
      }
    };
    const [database, queue] = await Promise.all([check(async () => await ctx.db.sql.raw('select 1')), check(() => around.queue.check())]);
    const isReady = database === 'ok' && queue === 'ok';
    res.status(isReady ? 200 : 503).json({
      status: isReady ? 'ready' : 'not ready',
      database: { kind: ctx.db.dialect.name, status: database },
      queue: { kind: around.queue.kind, status: queue },
      relay: { lagMs: around.queue.lagMs() },
    });
  };
}

/** Metrics are for the machine's own scraper, not for the public: a proxy in front adds X-Forwarded-For. */
const localOnly: RequestHandler = (req, _res, next) => {
  const address = req.socket.remoteAddress ?? '';
  const isPrivate =
    /^(::1|::ffff:127\.|127\.|::ffff:10\.|10\.|::ffff:172\.(1[6-9]|2\d|3[01])\.|172\.(1[6-9]|2\d|3[01])\.|::ffff:192\.168\.|192\.168\.|f[cd])/.test(
      address,
    );
  next(isPrivate && req.headers['x-forwarded-for'] === undefined ? undefined : new Problem('not_found'));
};

function administratorsOnly(ctx: Context): RequestHandler {
  return async (req, _res, next) => {
    const actor = await identify(ctx, req);
    if (actor.kind === 'guest') throw new Problem('not_signed_in');
    if (!hasRole(actor, 'admin')) throw new Problem('forbidden');
    next();
  };
}

function openApi(ctx: Context, version: string): RequestHandler {
  let document: string | null = null;
  return (_req, res) => {
    document ??= JSON.stringify(openApiDocument(routes, ctx.settings.baseUrl, version));
    res.type('json').send(document);
  };
}

function securityHeaders(ctx: Context): RequestHandler {
  const isSecure = ctx.settings.baseUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Mantine sets styles from script; no style can read or send anything.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isSecure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: isSecure && { maxAge: 31_536_000 },
    referrerPolicy: { policy: 'same-origin' },
  });
}
