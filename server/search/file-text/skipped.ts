import type { SkipReason } from './file-text.ts';

/** Says why a file's words cannot be had. */
export class Skipped extends Error {
  readonly reason: SkipReason;
  constructor(reason: SkipReason) {
    super(reason);
    this.reason = reason;
  }
}
