import { apiUrl } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';

/** Asks for a file with a body, which a link cannot, and gives it to the browser to keep. */
export async function fetchPdf(path: string, body: unknown, fileName: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/pdf, application/json' };
  const response = await fetch(apiUrl(path), { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => {
    throw new ApiProblem(0, { title: 'The server cannot be reached' });
  });
  if (!response.ok) throw new ApiProblem(response.status, await response.json().catch(() => ({})));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
