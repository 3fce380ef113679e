/** Files of drafts, kept in the browser's own database because local storage holds only text. */
function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('coulisse', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = work(db.transaction('files', mode).objectStore('files'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    db.close();
  }
}

/** The files kept under a draft's name; none where the browser keeps nothing (private windows). */
export async function readFiles(name: string): Promise<File[]> {
  try {
    return (await run<File[] | undefined>('readonly', (store) => store.get(name))) ?? [];
  } catch {
    return [];
  }
}

export async function keepFiles(name: string, files: File[]): Promise<void> {
  try {
    await run('readwrite', (store) => (files.length > 0 ? store.put(files, name) : store.delete(name)) as IDBRequest<unknown>);
  } catch {
    // The files then live as long as the page.
  }
}
