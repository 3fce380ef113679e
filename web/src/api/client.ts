import { ApiProblem } from './problem.ts';

export type Params = Record<string, string | number | boolean | null | undefined>;

export interface Options {
  params?: Params;
  /** The version that the caller read; the API answers 412 when somebody changed it since. */
  ifMatch?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** The address under `/api/v1` with the parameters that have a value. */
export function apiUrl(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params))
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  const text = query.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

async function send<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const isRaw = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !isRaw) headers['Content-Type'] = 'application/json';
  if (options.ifMatch !== undefined) headers['If-Match'] = `"${options.ifMatch}"`;
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  const init: RequestInit = { method, headers, signal: options.signal ?? null };
  if (body !== undefined) init.body = isRaw ? body : JSON.stringify(body);
  const response = await reach(apiUrl(path, options.params), init);
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  if (response.status === 401 && path !== '/session' && path !== '/me') window.dispatchEvent(new Event('coulisse:who-am-i'));
  throw new ApiProblem(response.status, await response.json().catch(() => ({})));
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new ApiProblem(0, { title: 'The server cannot be reached' });
  }
}

/** The API under `/api/v1`; anything but success throws an ApiProblem. */
export const api = {
  get: <T>(path: string, params?: Params, signal?: AbortSignal) =>
    send<T>('GET', path, undefined, { ...(params && { params }), ...(signal && { signal }) }),
  post: <T>(path: string, body?: unknown, options?: Options) => send<T>('POST', path, body ?? {}, options),
  put: <T>(path: string, body?: unknown, options?: Options) => send<T>('PUT', path, body ?? {}, options),
  patch: <T>(path: string, body: unknown, options?: Options) => send<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: Options & { body?: unknown }) => send<T>('DELETE', path, options?.body, options),
};

/** Sends a file with progress, which fetch cannot tell. */
export function upload<T>(path: string, file: File, fields: Record<string, string>, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.append(key, value);
    form.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new ApiProblem(0, {}));
    request.onload = () =>
      request.status < 300 ? resolve(request.response as T) : reject(new ApiProblem(request.status, request.response ?? {}));
    request.send(form);
  });
}
