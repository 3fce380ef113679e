/** Every error that the API answers: code → status and title. The code is what programs test, the title what people read. */
export const problemCodes = {
  malformed_request: { status: 400, title: 'The request could not be read' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  sign_in_failed: { status: 401, title: 'The e-mail address or the password is wrong' },
  forbidden: { status: 403, title: 'You may not do this' },
  cross_site_request: { status: 403, title: 'The request came from another site' },
  not_found: { status: 404, title: 'There is no such thing, or you may not see it' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'The present state does not allow this' },
  idempotency_conflict: { status: 409, title: 'This Idempotency-Key was used for another request' },
  version_mismatch: { status: 412, title: 'Somebody changed this since you read it' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'This kind of content is not taken here' },
  invalid_request: { status: 422, title: 'Some fields are wrong' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  temporarily_unavailable: { status: 503, title: 'Try again in a moment' },
  storage_full: { status: 507, title: 'The disk is full' },
} as const;
export type ProblemCode = keyof typeof problemCodes;

/** One fault of a request: where it is (JSON Pointer, RFC 6901) and what is wrong. */
export interface ProblemIssue {
  pointer: string;
  message: string;
}

/** An error that its caller can understand and act on; answered as RFC 9457 `application/problem+json`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly issues: ProblemIssue[];
  readonly extra: Record<string, unknown>;

  constructor(code: ProblemCode, detail?: string, options: { issues?: ProblemIssue[]; extra?: Record<string, unknown> } = {}) {
    super(detail ?? problemCodes[code].title);
    this.name = 'Problem';
    this.code = code;
    this.issues = options.issues ?? [];
    this.extra = options.extra ?? {};
  }

  get status(): number {
    return problemCodes[this.code].status;
  }
}

/** A 422 for one field, e.g. `invalid('/serviceId', 'There is no such service')`. */
export const invalid = (pointer: string, message: string): Problem =>
  new Problem('invalid_request', message, { issues: [{ pointer, message }] });

/** A 404 that names what was looked for and nothing else. */
export const notFound = (what: string): Problem => new Problem('not_found', `There is no such ${what}`);
