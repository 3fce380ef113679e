/**
 * Lets the browser keep the pages, so that a report can be written without a network. Afterwards the form itself is
 * loaded in advance: it must be there when the network is not.
 */
export async function keepPages(isTechnician: boolean): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/sw.js');
    const { active } = await navigator.serviceWorker.ready;
    await Promise.all([import('../portal/my-incidents-page.tsx'), import('../portal/file-incident-page.tsx')]);
    // Store rooms are where networks end.
    if (isTechnician) await import('../scan/scan-page.tsx');
    const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    active?.postMessage({ keep: loaded });
  } catch {
    // Private windows and old browsers do without.
  }
}
