/** What is wrong with what an agent sent: its sender is at fault, not we. */
export class DocumentFault extends Error {
  readonly reason: FaultReason;
  constructor(reason: FaultReason, detail: string) {
    super(detail);
    this.name = 'DocumentFault';
    this.reason = reason;
  }
}

export type FaultReason = 'unreadable' | 'tooLarge' | 'truncated' | 'forbidden' | 'tooSlow';
