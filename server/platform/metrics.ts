import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  /** Times every request by method, route pattern and status. */
  observe: RequestHandler;
}

/** The program's metrics for Prometheus; `relayLagMs` is asked at each scrape. */
export function openMetrics(relayLagMs: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'coulisse_relay_lag_seconds',
    help: 'Age of the longest-due outbox row that is not done',
    registers: [registry],
    collect() {
      this.set(relayLagMs() / 1000);
    },
  });
  const duration = new Histogram({
    name: 'coulisse_http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  const observe: RequestHandler = (req, res, next) => {
    const done = duration.startTimer();
    res.on('finish', () => done({ method: req.method, route: res.locals['route'] ?? 'none', status: res.statusCode }));
    next();
  };
  return { registry, observe };
}
