import { type Logger, pino } from 'pino';

export type Log = Logger;

/** A structured log on standard output; credentials in headers and bodies are never written. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'password', '*.password', '*.secret'],
  });
}
